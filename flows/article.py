"""One article, from keyword to linked post: the design's order, each line durable steps.

A young site's first article is held until a second one fits; the two are then published together, linking each other.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from flows import (
    approval,
    dating,
    going_live,
    late,
    linking,
    live_page,
    passes,
    planning,
    rendering,
    research,
    seo_fields,
    undoing,
    writing,
)
from flows.asking import AwaitingAnswerError
from flows.describing import described
from flows.job import Job
from flows.lease import writing_to
from flows.newsroom import Newsroom, on_loopback
from flows.orders import ArticleStatus, Order, Outcome, keep_order, kept_order
from flows.steps import Runner, Steps
from layers import generation
from layers.boundary.store import StoredArticle
from layers.errors import (
    AlreadyCoveredError,
    ChangedMeanwhileError,
    LeftLiveError,
    LinkingError,
    MastheadError,
    NotReadyError,
    RefusedError,
    RehearsalOnlyError,
)
from layers.nouns import Article, Link, Post
from layers.publishing import Host

HELD = "no page of this young site can link to it yet; it is published together with the next article that fits. This run spent nothing."
ENDINGS: dict[type[MastheadError], ArticleStatus] = {
    approval.AwaitingReviewError: "awaiting review",
    approval.RejectedError: "rejected",
    AwaitingAnswerError: "awaiting answer",
    NotReadyError: "parked",
    LinkingError: "parked",
    dating.LinksPendingError: "links pending",
}


@dataclass(frozen=True)
class Prepared:
    """An article that may be published, and the pages that will link to it."""

    job: Job
    plan: planning.Plan
    article: Article


class UnlinkedError(Exception):
    """A post went live and cannot be linked; `cause` says why. It is taken back once the site's lease is free."""

    def __init__(self, cause: RefusedError) -> None:
        super().__init__(cause)
        self.cause = cause


class PartnerChangedError(Exception):
    """A person has changed the post of `article`: it stays as it is, and the others of the run are not published without it."""

    def __init__(self, article: str, cause: ChangedMeanwhileError) -> None:
        super().__init__(article, cause)
        self.article = article
        self.cause = cause


