"""What is asked of WordPress about a post, what is sent, and what one of its records means."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from layers.errors import WordPressRefusedError
from layers.nouns import Post, PostFields

FIELDS = (
    "id,type,link,slug,status,title.raw,content.raw,excerpt.raw,categories,tags,date,date_gmt,modified,modified_gmt,"
    "author,featured_media,template,format,sticky,comment_status,ping_status,meta,_links"
)
KEEPS_MARKUP = frozenset(
    {"wp:action-unfiltered-html", "https://api.w.org/action-unfiltered-html"}
)  # offered where it is true; the capability is claimed even where it is not
TEXTS = ("title", "content", "excerpt")
NEEDED = ("id", "type", "slug", "status", "modified_gmt")
OPTIONAL = (
    "categories", "tags", "date_gmt", "author", "featured_media", "template", "format", "sticky", "comment_status",
    "ping_status",
)  # fmt: skip
SENT_ALWAYS = ("title", "slug", "content", "excerpt", "status")
SENT_WHEN_SAID = (
    "categories", "tags", "author", "featured_media", "date_gmt", "template", "sticky", "comment_status", "ping_status",
    "meta",
)  # fmt: skip
WITHOUT_EMPTY = frozenset({"author", "comment_status", "ping_status"})  # WordPress knows no empty one


def asked(plugin_fields: Iterable[str] = ()) -> str:
    """The `_fields` of a request: all that a Post holds, and what plugins were sent at the top of the record."""
    return ",".join([FIELDS, *plugin_fields])


def post(record: Any, site: str) -> Post:
    """A REST record (`context=edit`) as a Post; null is the empty value. A page has no format, terms or stickiness.

    Raises WordPressRefusedError for a record that cannot be read.
    """
    values = {name: record[name] for name in OPTIONAL if record.get(name) is not None}
    needed = {name: record.get(name) for name in NEEDED}
    texts = {name: raw(record, name, site) for name in TEXTS}
    try:
        return Post.model_validate({
            **values, **needed, **texts, "url": record.get("link"), "meta": record.get("meta") or {},  # PHP's empty array is a list
            "unfiltered_html": not KEEPS_MARKUP.isdisjoint(record.get("_links") or ()),
        })  # fmt: skip
    except ValidationError as problem:
        names = dict.fromkeys(str(each["loc"][0]) for each in problem.errors())
        raise _unreadable(record, f"cannot be read: {', '.join(names)}", site) from None


def raw(record: Any, name: str, site: str) -> str:
    """The raw title, content or excerpt of a record. Raises WordPressRefusedError where there is none: null is an empty one."""
    held = record.get(name)
    if not isinstance(held, dict) or not isinstance(held.get("raw", 0), str | None):
        raise _unreadable(record, f"has no {name}.raw", site)
    return held["raw"] or ""


def _unreadable(record: Any, what: str, site: str) -> WordPressRefusedError:
    said = f"the answer {what}. A plugin or a proxy changes what the REST API answers."
    return WordPressRefusedError(site, f"reading post {record.get('id')}", said)


def body(fields: PostFields) -> dict[str, Any]:
    """The JSON of one whole write: what is empty, 0 or `standard` is left to the site."""
    values = fields.model_dump(mode="json")
    said = {name: values[name] for name in SENT_WHEN_SAID if values[name]}
    if fields.format != "standard":
        said["format"] = fields.format
    return {**values["plugin_fields"], **{name: values[name] for name in SENT_ALWAYS}, **said}


def changed_body(changes: PostFields | Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a change. A mapping is taken at its word: its empty values empty the field where that can be."""
    if isinstance(changes, PostFields):
        return body(changes)
    plugin_fields = dict(changes.get("plugin_fields", {}))
    wanted = {
        name: list(value) if isinstance(value, tuple) else (value or None if name == "date_gmt" else value)
        for name, value in changes.items()
        if name != "plugin_fields" and (value or name not in WITHOUT_EMPTY)
    }
    return {**plugin_fields, **wanted}
