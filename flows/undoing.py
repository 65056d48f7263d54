"""Take back what was done on a site for an article: the links into it first, then the post, which becomes a draft again."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from flows.going_live import LIVE_STEP
from flows.lease import keep, writing_to
from flows.linking import Linked
from flows.newsroom import Newsroom
from flows.planning import Plan
from flows.taking_out import Line, taken_out
from layers.boundary.clock import now
from layers.boundary.store import JournalEntry, StoredArticle
from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, GoneError, MastheadError, StillLinkedError, WordPressRefusedError
from layers.nouns import Inventory, Link, Post
from layers.publishing import address, contains_link, find_marker, inbound_counts, marker

LIVE_STEPS = (
    LIVE_STEP,
    "linked",
    "checked",
)  # what stands for visitors: it stands no more as soon as a part of it is taken back
FORGOTTEN_STEPS = ("created", "seo-fields", "scheduled", *LIVE_STEPS)
TERMS = {"categories": "category", "tags": "tag"}
ON_SITE = ("published", "links pending")


@dataclass(frozen=True)
class Undone:
    """A line for each change; `left` are those of what could not be taken back."""

    lines: tuple[str, ...]
    left: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.left


def undo(room: Newsroom, article: str, *, dry_run: bool = False, force: bool = False) -> Undone:
    """Take everything back. A person's later edit always stays. Outages are raised: the same command goes on.

    Raises StillLinkedError, without `force`, where pages link to the post that have no link of ours: those would be broken.
    """
    row = room.store.article(article)
    changes = standing(room, article)
    if dry_run and changes:
        return Undone(tuple(would_take_back(room, row, changes)))
    if not changes and (dry_run or not begun(room, row)):
        return Undone((f"{article}: nothing of it is live on the site",))
    run = room.store.open_run(row.site, "undo", article)
    with writing_to(room.store, row.site):
        url, post = live_address(room, article), created_post(room, row)
        if not force and (pages := linked_by_others(room, row, changes)):
            room.store.close_run(run, "refused")
            raise StillLinkedError(article, ", ".join(pages))
        lines = all_taken_back(room, row, changes, run)
        stuck = tuple(line.text for line in lines if not line.done)
        if not stuck:
            forget(room, article, run)  # before the look, which may fail: what is taken back must not be taken for live
    left = [
        *look(lambda: left_on_site(room, row, url, post, changes)),
        *images_left(room, article),
        *terms_left(room, article),
    ]
    room.store.close_run(run, "partly undone" if stuck else "undone")
    return Undone((*(line.text for line in lines), *left), stuck)


def would_take_back(room: Newsroom, row: StoredArticle, changes: list[JournalEntry]) -> list[str]:
    others = [f"undo refuses without --force: {page} links to it" for page in linked_by_others(room, row, changes)]
    return [*(f"would take back: {said(entry)}" for entry in changes), *others]


def linked_by_others(room: Newsroom, row: StoredArticle, changes: list[JournalEntry]) -> list[str]:
    """The pages with a link to the live post that is none of ours: somebody has linked to it since."""
    url, hosts = live_address(room, row.id), {entry.object_id for entry in changes if entry.field == "content"}
    if not url or all(entry.field != "status" for entry in changes):
        return []
    pages = room.wordpress(room.site(row.site)).inventory(now()).pages
    return [
        page.url for page in pages
        if page.id not in hosts and contains_link(page.content, url) and find_marker(page.content) != marker(row.id)
    ]  # fmt: skip


def all_taken_back(room: Newsroom, row: StoredArticle, changes: list[JournalEntry], run: str) -> list[Line]:
    if not changes:
        return []  # the site, which may be no more, is not needed for that
    wordpress = room.wordpress(room.site(row.site))
    return [taken_back(room, wordpress, entry, run) for entry in changes]


def begun(room: Newsroom, row: StoredArticle) -> bool:
    """Whether steps on the site are stored: of a draft that was never live, or of an undo that was killed on its way."""
    on_site = row.status in ON_SITE or any(room.store.step(row.id, step) for step in FORGOTTEN_STEPS)
    return on_site or bool(unconfirmed(room, row.id))


def look(at: Callable[[], list[str]]) -> list[str]:
    """Return the lines of a look at the site; one line where it failed, for everything is done by then."""
    try:
        return at()
    except MastheadError as error:
        return [f"what is left on the site could not be looked at: {error}"]


def left_on_site(room: Newsroom, row: StoredArticle, url: str, post_id: int, changes: list[JournalEntry]) -> list[str]:
    """Look at what the changes that were taken back leave behind, or at a post that was never set live."""
    wordpress = room.wordpress(room.site(row.site))
    left = []
    if changes:
        left += left_behind(wordpress.inventory(now()), row.id, url, own_texts(wordpress, changes))
    if all(entry.field != "status" for entry in changes):
        left += draft_left(wordpress, row.id, post_id)
    return left


def draft_left(wordpress: WordPress, article: str, post_id: int) -> list[str]:
    """Say what has become of a post that we never set live. `post_id` 0: it was never made."""
    nothing = f"{article}: nothing of it is live on the site"
    if not post_id:
        return [nothing]
    try:
        there = wordpress.post(post_id)
    except GoneError:
        return [nothing, f"post {post_id} is not there any more"]
    if find_marker(there.content) != marker(article):
        return [nothing, another(there)]
    if there.status == "publish":
        return [f"post {post_id} was set live by somebody, and stays: {there.url}"]
    return [nothing, f"post {post_id} stays on the site, in the state '{there.status}'"]


def created_post(room: Newsroom, row: StoredArticle) -> int:
    """The id of the article's post; 0 where there is none. One whose creation was killed half-way is looked for on the site."""
    kept = room.store.step(row.id, "created")
    if kept is not None:
        return Post.model_validate_json(kept.output).id
    lost = unconfirmed(room, row.id)
    found = room.wordpress(room.site(row.site)).find_own(marker(row.id), row.slug) if lost else None
    if found is None:
        return 0
    for entry in lost:
        room.store.confirm_write(entry.id, found.id)
    return found.id


