"""What is asked of WordPress about a post, what is sent, and what one of its records means."""

from collections.abc import Iterable, Mapping
from typing import Any

from layers.nouns import Post, PostFields

FIELDS = (
    "id,type,link,slug,status,title.raw,content.raw,excerpt.raw,categories,tags,date,date_gmt,modified,modified_gmt,"
    "author,featured_media,template,format,sticky,comment_status,ping_status,meta,_links"
)
KEEPS_MARKUP = frozenset(
    {"wp:action-unfiltered-html", "https://api.w.org/action-unfiltered-html"}
)  # offered where it is true; the capability is claimed even where it is not
SENT_ALWAYS = ("title", "slug", "content", "excerpt", "status")
SENT_WHEN_SAID = (
    "categories", "tags", "author", "featured_media", "date_gmt", "template", "sticky", "comment_status", "ping_status",
    "meta",
)  # fmt: skip
WITHOUT_EMPTY = frozenset({"author", "comment_status", "ping_status"})  # WordPress knows no empty one


def asked(plugin_fields: Iterable[str] = ()) -> str:
    """The `_fields` of a request: all that a Post holds, and what plugins were sent at the top of the record."""
    return ",".join([FIELDS, *plugin_fields])


def post(record: Any) -> Post:
    """A REST record (`context=edit`) as a Post. A page has no format, terms or stickiness."""
    return Post(
        id=record["id"], type=record["type"], url=record["link"], slug=record["slug"], status=record["status"],
        title=record["title"]["raw"], content=record["content"]["raw"], excerpt=record["excerpt"]["raw"],
        categories=tuple(record.get("categories", ())), tags=tuple(record.get("tags", ())),
        modified_gmt=record["modified_gmt"], date_gmt=record["date_gmt"] or "",
        unfiltered_html=not KEEPS_MARKUP.isdisjoint(record.get("_links", {})),
        author=record.get("author", 0), featured_media=record.get("featured_media", 0),
        template=record.get("template", ""), format=record.get("format", "standard"), sticky=record.get("sticky", False),
        comment_status=record.get("comment_status", ""), ping_status=record.get("ping_status", ""),
        meta=record.get("meta") or {},  # PHP's empty array is a list
    )  # fmt: skip


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
