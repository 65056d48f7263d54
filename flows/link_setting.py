"""Approved proposals become links: on fresh content, one at a time, each looked at on the live page, each kept at once.

What a person has changed since stays, and the proposal is set aside with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flows import late, live_page
from flows.job import Job
from flows.journal import settle, written
from flows.lease import writing_to
from flows.link_plans import SET, LinkPlan, as_page, job_of, text_hash
from flows.linking import unfit
from flows.newsroom import Newsroom
from layers import publishing
from layers.boundary.store import JournalEntry, Store
from layers.errors import ChangedMeanwhileError, GoneError, MastheadError, NoPlaceError, WordPressRefusedError
from layers.maintenance import Proposal
from layers.nouns import Link, LinkSentence, Post, Site, Value
from layers.publishing.hosts import over_budget
from layers.publishing.insert import Place


class SetLink(Value):
    """What became of a proposal: the link, with the revision of its host where the site keeps revisions; or why not."""

    number: int
    host: str
    link: Link | None = None
    paragraph: int = 0
    revision: int = 0
    reason: str = ""


class AwaitingApprovalError(MastheadError):
    """Fields: plan, the site's dial, site."""

    summary = (
        "{0} waits for you: `autonomy.fix` is {1} for {2}. `masthead links {0} --apply --only 1,3` sets the links that you name, "
        "`--yes` all that were shown."
    )


def approve(store: Store, plan: LinkPlan, numbers: Iterable[int], by: str) -> None:
    """Record that exactly these links may be set."""
    for number in numbers:
        store.decide(plan.id, text_hash(plan.proposal(number)), "approve", notes=f"link {number}", by=by)


def approved(store: Store, plan: LinkPlan) -> tuple[int, ...]:
    """The numbers of the proposals that were approved, as they stand now, and not taken back since."""
    newest = {each.sha256: each.decision for each in store.decisions(plan.id)}
    return tuple(each.number for each in plan.proposals if newest.get(text_hash(each)) == "approve")


def unfinished(store: Store, plan: LinkPlan) -> tuple[int, ...]:
    """What was approved, and of which nobody has kept what became of it: a run was killed on its way."""
    return tuple(number for number in approved(store, plan) if store.step(plan.id, f"{SET}.{number}") is None)


def set_all(room: Newsroom, plan: LinkPlan, numbers: Iterable[int]) -> tuple[SetLink, ...]:
    """Set the links of these numbers, on the site's write lease. Outages are raised: the same command goes on."""
    job = job_of(room, plan)
    with writing_to(room.store, plan.id), writing_to(room.store, plan.site):
        done = tuple(set_one(job, plan.proposal(number)) for number in numbers)
    made = sum(each.link is not None for each in done)
    room.store.close_run(plan.id, f"{made} of {len(done)} links set")
    return done


def set_one(job: Job, proposal: Proposal) -> SetLink:
    return job.steps.take(
        f"{SET}.{proposal.number}", [text_hash(proposal)], SetLink, lambda: _Setting(job, proposal).run()
    )


@dataclass(frozen=True)
class _Setting:
    job: Job
    proposal: Proposal

    def run(self) -> SetLink:
        try:
            target = self.job.wordpress.post(self.proposal.target.id, self.proposal.target.type)
            host = self.job.wordpress.post(self.proposal.host.id, self.proposal.host.type)
        except GoneError as gone:
            return self.aside(str(gone))
        try:
            if publishing.contains_link(host.content, target.url):
                host = late.put_back(self.job, host) or host
            return self.on(host, target)
        except (ChangedMeanwhileError, NoPlaceError, WordPressRefusedError) as error:
            return self.aside(str(error))

    def on(self, host: Post, target: Post) -> SetLink:
        for end, page in (("host", host), ("target", target)):
            if page.status != "publish":
                return self.aside(f"the {end} {page.url} is not published any more: it is {page.status}")
        if publishing.contains_link(host.content, target.url):
            return self.found(host, target)
        if reason := unfit(self.job, host):
            return self.aside(f"{host.url} {reason}")
        if over := over_budget(
            as_page(host), self.job.site.links
        ):  # links may have come into it since it was looked at
            return self.aside(f"{host.url} {over}")
        placed = self.placed(host, target)
        if placed is None:
            return self.aside(
                "the sentence does not stand there any more as it was shown: somebody has edited the page"
            )
        self.write(host, placed.content)
        return self.seen(host, placed.link, placed.content)

    def found(self, host: Post, target: Post) -> SetLink:
        """The link is there: set by us before a kill, or by somebody else."""
        entry = ours(self.job, host, target.url)
        if entry is None:
            return self.aside(f"{host.url} links to it already")
        settle(self.job, host.type, host.id, "content")
        return self.seen(host.model_copy(update={"content": entry.before}), self.link(host, target), host.content)

    def placed(self, host: Post, target: Post) -> publishing.Placed | None:
        """The host's present text with the link; None where the approved sentence has no place in it."""
        spot = self.proposal.spot
        if self.proposal.added:
            answer = LinkSentence(sentence=spot.sentence, anchor=spot.words)
            content = publishing.insert_sentence(host.content, answer.sentence, answer.anchor, target.url)
            return publishing.Placed(link=self.link(host, target), content=content)
        place = Place(skip_first_paragraph=self.job.site.links.skip_first_paragraph)
        now = publishing.same_spot(host.content, spot, place)
        if now is None:
            return None
        content = publishing.linked_at(host.content, now, target.url, place)
        return publishing.Placed(link=self.link(host, target), content=content)

    def link(self, host: Post, target: Post) -> Link:
        spot = self.proposal.spot
        return Link(
            source=host.url, target=target.url, anchor=spot.words, sentence=spot.sentence, added=self.proposal.added
        )

    def write(self, host: Post, content: str) -> None:
        written(
            self.job, host.type, host.id, "content", before=host.content, after=content,
            write=lambda: self.job.wordpress.update_content(host.id, host.content, content, host.type),
        )  # fmt: skip

    def seen(self, host: Post, link: Link, content: str) -> SetLink:
        """Look at the live page; where it does not show the link, put the host back as it was. `host` is as before the link."""
        if live_page.shows(self.job, link):
            return SetLink(
                number=self.proposal.number, host=host.url, link=link, paragraph=self.proposal.spot.paragraph,
                revision=self.job.wordpress.revision(host.id, host.type),
            )  # fmt: skip
        self.job.wordpress.update_content(host.id, content, host.content, host.type)
        entry = ours(self.job, host, link.target)
        if entry is not None:
            self.job.room.store.mark_undone(entry.id, self.job.run)
        return self.aside(f"the live page {host.url} does not show the link, so it was taken out again")

    def aside(self, reason: str) -> SetLink:
        return SetLink(number=self.proposal.number, host=self.proposal.host.url, reason=reason)


def ours(job: Job, host: Post, url: str) -> JournalEntry | None:
    """The entry of this plan that set a link from the host to the address, and was not taken back."""
    for entry in reversed(job.room.store.journal(run=job.run)):
        same = (entry.object_type, entry.object_id, entry.field) == (host.type, host.id, "content")
        if same and entry.state in ("open", "written") and sets_link(entry, url):
            return entry
    return None


def sets_link(entry: JournalEntry, url: str) -> bool:
    return publishing.contains_link(entry.after, url) and not publishing.contains_link(entry.before, url)


def may_set_unasked(site: Site) -> bool:
    """Whether links into existing pages, which are of class B, need no person's approval."""
    return site.autonomy.fix == "B"