def unconfirmed(room: Newsroom, article: str) -> list[JournalEntry]:
    """Posts that were sent and whose answer never came."""
    entries = room.store.journal(article=article)
    return [each for each in entries if (each.object_type, each.field, each.state) == ("post", "created", "open")]


def left_behind(inventory: Inventory, article: str, url: str, texts: list[str]) -> list[str]:
    """Name the pages that still link to the post, and those that nothing links to now. `texts`: what the undone posts say."""
    inbound = inbound_counts(inventory)
    broken = [
        page.url
        for page in inventory.pages
        if url and contains_link(page.content, url) and find_marker(page.content) != marker(article)
    ]
    orphans = [page.url for page in inventory.pages if page.type == "post" and not inbound[address(page.url)]]
    lonely = [page for page in orphans if any(contains_link(text, page) for text in texts)]
    return [
        *(f"{page} still links to it: that link is broken now" for page in broken),
        *(f"{page} has no other link to it: it is an orphan now" for page in lonely),
    ]


def images_left(room: Newsroom, article: str) -> list[str]:
    """Name the images that were uploaded for the article: another post may use one by now, so no undo deletes any."""
    entries = [entry for entry in room.store.journal(article=article) if entry.object_type == "media"]
    ids = dict.fromkeys(entry.object_id for entry in entries if entry.field == "created" and entry.object_id)
    return [f"image {each} stays in the media library; delete it there if nothing else uses it" for each in ids]


def terms_left(room: Newsroom, article: str) -> list[str]:
    """Name the categories and tags that were made for the article."""
    entries = [entry for entry in room.store.journal(article=article) if entry.object_type in TERMS]
    return [
        f"the {TERMS[entry.object_type]} '{entry.after}' stays; delete it if nothing else uses it" for entry in entries
    ]


def own_texts(wordpress: WordPress, changes: list[JournalEntry]) -> list[str]:
    """Return what the posts say that are drafts again."""
    texts = []
    for entry in changes:
        if entry.field == "status":
            with suppress(WordPressRefusedError):  # it is gone, and with it what it said
                texts.append(wordpress.post(entry.object_id).content)
    return texts


def standing(room: Newsroom, article: str) -> list[JournalEntry]:
    """Return what is still on the site, newest link first, the post's first change of status last.

    The first, because a later one may be our own return to draft: taking that back would publish again.
    """
    entries = [entry for entry in room.store.journal(article=article) if entry.state in ("written", "open")]
    statuses = [entry for entry in entries if entry.field == "status"]
    return [*reversed([entry for entry in entries if entry.field == "content"]), *statuses[:1]]


