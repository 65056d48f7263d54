"""A theme that shows when a post was last changed is recognised by a page whose two dates differ."""

from zoneinfo import ZoneInfo

import pytest

from layers.maintenance.fixing.dates import Dates, shown_modified
from tests.layers.maintenance.fixing.samples import post

PAGE = post(7)  # published 2026-05-01, changed 2026-06-02 08:00 UTC
DATES, LONDON = Dates(PAGE.published_at, PAGE.modified_at), ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<p>Updated on June 2, 2026</p>", "the text that readers see"),
        ("<p>Zuletzt geändert: 2. Juni 2026</p>", "the text that readers see"),
        ('<time datetime="2026-06-02T09:00:00+01:00">lately</time>', "<time>"),
        ('<script type="application/ld+json">{"dateModified": "2026-06-02T08:00:00+00:00"}</script>', "`dateModified` in JSON-LD"),
        ('<meta property="article:modified_time" content="2026-06-02T08:00:00+00:00">', "a `modified_time` in the head"),
    ],
)  # fmt: skip
def test_each_place_is_named(html: str, place: str) -> None:
    assert place in shown_modified(f"<html><body>{html}</body></html>", DATES, LONDON)


def test_a_theme_that_prints_the_day_of_publication_alone_shows_nothing() -> None:
    html = '<p>May 1, 2026</p><time datetime="2026-05-01T08:00:00+00:00">May</time>'

    assert shown_modified(html, DATES, LONDON) == ()


def test_a_page_that_was_never_changed_tells_nothing() -> None:
    fresh = Dates(PAGE.published_at, PAGE.published_at)

    assert shown_modified("<p>May 1, 2026</p>", fresh, LONDON) == ()
