"""From what the operator typed to an order: a keyword, a brief or a draft, or an article that was begun before."""

import json
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from flows.newsroom import Newsroom
from flows.orders import Order, kept_order
from layers import prose
from layers.errors import InputFileError, KeywordError, MistakeError
from layers.intelligence import slug_for
from layers.nouns import LONGEST_SLUG, STEPS, Brief, Draft, Value

V = TypeVar("V", bound=Value)
LONGEST_KEYWORD = 120
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REPEATABLE = ("plan", "research", *STEPS)
UNFINISHED = ("working", "awaiting answer", "links pending")


class DraftFile(Value):
    """What a draft file holds: the brief that it was written to, and the draft."""

    brief: Brief
    draft: Draft


def order_for(room: Newsroom, site: str, keyword: str, slug: str = "") -> Order:
    """Return the order for a keyword: the one begun before where there is one. Raises KeywordError, NoSuchSiteError."""
    phrase = checked(keyword)
    room.site(site)
    order = Order(site=site, keyword=phrase, slug=checked_slug(phrase, slug) or slug_for(phrase))
    return begun(room, order) or order


def checked_slug(phrase: str, slug: str) -> str:
    if slug and not SLUG.fullmatch(slug):
        raise KeywordError(
            phrase,
            f"cannot have --slug '{slug}': use small letters, digits and single dashes, for example cold-brew-ratio.",
        )
    if len(slug) > LONGEST_SLUG:
        raise KeywordError(
            phrase, f"cannot have a --slug of {len(slug)} characters: give it one of at most {LONGEST_SLUG}."
        )
    return slug


def begun(room: Newsroom, order: Order) -> Order | None:
    """Return the order that was begun under this id. Raises KeywordError where it is about something else."""
    if room.store.step(order.article, "order") is None:
        return None
    kept = kept_order(room.store, order.article)
    if prose.folded(kept.keyword) != prose.folded(order.keyword):
        raise KeywordError(
            order.keyword, f"would be {order.article}, which is about '{kept.keyword}'. Choose another slug for it."
        )
    return kept


def checked(keyword: str) -> str:
    phrase = " ".join(keyword.split())
    if not phrase:
        raise KeywordError(
            keyword, 'is empty. Say what people search for, for example: masthead publish coffee "cold brew ratio"'
        )
    if len(phrase) > LONGEST_KEYWORD:
        raise KeywordError(
            phrase[:40] + "...", f"is longer than {LONGEST_KEYWORD} characters. Give the phrase that people search for."
        )
    return phrase


def order_from_brief(room: Newsroom, site: str, path: Path, slug: str = "") -> Order:
    """Return the order for a brief of the operator's own; `slug` goes before the brief's."""
    room.site(site)
    brief = with_slug(read(path, Brief), slug)
    return carried_on(room, Order(site=site, keyword=brief.keyword.phrase, slug=brief.slug, brief=brief))


def order_from_draft(room: Newsroom, site: str, path: Path, slug: str = "") -> Order:
    """Return the order for a draft of the operator's own and its brief; `slug` goes before the brief's."""
    room.site(site)
    file = read(path, DraftFile)
    brief = with_slug(file.brief, slug)
    order = Order(site=site, keyword=brief.keyword.phrase, slug=brief.slug, brief=brief, draft=file.draft)
    return carried_on(room, order)


def with_slug(brief: Brief, slug: str) -> Brief:
    """The brief holds the slug that the post gets: it is changed there, so that the id and the address are one."""
    wanted = checked_slug(brief.keyword.phrase, slug)
    return brief.model_copy(update={"slug": wanted}) if wanted else brief


def carried_on(room: Newsroom, order: Order) -> Order:
    """Return the order with what was said of its post when it was begun: a file says nothing of dates and images."""
    kept = begun(room, order)
    if kept is None:
        return order
    return order.model_copy(
        update=kept.model_dump(include={"at", "image", "image_sha256", "alt"}) | {"post": kept.post}
    )


def resumed(room: Newsroom, article: str, *, notes: str = "", redo: str = "", by: str) -> Order:
    """Return the order of an article that goes on. Raises NoSuchArticleError, MistakeError where its text can no longer change.

    The same note given again to a run that was interrupted is the same command run again: it is not worked in twice.
    """
    order = kept_order(room.store, article)
    if (notes.strip() or redo) and room.store.step(article, "created") is not None:
        raise MistakeError(
            f"{article} is on the site already, so its text stays as it is. Take it off first: masthead undo {article}"
        )
    if redo:
        forget(room, order, redo)
    interrupted = room.store.article(article).status == "working" and room.store.notes(article)[-1:] == (notes,)
    if notes.strip() and not interrupted:
        room.store.decide(article, "", "send-back", notes=notes, by=by)
    return order


def forget(room: Newsroom, order: Order, step: str) -> None:
    """Have a step done anew, every round of it; what was paid for it stays in the ledger."""
    if step not in REPEATABLE:
        raise MistakeError(f"--redo {step}: choose one of {', '.join(REPEATABLE)}.")
    room.store.redo(order.article, step, room.store.open_run(order.site, "redo", order.article))


def read(path: Path, kind: type[V]) -> V:
    """Read a JSON or YAML file. Raises InputFileError with the first key that is wrong."""
    try:
        data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return kind.model_validate_json(json.dumps(data, default=str))
    except OSError as error:
        raise InputFileError(str(path), "file", f"cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputFileError(str(path), "file", "is not UTF-8 text.") from None
    except (yaml.YAMLError, TypeError) as error:
        raise InputFileError(str(path), "file", f"is neither YAML nor JSON: {in_one_line(error)}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or kind.__name__.lower()
        raise InputFileError(
            str(path), key, f"{first['msg'].lower()}. `masthead brief SITE KEYWORD --json` prints a whole one."
        ) from None


def in_one_line(error: Exception) -> str:
    """Put a parser's complaint into one line: its own goes over five, with a drawing."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}, column {error.problem_mark.column + 1}: {error.problem}"
    return " ".join(str(error).split())


def unfinished(room: Newsroom, site: str) -> list[Order]:
    """List what a run of the site should go on with."""
    room.site(site)
    return [
        kept_order(room.store, row.id) for status in UNFINISHED for row in room.store.articles(site=site, status=status)
    ]