def begin_again(room: Newsroom, article: str, run: str) -> None:
    """Forget that a post is live and linked where an undo took a part of that back, and an outage kept it from the rest."""
    for step, field in (("linked", "content"), (LIVE_STEP, "status")):
        kept = room.store.step(article, step)
        entries = room.store.journal(article=article) if kept is not None else ()
        if kept and any(each.field == field and each.undone_at and each.undone_at > kept.done_at for each in entries):
            for forgotten in LIVE_STEPS:
                room.store.redo(article, forgotten, run)


def forget(room: Newsroom, article: str, run: str) -> None:
    """Let the steps on the site be done again, should the article be wanted after all; what was written stays paid.

    Its own steps go last: while one of them is stored, an undo that was killed in here is gone on with by the next.
    """
    room.store.set_status(article, "parked", f"taken back by {run}; `masthead resume {article}` publishes it again")
    for entry in room.store.journal(article=article):
        if entry.field == "status" and entry.state in ("written", "open"):
            room.store.mark_undone(entry.id, run)
    plan = room.store.step(article, "plan")
    if plan is not None and (partner := Plan.model_validate_json(plan.output).partner):
        room.store.redo(partner, "linked", run)  # its link stands in this post, which may come back with another text
    for step in FORGOTTEN_STEPS:
        room.store.redo(article, step, run)


def site_wiped(room: Newsroom, site: str) -> None:
    """Forget what stood on a site that is no more: its ids and addresses mean nothing on the next one. What was written stays."""
    run = room.store.open_run(site, "wiped")
    room.store.forget_probes(site)
    for row in room.store.articles(site=site):
        for step in (*FORGOTTEN_STEPS, "plan", "article", "image", "rendered"):
            room.store.redo(row.id, step, run)
        if row.status in ON_SITE:
            room.store.set_status(
                row.id, "parked", f"its site was wiped; `masthead resume {row.id}` publishes it on the next one"
            )
    for entry in room.store.journal(site=site):
        if entry.state in ("written", "open"):
            room.store.mark_undone(entry.id, run)
    room.store.close_run(run, "wiped")


def said(entry: JournalEntry) -> str:
    what = "it is published" if entry.field == "status" else "the link that was set in its text"
    return f"{entry.object_type} {entry.object_id}: {what}"


def taken_back(room: Newsroom, wordpress: WordPress, entry: JournalEntry, run: str) -> Line:
    keep(room.store, entry.site)
    try:
        line = restored(room, wordpress, entry)
    except (ChangedMeanwhileError, WordPressRefusedError) as error:
        return Line(f"left as it is: {said(entry)}: {error}", done=False)
    room.store.mark_undone(entry.id, run)
    return line


def restored(room: Newsroom, wordpress: WordPress, entry: JournalEntry) -> Line:
    """Put the old value back where ours still stands; take only our link out where somebody edited since."""
    try:
        now = wordpress.post(entry.object_id, entry.object_type)
    except GoneError:
        return Line(f"{entry.object_type} {entry.object_id} is not there any more")
    if entry.field == "status":
        return unpublished(wordpress, entry, now)
    return taken_out(wordpress, entry, now, link_of(room, entry, now.url))


def unpublished(wordpress: WordPress, entry: JournalEntry, now: Post) -> Line:
    """Make our post a draft. Ids are given anew where a site is rebuilt or moved: only the post's own mark says that it is ours."""
    if find_marker(now.content) != marker(entry.article):
        return Line(another(now), done=False)
    if now.status == "trash":
        return Line(f"post {now.id} is in the trash; it stays there")
    wordpress.set_status(now.id, "draft", now.type)
    return Line(f"post {now.id} is a draft again")


def another(now: Post) -> str:
    return f"post {now.id} is another one now ('{now.title}'); it stays as it is"


def link_of(room: Newsroom, entry: JournalEntry, source: str) -> Link | None:
    """The link from a page to the article's post; without the words that it was set on where no step says them."""
    target = live_address(room, entry.article)
    made = link_from(room, entry.article, source)
    if made is None:
        return Link(source=source, target=target, anchor="", sentence="") if target else None
    return made.model_copy(update={"target": target}) if target else None


def live_address(room: Newsroom, article: str) -> str:
    kept = room.store.step(article, LIVE_STEP)
    return Post.model_validate_json(kept.output).url if kept is not None else ""


def link_from(room: Newsroom, article: str, source: str) -> Link | None:
    kept = room.store.step(article, "linked")
    links = Linked.model_validate_json(kept.output).links if kept is not None else ()
    return next((link for link in links if link.source == source), None)
