"""Whether a site's pages show when a post was last changed: every write moves that time, and nobody can set it back.

WordPress keeps the date of publication as it is; a theme that prints `modified` shows the day of a mechanical fix.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

_JSON_LD = re.compile(r'"dateModified"\s*:\s*"([^"]+)"')
_TIME = re.compile(r'<time\b[^>]*\bdatetime\s*=\s*["\']([^"\']+)["\'][^>]*>', re.IGNORECASE)
_META = re.compile(
    r'<meta\b[^>]*\b(?:article:modified_time|og:updated_time)["\'][^>]*\bcontent\s*=\s*["\']([^"\']+)["\']',
    re.IGNORECASE,
)
_SCRIPTS = re.compile(r"<(script|style|head)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
NEAR = timedelta(days=1)
IN_TEXT, IN_TIME = "the text that readers see", "<time>"
FOR_READERS = frozenset({IN_TEXT, IN_TIME})  # the other places are for machines
NOTE = (
    "{0} shows readers or search engines when a post was last changed ({1}). WordPress moves that time at every write, and "
    "nothing sets it back: the posts of this plan will look changed on the day it is applied. The date of publication stays."
)
UNTOLD = "No post of {0} was changed on another day than it was published, so nobody can tell yet whether its pages show that."
HIDDEN = "No page of {0} that was looked at shows when it was last changed; the date of publication stays as it is."


class Dates(NamedTuple):
    """When a post was published and when it was last changed, both with their zone."""

    published: datetime
    modified: datetime

    @property
    def telling(self) -> bool:
        """Whether the two differ, so that a live page can be told by them."""
        return self.modified - self.published >= NEAR


def shown_modified(html: str, dates: Dates, zone: tzinfo) -> tuple[str, ...]:
    """Where a live page shows the time of the last change, as the end of a sentence; empty where it does not.

    Only a page that was changed on another day than it was published can tell. `zone` is that of the site.
    """
    if not dates.telling:
        return ()
    body = _SCRIPTS.sub(" ", html)
    return tuple(place for place, found in _places(html, body, dates.modified, zone) if found)


def _places(html: str, body: str, moment: datetime, zone: tzinfo) -> Iterator[tuple[str, bool]]:
    yield IN_TEXT, any(day in body for day in _spellings(moment.astimezone(zone)))
    yield IN_TIME, any(_is_at(stamp, moment) for stamp in _TIME.findall(body))
    yield "`dateModified` in JSON-LD", any(_is_at(stamp, moment) for stamp in _JSON_LD.findall(html))
    yield "a `modified_time` in the head", any(_is_at(stamp, moment) for stamp in _META.findall(html))


def _is_at(stamp: str, moment: datetime) -> bool:
    try:
        found = datetime.fromisoformat(stamp.strip().replace("Z", "+00:00"))
    except ValueError:
        return False
    if found.tzinfo is None:
        return found.date() == moment.date()
    return abs(found - moment) < timedelta(minutes=1) or (found.hour == 0 and found.date() == moment.date())


def _spellings(day: datetime) -> tuple[str, ...]:
    """The day as themes print it, in English, German and as numbers."""
    month, german = f"{day:%B}", _GERMAN[day.month - 1]
    return (
        f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", f"{day.day}. {german} {day.year}",
        f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day.year}年{day.month}月{day.day}日",
    )  # fmt: skip


_GERMAN = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
