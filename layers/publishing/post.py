"""Article -> the exact fields of a post: content, title, excerpt."""

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime, tzinfo

from markupsafe import Markup

from layers import inline, urls
from layers.errors import NotReadyError
from layers.nouns import Article, Inventory, Media, Page, PostFields, SchemaPlace, Site, Value
from layers.publishing.body import Body, body
from layers.publishing.markup import as_html
from layers.publishing.schema import Graph, graph, problems
from layers.publishing.taxonomy import Terms

Render = Callable[..., str]
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 200  # WordPress cuts a longer one off without a word, and the post has another address than was foretold


def expected_url(inventory: Inventory, slug: str, now: datetime, zone: tzinfo = UTC) -> str:
    """The address a post will have, read off the newest post's; empty where the site's addresses do not follow from the slug.

    WordPress writes the date of the site's own time zone, `zone`, into addresses. A folder before date and slug stays where
    every post lies in it and no category is called like a part of it.
    """
    posts = [page for page in inventory.pages if page.type == "post"]
    if not posts:
        return ""
    newest = max(posts, key=lambda page: page.published_at)
    parts = urls.split(newest.url)
    found = _shape(newest, zone).fullmatch(parts.path) if parts and not parts.query else None
    if parts is None or found is None or not _is_of_all(found["folder"], posts, inventory):
        return ""
    date = f"{now.astimezone(zone):{'/%Y/%m/%d' if found['day'] else '/%Y/%m'}}" if found["date"] else ""
    return f"{parts.scheme}://{parts.netloc}{found['folder']}{date}/{slug}{found['slash']}"


def _shape(newest: Page, zone: tzinfo) -> re.Pattern[str]:
    """The path of a post's address. A number is no folder: it is a part of another date, or the post's own id."""
    date = newest.published_at.astimezone(zone)
    return re.compile(
        r"(?P<folder>(?:/(?!\d+/)[^/]+)*)"
        rf"(?P<date>{date:/%Y/%m}(?P<day>{date:/%d})?)?/{re.escape(newest.slug)}(?P<slash>/?)"
    )


def _is_of_all(folder: str, posts: list[Page], inventory: Inventory) -> bool:
    categories = {term.slug for term in inventory.categories}
    return categories.isdisjoint(folder.split("/")) and all(
        (parts := urls.split(post.url)) and parts.path.startswith(f"{folder}/") for post in posts
    )


class Written(Value):
    """A post's raw content, and its JSON-LD where that is no part of the content.

    `head_schema` is what the companion keeps in the post's meta; `json_ld` is the graph wherever it is written, empty where
    it is not: what the live page must show.
    """

    content: str
    head_schema: str = ""
    json_ld: str = ""


def render_content(
    render: Render,
    site: Site,
    article: Article,
    marker: str,
    now: datetime,
    url: str = "",
    *,
    place: SchemaPlace = "block",
    emits: Collection[str] = (),
    image: Media | None = None,
) -> Written:
    """The blocks of the post, and the JSON-LD of the page in the place where the site keeps it.

    `render` is `Templates.render`. `url` is the address the post will have, where that is known (see `expected_url`); `now`
    is when it is published. `emits` are the types that the site's own head puts on a post (see `graph`).
    Raises NotReadyError for a graph that is not sound.
    """
    written = body(site, article, marker)
    wanted = site.schema_.enabled and place != "nowhere"
    schema = (
        _schema(render, article, graph(site, article, written, now, url, emits=emits, image=image)) if wanted else ""
    )
    return Written(
        content=_content(render, written, schema if place == "block" else ""),
        head_schema=schema if place == "head" else "",
        json_ld=schema,
    )


def _schema(render: Render, article: Article, nodes: Graph) -> str:
    """The graph as text; nothing where the site says all of it already."""
    if nodes.empty:
        return ""
    text = render("schema/article.json.j2", graph=nodes).strip()
    found = problems(text)
    if found:
        raise NotReadyError(article.slug, "rendering", f"its JSON-LD is wrong: {'; '.join(found)}")
    return text


def _content(render: Render, written: Body, schema: str) -> str:
    safe = Markup(schema)  # noqa: S704 - `problems` has looked for what could end the script
    return render("blocks/article.html.j2", body=written, schema=safe).strip()


def post_fields(article: Article, content: str, terms: Terms) -> PostFields:
    """The fields of the one write. Title and excerpt are HTML to WordPress, so what reads as a tag is escaped.

    Raises NotReadyError for a slug that WordPress would change.
    """
    if not SLUG.fullmatch(article.slug) or len(article.slug) > LONGEST_SLUG:
        reason = f"WordPress would not keep the slug '{article.slug:.60}': use up to {LONGEST_SLUG} small letters, digits and single dashes"
        raise NotReadyError(article.slug[:60], "rendering", reason)
    return PostFields(
        title=as_html(inline.plain(article.draft.title)),
        slug=article.slug,
        content=content,
        excerpt=as_html(article.excerpt),
        categories=terms.categories,
        tags=terms.tags,
    )
