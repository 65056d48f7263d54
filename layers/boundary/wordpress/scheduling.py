"""Posts for a later date: when WordPress would do otherwise than it was told, and the nudge its cron needs.

WordPress compares the date with its own clock: less than 60 s ahead, and `future` becomes `publish`; 60 s or more, and
`publish` becomes `future`. A scheduled post goes live when somebody visits the site after its date, not by itself.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import uuid4

from layers.boundary.clock import now
from layers.boundary.wordpress.transport import Reply, Transport
from layers.boundary.wordpress.visiting import Visitor
from layers.errors import WordPressDownError

AHEAD = timedelta(seconds=60)
WRITTEN = "%Y-%m-%dT%H:%M:%S"  # without a zone: WordPress would take one and store another hour than was sent


def site_time(reply: Reply) -> datetime:
    """What the site's clock shows, from the answer's Date (whole seconds); ours where the answer has none."""
    try:
        return parsedate_to_datetime(reply.headers["Date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return now()


def has_date(body: Mapping[str, Any]) -> bool:
    """Whether a write has to do with the date at which a post goes live."""
    return bool(body.get("date_gmt")) or body.get("status") == "future"


def date_problem(status: str, date_gmt: str, at: datetime) -> str:
    """Why WordPress would give the post another status than this one, or nothing. `date_gmt` is UTC, empty: now."""
    try:
        date = datetime.strptime(date_gmt, WRITTEN).replace(tzinfo=UTC) if date_gmt else at
    except ValueError:
        return f"the date_gmt '{date_gmt}' is no date. Write it in UTC as 2026-12-24T09:00:00."
    ahead = date - at >= AHEAD
    if status == "future" and not ahead:
        return f"the status 'future' needs a date_gmt at least 60 s ahead; '{date_gmt}' is not ({at:{WRITTEN}} there)."
    if status == "publish" and ahead:
        return f"with the status 'publish' and the date_gmt '{date_gmt}' WordPress would keep it back until then. Use 'future', or another date."
    return ""


def poke_cron(transport: Transport) -> None:
    """Have WordPress run what is due, as a visitor would. What the answer is does not matter: the post tells whether it helped.

    The first address is closed on some hosts, and elsewhere where WordPress has a folder of its own; any page hit does it too.
    Raises WordPressDownError when nothing answers.
    """
    visitor = Visitor("", "", transport.timeout_s)
    for address in (f"{transport.url}/wp-cron.php", f"{transport.url}/"):
        # a page cache would answer in WordPress's place
        visit = visitor.rest(address, {"masthead": uuid4().hex[:12]}, login=False)
        if not visit.status:
            raise WordPressDownError(transport.site, visit.said)
        if visit.status == 200:
            return
