"""What an operator says of one post when ordering it: when it goes live, its image, and how it differs from the site's other posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from flows.newsroom import Newsroom
from flows.orders import Order
from layers.boundary.clock import now
from layers.errors import MistakeError
from layers.nouns import PostRules, Site

SOONEST = timedelta(seconds=60)  # WordPress publishes what is nearer at once, and says 2xx
EXAMPLE = "for example --at '2026-12-01 09:00', in the site's time zone"


@dataclass(frozen=True)
class Options:
    """As they were typed; empty where nothing was said."""

    at: str = ""
    image: Path | None = None
    alt: str = ""
    changes: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.at or self.image or self.alt or self.changes)


def applied(room: Newsroom, order: Order, options: Options) -> Order:
    """Return the order with what was said now; what was said before stays. Raises MistakeError that names the option."""
    if not options:
        return order
    wanted = order.model_copy(update=said(room.site(order.site), order, options))
    if wanted != order and room.store.step(order.article, "created") is not None:
        raise MistakeError(
            f"{order.article} is on the site already, so --at, --image, --alt and --set come too late. Take it off first: masthead undo {order.article}"
        )
    return wanted


def said(site: Site, order: Order, options: Options) -> dict[str, object]:
    """The fields of an order that the options change. The same words again, after a kill, change nothing."""
    said: dict[str, object] = {}
    if options.at:
        said["at"] = moment(options.at, site, order.at)
    if options.image or options.alt:
        said |= image(options, order)
    if options.changes:
        said["post"] = changed(order.post or site.post, options.changes)
    return said


def moment(text: str, site: Site, before: str = "") -> str:
    """Return the moment in UTC, ISO without a zone; nothing for `now`. A time without a zone is the site's.

    One that was said `before` may have passed since.
    """
    if text.strip().lower() == "now":
        return ""
    try:
        said = datetime.fromisoformat(text.strip())
        at = (said.replace(tzinfo=ZoneInfo(site.timezone)) if said.tzinfo is None else said).astimezone(UTC)
    except (ValueError, OverflowError):  # the last hours of the year 9999 are in the year 10000 elsewhere
        raise MistakeError(f"--at {text}: this is no date with a time; {EXAMPLE}.") from None
    moment = at.replace(tzinfo=None).isoformat(timespec="seconds")
    if moment != before and at < now() + SOONEST:
        raise MistakeError(
            f"--at {text}: this is not in the future ({site.timezone}). --at now takes an earlier date back."
        )
    return moment


def image(options: Options, order: Order) -> dict[str, object]:
    """Refuse now what would be found out only after the article was paid for."""
    path = str(options.image.resolve()) if options.image else order.image
    alt = " ".join((options.alt or order.alt).split())
    if not path:
        raise MistakeError("--alt says what an image shows, but there is none: add --image FILE.")
    if not alt:
        raise MistakeError('--image needs --alt "what it shows": readers who cannot see it are told so.')
    from layers.boundary.images import checked_image

    return {"image": path, "image_sha256": sha256(checked_image(Path(path)).data).hexdigest(), "alt": alt}


def changed(rules: PostRules, pairs: Sequence[str]) -> PostRules:
    """Return the rules with each KEY=VALUE set."""
    values: dict[str, object] = rules.model_dump()
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or key not in values:
            raise MistakeError(f"--set {pair}: say KEY=VALUE; the keys are {', '.join(PostRules.model_fields)}.")
        values[key] = value
    try:
        return PostRules.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise MistakeError(f"--set {key}={values[key]}: {first['msg'][:1].lower()}{first['msg'][1:]}.") from None