@dataclass(frozen=True)
class Production:
    """Publishes orders. `runner` runs the steps here or as Prefect tasks; `told` reports progress."""

    room: Newsroom
    runner: Runner
    told: Callable[[str, str], None]

    def publish(self, order: Order, *, dry_run: bool = False) -> Outcome:
        """Return how it ended. A refusal or an outage is raised, after it was written down."""
        earlier = self.room.store.find_article(order.article)
        if earlier is not None and earlier.status == "published":
            return self.still_live(order, earlier)
        with writing_to(
            self.room.store, order.article
        ):  # a schedule would else begin what a person has just begun, and pay again
            return self.carried_out(order, dry_run=dry_run)

    def still_live(self, order: Order, row: StoredArticle) -> Outcome:
        """Return the address of what was published before. Raises NotLiveError where the site no longer has it so."""
        going_live.refuse_unless_live(self.room.wordpress(self.room.site(row.site)), row)
        if late.possible(self.room.store, row.id):
            with writing_to(self.room.store, row.site):
                self.put_right(order, row)
        return Outcome(article=row.id, status="published", url=row.url)

    def put_right(self, order: Order, row: StoredArticle) -> None:
        run = self.room.store.open_run(row.site, "article", row.id)
        late.put_right(self.job(order, run), row.post_id)
        self.room.store.close_run(run, row.status)

    def carried_out(self, order: Order, *, dry_run: bool) -> Outcome:
        earlier = self.room.store.find_article(order.article)
        run = self.room.store.open_run(order.site, "article", order.article)
        self.begin(order, run, ordered=not dry_run)
        try:
            outcome = self.attempt(self.job(order, run), dry_run=dry_run)
        except MastheadError as error:
            self.failed(order.article, error, earlier.status if earlier else "")
            self.room.store.close_run(run, str(error))
            raise
        self.room.store.close_run(run, outcome.status)
        return outcome

    def begin(self, order: Order, run: str, *, ordered: bool) -> None:
        """Keep what was asked for before anything is done, so that the id alone is enough to go on.

        What was only researched or shown is `not ordered`: a scheduled run goes on with what is `working`, and would publish it.
        Nor does what was said for a look alone, such as a date, count for the run that writes.
        """
        if ordered:
            keep_order(self.room.store, order, run)
        elif self.room.store.step(order.article, "order") is None:
            keep_order(self.room.store, order.plain(), run)
        row = self.room.store.add_article(order.site, order.slug, order.keyword, "not ordered")
        if ordered and row.status != "published":
            self.note(order.article, "working", "")

    def failed(self, article: str, error: MastheadError, earlier: str) -> None:
        """Write down why. A refusal ends the article; after an outage or a mistake the same command goes on with it.

        What waited for a person waits for him still. A post that is out, or goes out by itself, has yet to be linked.
        """
        status = "refused" if isinstance(error, RefusedError) else self.room.store.article(article).status
        if earlier in ("awaiting review", "rejected") and status == "working":
            status = earlier
        if earlier == "links pending" and dating.is_out(self.room.store, article):
            status = earlier
        self.room.store.set_status(article, status, str(error))

    def job(self, order: Order, run: str) -> Job:
        return Job(self.room, order, run, Steps(self.room.store, order.article, run, self.runner, self.told))

    def attempt(self, job: Job, *, dry_run: bool) -> Outcome:
        """Carry the order out, or say in which waiting state it ended."""
        try:
            with ExitStack() as leases:
                ready = [self.prepared(each) for each in self.party(job, leases)]
                return told_before(ready[-1]) if dry_run else self.live(ready)
        except planning.HeldError:
            if dry_run:
                return Outcome(article=job.article, status="awaiting host", reasons=(HELD,))
            return self.ended(job, "awaiting host", HELD)
        except tuple(ENDINGS) as error:
            return self.stopped(job, error)

    def stopped(self, job: Job, error: MastheadError) -> Outcome:
        """Note the article that stopped. Where it is the partner of the one that was asked for, that one waits with it."""
        status, article = ENDINGS[type(error)], str(error.args[0])
        self.note(article, status, str(error))
        if article != job.article and self.room.store.article(job.article).status == "working":
            self.note(job.article, "awaiting host", f"it is published together with {article}: {error}")
        row = self.room.store.article(job.article)
        kept = job.steps.kept("article", Article) if row.status == "awaiting review" else None
        short = generation.shortfall(job.site, kept.draft) if kept else ""
        return Outcome.model_validate(
            {"article": row.id, "status": row.status, "reasons": (str(error),), "short": short}
        )

    def party(self, job: Job, leases: ExitStack) -> list[Job]:
        """Return the job, behind its partner where a young site's two articles go together. Raises BusyError where that one is at work."""
        plan = planning.plan(job, self.held(job))
        if not plan.partner:
            return [job]
        leases.enter_context(writing_to(self.room.store, plan.partner))
        other = self.job(kept_order(self.room.store, plan.partner), job.run)
        try:
            planning.plan(other, (job.order,))
        except AlreadyCoveredError as covered:  # while it was held; it must not keep every later article from its place
            self.note(other.article, "refused", str(covered))
            self.room.store.redo(job.article, "plan", job.run)
            return self.party(job, leases)
        return [other, job]

    def held(self, job: Job) -> tuple[Order, ...]:
        waiting = self.room.store.articles(site=job.site.name, status="awaiting host")
        return tuple(kept_order(self.room.store, row.id) for row in waiting)

    def prepared(self, job: Job) -> Prepared:
        plan = planning.plan(job, ())
        if job.steps.has("created") and (kept := job.steps.kept("article", Article)):
            return Prepared(job, plan, kept)  # it is on the site: a YAML edited since must not make another text of it
        brief = research.brief(job)
        draft = writing.accepted_draft(job, brief)
        return Prepared(job, plan, passes.finished_article(job, brief, draft, plan))

    def live(self, ready: list[Prepared]) -> Outcome:
        """Write, set live, link: all posts of a pair reach one stage before the next begins."""
        self.approve(ready)
        refuse_rehearsal(ready)
        for each in ready:
            planning.keep_cadence(each.job)
        try:
            with writing_to(self.room.store, ready[-1].job.site.name):
                at = dating.shared([each.job for each in ready])
                return self.finished(ready[-1].job.article) or self.linked(
                    ready, [self.created(each, at) for each in ready]
                )
        except UnlinkedError as unlinked:
            if left := self.take_back(ready):
                cause = unlinked.cause
                why = cause.args[2] if isinstance(cause, LinkingError) else cause
                raise LeftLiveError(ready[-1].job.article, why, "; ".join(left)) from None
            raise unlinked.cause from None
        except PartnerChangedError as changed:
            return self.apart(ready, changed)

    def approve(self, ready: list[Prepared]) -> None:
        """Return when all may be published; each of a pair that waits for a person is put before him, not the first alone."""
        stops: list[MastheadError] = []
        for each in ready:
            try:
                approval.approve(each.job, each.article)
            except (approval.AwaitingReviewError, approval.RejectedError) as stop:
                self.note(each.job.article, ENDINGS[type(stop)], str(stop))
                stops.append(stop)
        if stops:
            raise stops[0]

    def finished(self, article: str) -> Outcome | None:
        """Return the outcome where another run was quicker while this one waited for the site."""
        row = self.room.store.article(article)
        return Outcome(article=article, status="published", url=row.url) if row.status == "published" else None

    def created(self, each: Prepared, at: str) -> Post:
        """Write the post as a draft, and what its head shall say."""
        rendered = rendering.rendered(each.job, each.article, each.plan.inventory, at)
        post = going_live.create(each.job, rendered.fields)
        if rendered.seo is not None:
            seo_fields.written(each.job, post.id, rendered.seo)
        return post

    def linked(self, ready: list[Prepared], drafts: list[Post]) -> Outcome:
        """Set the drafts live and link them. Raises UnlinkedError where a live post would be left that nothing links to."""
        for each in ready:
            undoing.begin_again(self.room, each.job.article, each.job.run)
        try:
            posts = self.out(ready, drafts)
            made = [self.links(each, posts, index) for index, each in enumerate(ready)]
        except ChangedMeanwhileError as changed:
            articles = {post.id: each.job.article for each, post in zip(ready, drafts, strict=True)}
            raise PartnerChangedError(articles.get(changed.args[1], ready[-1].job.article), changed) from None
        except RefusedError as error:
            raise UnlinkedError(error) from None
        return [self.shown(*each) for each in zip(ready, posts, made, strict=True)][-1]

    def out(self, ready: list[Prepared], drafts: list[Post]) -> list[Post]:
        """Set the drafts live. Raises LinksPendingError where they have a date instead, and it has not come."""
        pairs = [(each.job, post) for each, post in zip(ready, drafts, strict=True)]
        if at := dating.date_for([job for job, _ in pairs]):
            for job, post in pairs:
                dating.schedule(job, post, at)
        waiting = [reason for job, post in pairs if (reason := dating.waits(job, post))]
        for reason in waiting:
            self.note(reason.args[0], "links pending", str(reason))
        if waiting:
            raise waiting[-1]
        return [going_live.go_live(job, post) for job, post in pairs]

    def links(self, each: Prepared, posts: list[Post], index: int) -> tuple[Link, ...]:
        others = tuple(Host.of(post) for at, post in enumerate(posts) if at != index)
        pages = each.plan.inventory.pages
        return linking.link(each.job, each.article, posts[index], each.plan.hosts or others, pages).links

    def shown(self, each: Prepared, post: Post, links: tuple[Link, ...]) -> Outcome:
        """Look at the post as a visitor does, then call it published."""
        rendered = rendering.rendered(each.job, each.article, each.plan.inventory)
        seen = live_page.checked(each.job, post, links, rendered)
        late.put_right(each.job, post.id)
        self.room.store.set_post(each.job.article, post.id, seen.url)
        self.note(each.job.article, "published", "")
        live_page.announced(each.job, seen.url)
        sources = tuple(link.source for link in links)
        short = generation.shortfall(each.job.site, each.article.draft)
        return Outcome(
            article=each.job.article, status="published", url=seen.url, linked_from=sources, lost=seen.lost, short=short
        )

    def take_back(self, ready: list[Prepared]) -> list[str]:
        """Take the links out again and make the posts drafts; a later run chooses hosts anew.

        Returns what could not be taken back, of an article that goes on where it is then.
        """
        left: list[str] = []
        for each in ready:
            undone = undoing.undo(self.room, each.job.article, force=True)
            for line in undone.lines:
                each.job.steps.told(each.job.article, line)
            left += undone.left
            if undone.complete:
                self.room.store.redo(each.job.article, "plan", each.job.run)
        return left

    def apart(self, ready: list[Prepared], changed: PartnerChangedError) -> Outcome:
        """Take back what is on the site for the other articles, which would be orphans there: they wait for a partner again.

        One that was called published before has a life of its own, and stays. Raises the ChangedMeanwhileError, naming
        the others, where the changed article is the one that was asked for.
        """
        article, cause, asked = changed.article, changed.cause, ready[-1].job.article
        others = [each for each in ready if each.job.article != article and not self.finished(each.job.article)]
        self.take_back(others)
        self.note(article, "refused", str(cause))
        why = f"it is published together with {article}: {cause}"
        for each in others:
            self.note(each.job.article, "awaiting host", why)
        if asked in [each.job.article for each in others]:
            return Outcome(article=asked, status="awaiting host", reasons=(why,))
        if not others:
            raise cause
        names = ", ".join(each.job.article for each in others)
        *where, field = cause.args
        raise ChangedMeanwhileError(*where, f"{field}; {names} goes with it, and is taken back")

    def ended(self, job: Job, status: ArticleStatus, reason: str) -> Outcome:
        self.note(job.article, status, reason)
        return Outcome(article=job.article, status=status, reasons=(reason,))

    def note(self, article: str, status: ArticleStatus, reason: str) -> None:
        self.room.store.set_status(article, status, reason)


def refuse_rehearsal(ready: list[Prepared]) -> None:
    """Text of the rehearsal model stays on loopback, whichever command made it and whichever publishes it."""
    for each in ready:
        if not on_loopback(each.job.site.url) and each.job.room.ledger.rehearsed(each.job.article):
            raise RehearsalOnlyError(each.job.article, each.job.site.url)


def told_before(ready: Prepared) -> Outcome:
    """Say what a run would write, without writing it."""
    lines = described(ready.job, ready.article, ready.plan)
    short = generation.shortfall(ready.job.site, ready.article.draft)
    return Outcome(article=ready.job.article, status="working", reasons=lines, short=short)
