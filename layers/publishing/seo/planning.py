"""Which adapter a site needs, what it is sent, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from layers.nouns import AdapterName, Examination, SeoFields, SeoLoss, SeoPlan, SeoRequest
from layers.publishing.plugins import seo_plugins
from layers.publishing.seo.adapter import FIELDS, Slot, wanted
from layers.publishing.seo.registry import ADAPTERS

COMPANION_KEYS = frozenset({"masthead_seo_title", "masthead_seo_description"})


def adapter_for(seen: Examination) -> AdapterName:
    """Choose by what the site does: a plugin that acts there, else the companion, else the excerpt alone.

    The companion prints nothing where a plugin does, so beside a plugin that has no adapter it is of no use.
    """
    plugins = seo_plugins(seen)
    if plugins:
        return plugins[0].adapter
    return "companion" if set(seen.meta_keys) & COMPANION_KEYS else "excerpt"


def plan(
    adapter: AdapterName, keys: Collection[str], seo: SeoFields, kind: str = "post", found: Collection[SeoLoss] = ()
) -> SeoPlan:
    """Say how the fields are written where the site takes the meta `keys` for a `kind` (post or page), and which are lost.

    `found` are the losses of a probe: what it saw the site drop is not sent again, and is lost here too. What it could not
    read back is sent all the same: the live page may show it.
    """
    how = ADAPTERS[adapter]
    writable = {slot.field for slot in how.slots} & set(wanted(seo))
    lost = {loss.field: loss for loss in found if loss.field in writable and not loss.unread}
    lost |= {loss.field: loss for loss in how.lost(keys, seo, kind)}
    named = tuple(lost[name] for name in FIELDS if name in lost)
    bare = SeoPlan(adapter=adapter, seo=seo, keys=tuple(keys), lost=named)
    slots = how.attempted(bare)
    return bare.model_copy(update={"meta": how.meta(slots, keys, seo), "fields": how.fields(slots, seo)})


def requests(made: SeoPlan, post_id: int) -> tuple[SeoRequest, ...]:
    """The writes that come after the one write; none where it took everything."""
    return ADAPTERS[made.adapter].requests(made, post_id)


def reads(made: SeoPlan, post_id: int) -> tuple[SeoRequest, ...]:
    """The reads that show what was kept, beside the post itself; each is a GET whose `body` is its query."""
    return ADAPTERS[made.adapter].reads(made, post_id)


def objection(made: SeoPlan, answer: Any) -> str:
    """What the plugin says against a write in an answer of 200."""
    return ADAPTERS[made.adapter].objection(answer)


def unwritten(
    made: SeoPlan, record: Mapping[str, Any], answers: Sequence[Any], refused: Mapping[str, str] | None = None
) -> tuple[SeoLoss, ...]:
    """Name the fields that were sent and that a separate look does not show.

    `record` is the post by a GET of its own (context=edit), `answers` are those to `reads`, in their order, None for one
    that was refused. `refused` says by path why a write was. What `lost` of the plan names already is not named again.
    """
    how = ADAPTERS[made.adapter]
    stored = how.stored(made, record, answers)
    paths = _paths(made, int(record.get("id") or 0))
    losses = (
        how.loss(slot, made, stored, (refused or {}).get(paths.get(slot.key, ""), "")) for slot in how.attempted(made)
    )
    return tuple(loss for loss in losses if loss)


def _paths(made: SeoPlan, post_id: int) -> dict[str, str]:
    """The path by which each field is written that the one write does not take, by its key."""
    routes: dict[str, list[Slot]] = ADAPTERS[made.adapter].afterwards(made)
    return {slot.key: route.format(id=post_id) for route, slots in routes.items() for slot in slots}
