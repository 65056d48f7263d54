"""Whatever the words are, each field is either sent or lost by name, and what comes back as it was sent is no loss."""

import html
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from layers.nouns import SeoFields
from layers.publishing import seo

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    [
        "%%sep%%",
        "100% %sep%",
        "{{ a }}",
        "#site_title",
        "<b>&amp;</b>",
        "&lt;",
        "5 < 6",
        "[gallery] ﷺ 🧂",
        "</title><script>",
    ]
)
FIELDS = st.builds(
    SeoFields,
    title=TEXT, description=TEXT, focus_keyword=TEXT, social_title=TEXT, social_description=TEXT, noindex=st.booleans(),
    canonical=st.sampled_from(["", "https://a.example/b/?c=1&d=2"]), social_image=st.sampled_from(["", "https://a.example/i.png"]),
)  # fmt: skip


@given(FIELDS, st.sampled_from(list(seo.ADAPTERS)), st.booleans())
def test_every_field_is_sent_or_lost_and_never_both(fields, adapter, registered):
    keys = seo.ADAPTERS[adapter].keys if registered else ()
    plan = seo.plan(adapter, keys, fields)
    sent = json.dumps([dict(plan.meta), dict(plan.fields), [request.model_dump() for request in seo.requests(plan, 7)]])
    attempted = {slot.field for slot in seo.ADAPTERS[adapter].attempted(plan)}
    lost = {loss.field for loss in plan.lost}
    silent = {loss.field for loss in seo.unwritten(plan, {"id": 7, "meta": {}}, [{} for _ in seo.reads(plan, 7)])}

    assert not attempted & lost
    assert silent == attempted
    assert bool(attempted) == (sent != "[{}, {}, []]")
    assert not seo.type_problems(plan)


@given(FIELDS, st.sampled_from(["yoast", "rank-math", "seopress", "slim-seo", "tsf", "companion"]), st.booleans())
def test_what_comes_back_as_it_was_sent_or_with_its_entities_is_no_loss(fields, adapter, escaped):
    plan = seo.plan(adapter, seo.ADAPTERS[adapter].keys, fields)
    meta = {key: stored(value, escaped) for key, value in plan.meta.items()}

    assert seo.unwritten(plan, {"id": 7, "meta": meta}, ()) == ()


def stored(value: Any, escaped: bool) -> Any:
    if isinstance(value, dict):
        return {name: stored(each, escaped) for name, each in value.items()}
    readable = isinstance(value, str) and escaped and "&" not in value
    return html.escape(value) if readable else value
