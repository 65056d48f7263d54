"""What a site's YAML may say, and what holds where it says nothing."""

import pytest
from pydantic import ValidationError

from layers.nouns import STEPS, LinkRules, Site

SITE = {
    "name": "tea", "url": "https://www.example.com", "credentials": {"user_env": "U", "password_env": "P"},
    "voice": "plain", "remit": "tea", "categories": [{"name": "Leaves", "slug": "leaves"}],
}  # fmt: skip
PLAIN = Site.model_validate(SITE)


def site(models: dict[str, object]) -> Site:
    return Site.model_validate(SITE | {"models": models})


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("key", "value"), [("model", "claude-opus-5-5"), ("effort", "high"), ("max_tokens", 9_000)])
def test_what_a_step_does_not_say_stays_the_steps_own(step: str, key: str, value: object) -> None:
    assert site({step: {key: value}}).model_for(step) == PLAIN.model_for(step).model_copy(update={key: value})


def test_a_site_that_is_read_from_what_it_prints_asks_the_same() -> None:
    said = site({"draft": {"effort": "high"}})

    assert Site.model_validate(said.model_dump(by_alias=True)).model_for("draft") == said.model_for("draft")
    assert (said.models["draft"].max_tokens, said.model_for("draft").model) == (16_000, PLAIN.writer)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"in_min": 4}, r"in_min \(4\) is more than in_max \(3\)"),
        ({"out_min": 9, "out_max": 4}, r"out_min \(9\) is more than out_max \(4\)"),
        ({"out_max": 1}, r"out_min \(2\) is more than out_max \(1\)"),
    ],
)
def test_no_article_must_have_more_links_than_it_may(rules: dict[str, int], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        LinkRules.model_validate(rules)
