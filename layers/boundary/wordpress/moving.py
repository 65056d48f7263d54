"""A post gets another slug, and a live one only together with a redirect that was seen to answer.

WordPress redirects the old address of a published post by itself; not that of a page, and not where a plugin has taken
that over and does nothing.
"""

from uuid import uuid4

from layers import urls
from layers.boundary.wordpress.posts import Posts
from layers.boundary.wordpress.transport import Transport
from layers.boundary.wordpress.visiting import Visitor
from layers.errors import ChangedMeanwhileError, WordPressDownError, WordPressRefusedError
from layers.nouns import Post
from layers.publishing.insert import same_address


def move(
    transport: Transport, posts: Posts, post_id: int, slug: str, kind: str = "post", before: Post | None = None
) -> Post:
    """Give the post its slug and return it once the old address answers 301 to the new one.

    `before` is the post as it was before an earlier, broken-off call. Raises WordPressRefusedError with the old slug put
    back where there is no such redirect, and ChangedMeanwhileError where somebody chose a third slug.
    """
    now = posts.read(post_id, kind)
    start = before or now
    if now.slug not in (start.slug, slug):
        raise ChangedMeanwhileError(transport.site, post_id, "slug")
    moved = now if now.slug == slug else posts.rename(now, slug)
    problem = _problem(transport, start.url, moved.url) if moved.status == "publish" else ""
    if problem:
        tried = f"moving post {post_id} to '{slug}'"
        raise WordPressRefusedError(transport.site, tried, f"{problem}. {_put_back(posts, moved, start.slug)}")
    return moved


def _problem(transport: Transport, old: str, new: str) -> str:
    """What is wrong with the way from the old address to the new; nothing where the address does not hold the slug."""
    if same_address(old, new):
        return ""
    status, target = _visit(transport, old)
    if status != 301:
        return f"the old address {old} answers {status}, not 301"
    if not same_address(target, new):
        return f"the old address {old} redirects to {target}, not to {new}"
    status, _ = _visit(transport, new)
    return "" if status == 200 else f"the new address {new} answers {status}"


def _visit(transport: Transport, url: str) -> tuple[int, str]:
    """Status and target of a redirect, without its query, as a visitor gets them past caches."""
    visit = Visitor("", "", transport.timeout_s).rest(url, {"masthead": uuid4().hex[:12]}, login=False)
    if not visit.status:
        raise WordPressDownError(transport.site, visit.said)
    target = urls.split(visit.location)
    return visit.status, target._replace(query="", fragment="").geturl() if target else visit.location


def _put_back(posts: Posts, moved: Post, slug: str) -> str:
    try:
        posts.rename(moved, slug)
    except WordPressRefusedError as refusal:
        return f"The old slug '{slug}' could not be put back: {refusal.args[2]}"
    return f"The old slug '{slug}' was put back"
