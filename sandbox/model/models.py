"""Which models the rehearsal server knows, and how much each is said to think."""

from dataclasses import dataclass

MIN_CACHED_PREFIX_TOKENS = 512
MAX_OUTPUT_TOKENS = 128_000
MAX_INPUT_TOKENS = 1_000_000
EFFORTS = ("low", "medium", "high", "xhigh", "max")


@dataclass(frozen=True)
class Model:
    """One model. `disabled_efforts`: the efforts at which thinking may be switched off; `thinking`: tokens by effort."""

    id: str
    display_name: str
    line: str
    released: str
    default_effort: str
    disabled_efforts: tuple[str, ...]
    between_tools_efforts: tuple[str, ...]
    thinking: dict[str, int]


def _table(low: int, medium: int, high: int, xhigh: int, most: int) -> dict[str, int]:
    return dict(zip(EFFORTS, (low, medium, high, xhigh, most), strict=True))


_COMMON = ("low", "medium", "high")
MODELS = {
    model.id: model
    for model in (
        Model("claude-fable-5-2", "Claude Fable 5.2", "fable", "2026-11-09", "high", (), (), _table(300, 800, 1_600, 3_200, 6_400)),
        Model("claude-opus-5-5", "Claude Opus 5.5", "opus", "2026-10-07", "medium", (), (), _table(250, 700, 1_400, 2_800, 5_600)),
        Model("claude-sonnet-5-5", "Claude Sonnet 5.5", "sonnet", "2026-10-07", "high", (), _COMMON, _table(150, 400, 900, 1_800, 3_600)),
        Model("claude-sonnet-5", "Claude Sonnet 5", "sonnet", "2026-06-01", "high", EFFORTS, (), _table(150, 400, 900, 1_800, 3_600)),
        Model("claude-haiku-5-5", "Claude Haiku 5.5", "haiku", "2026-10-07", "medium", _COMMON, _COMMON, _table(60, 150, 400, 800, 1_600)),
    )
}  # fmt: skip


def thinking_tokens(model: Model, effort: str, thinking_type: str) -> int:
    """Tokens that a call is said to think: none when switched off, else the model's declared figure."""
    return 0 if thinking_type == "disabled" else model.thinking[effort]
