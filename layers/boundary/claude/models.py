"""What each family of models accepts beside the question. A request that a family refuses would come back as 400."""

from collections.abc import Mapping
from dataclasses import dataclass

Thinking = Mapping[str, str] | None


@dataclass(frozen=True)
class Traits:
    """`thinking` is sent as it stands; None sends nothing. `effort` says whether the family knows the setting."""

    thinking: Thinking
    effort: bool


UNKNOWN = Traits(thinking=None, effort=False)
FAMILIES: Mapping[str, Traits] = {
    "claude-haiku-5-5": Traits({"type": "disabled"}, effort=True),
    "claude-sonnet-5-5": Traits({"type": "between_tools"}, effort=True),  # "disabled" is refused
    "claude-opus-5-5": Traits({"type": "adaptive"}, effort=True),  # cannot be switched off
    "claude-fable-5": Traits(None, effort=True),
    "claude-sonnet-5": Traits(None, effort=True),
    "claude-opus-5": Traits(None, effort=True),
    "claude-opus-4": Traits(None, effort=True),
    "claude-sonnet-4-6": Traits(None, effort=True),
    "claude-sonnet-4-5": UNKNOWN,
    "claude-haiku-4-5": UNKNOWN,
}


def traits(model: str) -> Traits:
    """Return what the longest family name that begins `model` says."""
    names = [name for name in FAMILIES if model.startswith(name)]
    return FAMILIES[max(names, key=len)] if names else UNKNOWN
