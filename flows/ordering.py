"""From what the operator typed to an order: a keyword, a brief or a draft, or an article that was begun before."""

import json
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from flows.newsroom import Newsroom
from flows.orders import Order, kept_order
from layers.errors import InputFileError, KeywordError
from layers.intelligence import slug_for
from layers.nouns import Brief, Draft, Value

V = TypeVar("V", bound=Value)
LONGEST_KEYWORD = 120
UNFINISHED = ("working", "awaiting answer")


class DraftFile(Value):
    """What a draft file holds: the brief that it was written to, and the draft."""

    brief: Brief
    draft: Draft


def order_for(room: Newsroom, site: str, keyword: str, slug: str = "") -> Order:
    """Return the order for a keyword: the one begun before where there is one. Raises KeywordError, NoSuchSiteError."""
    phrase = checked(keyword)
    room.site(site)
    order = Order(site=site, keyword=phrase, slug=slug or slug_for(phrase))
    return kept_order(room.store, order.article) if room.store.step(order.article, "order") else order


def checked(keyword: str) -> str:
    phrase = " ".join(keyword.split())
    if not phrase:
        raise KeywordError(keyword, "is empty. Say what people search for, for example: masthead publish coffee \"cold brew ratio\"")
    if len(phrase) > LONGEST_KEYWORD:
        raise KeywordError(phrase[:40] + "...", f"is longer than {LONGEST_KEYWORD} characters. Give the phrase that people search for.")
    return phrase


def order_from_brief(room: Newsroom, site: str, path: Path) -> Order:
    room.site(site)
    brief = read(path, Brief)
    return Order(site=site, keyword=brief.keyword.phrase, slug=brief.slug, brief=brief)


def order_from_draft(room: Newsroom, site: str, path: Path) -> Order:
    room.site(site)
    file = read(path, DraftFile)
    return Order(site=site, keyword=file.brief.keyword.phrase, slug=file.brief.slug, brief=file.brief, draft=file.draft)


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
        raise InputFileError(str(path), key, f"{first['msg'].lower()}. `masthead brief SITE KEYWORD --json` prints a whole one.") from None


def in_one_line(error: Exception) -> str:
    """Put a parser's complaint into one line: its own goes over five, with a drawing."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}, column {error.problem_mark.column + 1}: {error.problem}"
    return " ".join(str(error).split())


def unfinished(room: Newsroom, site: str) -> list[Order]:
    """List what a run of the site should go on with."""
    room.site(site)
    return [kept_order(room.store, row.id) for status in UNFINISHED for row in room.store.articles(site=site, status=status)]
