"""Article -> the exact fields of a post: content, title, excerpt."""

import re
from collections.abc import Callable, Collection
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from layers import inline
from layers.errors import NotReadyError
from layers.nouns import Article, Inventory, Media, PostFields, SchemaPlace, Site, Value
from layers.publishing.body import Body, body
from layers.publishing.markup import as_html
from layers.publishing.schema import Graph, graph, problems
from layers.publishing.taxonomy import Terms

Render = Callable[..., str]
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 200  # WordPress cuts a longer one off without a word, and the post has another address than was foretold


def expected_url(inventory: Inventory, slug: str, now: datetime) -> str:
    """The address a post will have, read off the newest post's; empty where the site's addresses do not follow from the slug."""
    posts = [page for page in inventory.pages if page.type == "post"]
    if not posts:
        return ""
    newest = max(posts, key=lambda page: page.published_at)
    parts = urlsplit(newest.url)
    pattern = rf"(?P<dated>(?:/blog)?(?:/{newest.published_at:%Y}/{newest.published_at:%m}(?P<day>/{newest.published_at:%d})?)?)/{re.escape(newest.slug)}(?P<slash>/?)"
    found = re.fullmatch(pattern, parts.path)
    if parts.query or not found:
        return ""
    path = found["dated"]
    for of_post, of_now in (
        (f"{newest.published_at:/%Y/%m/%d}", f"{now:/%Y/%m/%d}"),
        (f"{newest.published_at:/%Y/%m}", f"{now:/%Y/%m}"),
    ):
        path = path.replace(of_post, of_now)
    return f"{parts.scheme}://{parts.netloc}{path}/{slug}{found['slash']}"


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
