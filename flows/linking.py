"""Layer 4, second half: links into the new post, set on fresh content; no host left means that it may not stay live."""

from collections.abc import Mapping

from flows import late
from flows.asking import ask
from flows.job import Job
from flows.journal import settle, written
from layers import publishing
from layers.errors import (
    ChangedMeanwhileError,
    LinkingError,
    ModelRefusedError,
    UnusableAnswerError,
    WordPressDownError,
    WordPressRefusedError,
)
from layers.nouns import Article, Link, Page, Post, Value
from layers.publishing import Host
from layers.publishing.builders import page_builder
from layers.publishing.kses import unkept
from layers.publishing.shown import shows_text


class Linked(Value):
    """The links that now lead to the post."""

    links: tuple[Link, ...]


def link(job: Job, article: Article, post: Post, hosts: tuple[Host, ...], pages: tuple[Page, ...]) -> Linked:
    """Return the links that were set. Raises LinkingError when there are too few: the post must not stay live then.

    `pages` are the site's, as they were when the hosts were chosen.
    """
    return job.steps.take("linked", [str(post.id)], Linked, lambda: set_links(job, article, post, hosts, pages))


def set_links(job: Job, article: Article, post: Post, hosts: tuple[Host, ...], pages: tuple[Page, ...]) -> Linked:
    rules = job.site.links
    words = words_of(job, article, hosts, pages)
    done: list[Link] = []
    for host in hosts:
        if len(done) == rules.in_max:
            break
        taken = tuple(link.anchor for link in done)  # each link to the article has words of its own
        if len(done) >= rules.in_min and words.get(host, {""}) <= {publishing.folded(each) for each in taken}:
            continue  # it would need a sentence, and none is asked for any more
        made = one_link(job, article, post, host, taken, sentence=len(done) < rules.in_min)
        if made is not None:
            done.append(made)
    if len(done) < rules.in_min:
        raise LinkingError(
            job.article, post.url, f"{len(done)} of {rules.in_min} links could be set in {len(hosts)} candidates"
        )
    return Linked(links=tuple(done))


def words_of(
    job: Job, article: Article, hosts: tuple[Host, ...], pages: tuple[Page, ...]
) -> Mapping[Host, frozenset[str]]:
    """The words for the article that each host's text had when it was chosen; none that a run has written to is among them."""
    entries = job.room.store.journal(article=job.article)
    written_to = {entry.object_id for entry in entries if entry.field == "content"}
    known = {(page.type, page.id): page for page in pages}
    return {
        host: publishing.said(page, article) for host in hosts
        if (page := known.get((host.page_type, host.page_id))) is not None and page.id not in written_to
    }  # fmt: skip


def one_link(
    job: Job, article: Article, post: Post, host: Host, taken: tuple[str, ...], *, sentence: bool
) -> Link | None:
    """Set one link on the host's present text; None where the host is gone, changed under us, or has no place for it."""
    try:
        page = job.wordpress.post(host.page_id, host.page_type)
    except WordPressRefusedError as gone:
        job.steps.told(job.article, f"host left out: {gone}")
        return None
    if page.status != "publish":
        return None
    if publishing.contains_link(page.content, post.url):
        page = late.put_back(job, page) or page
        if publishing.contains_link(page.content, post.url):  # set by a run that was killed before it could say so
            settle(job, page.type, page.id, "content")
            return publishing.existing_link(page, post.url)
    skip = job.site.links.skip_first_paragraph
    placed = publishing.place_link(page, article, post.url, taken=taken, skip_first_paragraph=skip)
    if placed is None and not sentence:  # nobody need look at the live page of a host without words for it
        return None
    if reason := unfit(job, page):
        job.steps.told(job.article, f"host left out: {page.url} {reason}")
        return None
    placed = placed or worded(job, article, post, page, taken)
    if placed is None:
        return None
    return placed.link if write(job, page, placed.content) else None


def unfit(job: Job, page: Post) -> str:
    """Why a page that is published is no host: what visitors get is not made from its content, or is not for search engines.

    Raises WordPressDownError where not the page alone but the site is down.
    """
    lost = "" if page.unfiltered_html else unkept(page.content)
    if lost:
        return f"has {lost}, which WordPress would take out of this user's text"
    try:
        live = job.wordpress.live(page.url)
    except WordPressDownError as down:
        job.wordpress.post(page.id, page.type)
        return f"does not answer visitors ({down.args[1]})"
    if live.status >= 500:
        job.wordpress.post(page.id, page.type)  # raises where all of the site is in maintenance
    if live.status != 200:
        return f"answers {live.status}"
    if live.noindex:
        return "tells search engines not to index it"
    if builder := page_builder(page.content, live.html, page.meta, live.text):
        return f"is made with {builder}, and is not edited"
    return "" if shows_text(live.html, page.content) else "does not show its own content, so it is not edited"


def worded(job: Job, article: Article, post: Post, page: Post, taken: tuple[str, ...]) -> "publishing.Placed | None":
    """Ask for one sentence where the host has no words of its own to link; None where no answer can be used."""
    question = publishing.ask_for_link_sentence(job.site, page, article, post.url)
    try:
        answer = ask(job, question, page.id)
    except (ModelRefusedError, UnusableAnswerError) as error:  # the next host may do
        job.steps.told(job.article, f"host left out: {error}")
        return None
    return publishing.place_sentence(page, answer, article, post.url, taken=taken)


def write(job: Job, page: Post, content: str) -> bool:
    """Write the page's new text; False where it stays as it was: a person changed it in between, or WordPress refused."""
    try:
        written(
            job, page.type, page.id, "content", before=page.content, after=content,
            write=lambda: job.wordpress.update_content(page.id, page.content, content, page.type),
        )  # fmt: skip
    except ChangedMeanwhileError as changed:
        job.steps.told(job.article, str(changed))
        return False
    except WordPressRefusedError as refused:  # the next host may do
        job.steps.told(job.article, f"host left out: {refused}")
        return False
    return True
