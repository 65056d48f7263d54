"""The page as visitors and search engines get it, looked at before anything is called published."""

from flows import seo_fields
from flows.job import Job
from flows.rendering import Rendered
from layers.boundary.indexnow import announce
from layers.errors import WordPressDownError, WordPressRefusedError
from layers.nouns import Link, Post, SeoFields, SeoLoss, Value
from layers.publishing import live, schema, seo

STEP = "checked"
AWAY = frozenset({429, 502, 503, 504})


class Seen(Value):
    """What the live page showed: where it is, and what of the article is not on it."""

    url: str
    lost: tuple[str, ...] = ()


def checked(job: Job, post: Post, links: tuple[Link, ...], rendered: Rendered) -> Seen:
    """Return what a visitor gets. Raises WordPressRefusedError that names what is wrong with the page, or with a link to it."""
    inputs = [str(post.id), *(link.source for link in links)]
    return job.steps.take(STEP, inputs, Seen, lambda: look(job, post, links, rendered))


def look(job: Job, post: Post, links: tuple[Link, ...], rendered: Rendered) -> Seen:
    page = visited(job, post.url)
    losses = head_losses(job, post, rendered, page)
    lost = {loss.field for loss in losses}
    told = rendered.seo.seo if rendered.seo else SeoFields()  # what was written: a YAML edited since has no say in it
    problems = live.problems(
        page, post.url, post.content,
        canonical="" if "canonical" in lost else told.canonical, noindex=told.noindex and "robots" not in lost,
    )  # fmt: skip
    unlinked = [f"{link.source} does not show its link" for link in links if not shows(job, link)]
    if problems or unlinked:
        advice = f"`masthead undo {job.article}` takes it back"
        raise WordPressRefusedError(
            job.site.name, f"the live page {post.url}", f"{'; '.join((*problems, *unlinked))}. {advice}"
        )
    return Seen(
        url=post.url, lost=(*rendered.lost, *seo.by_reason(losses), *differences(job, post, rendered, page, losses))
    )


def head_losses(job: Job, post: Post, rendered: Rendered, page: live.LivePage) -> tuple[SeoLoss, ...]:
    """The fields that neither a request nor the page itself shows."""
    if rendered.seo is None:
        return ()
    return seo.still_lost(rendered.seo, seo_fields.written(job, post.id, rendered.seo), page.head)


def differences(
    job: Job, post: Post, rendered: Rendered, page: live.LivePage, losses: tuple[SeoLoss, ...]
) -> list[str]:
    """What is worth a look on a page that is live and linked. `losses` are said already."""
    told = [loss.field for loss in losses]
    found = [
        *(seo.head_problems(rendered.seo, page.head, told) if rendered.seo else ()),
        *schema.live_problems(page.json_ld, rendered.json_ld),
        *live.warnings(page, post.url, post.content, title=post.title, noindex=page.noindex),
    ]
    if barred := job.wordpress.barred(post.url):
        found.append(f"robots.txt keeps {', '.join(barred)} from it")
    older = live.stale(page, job.wordpress.live(post.url, fresh=False), post.content)
    return [*found, *([older] if older else [])]


def visited(job: Job, url: str) -> live.LivePage:
    """The page past caches. Raises WordPressDownError where a server in between, or maintenance, answers instead of it."""
    page = job.wordpress.live(url)
    if page.status in AWAY and not page.blocked_by:
        raise WordPressDownError(job.site.name, f"{url} was answered with {page.status}")
    return page


def shows(job: Job, link: Link) -> bool:
    """Whether the host shows its link, past caches. What a cache still gives visitors is told."""
    page = visited(job, link.source)
    if older := live.stale(page, job.wordpress.live(link.source, fresh=False), f'<a href="{link.target}"></a>'):
        job.steps.told(job.article, older)
    return page.links_to(link.target)


def announced(job: Job, url: str) -> None:
    """Tell search engines of the new address where the site has a key. Whatever comes of it, the post is published."""
    if job.site.indexnow.key and not job.rules.noindex:
        job.steps.told(job.article, announce(job.site.indexnow, url, job.site.url).said)
