"""Links that a site lacks: the graph read, links proposed, and the proposals kept as a plan that a person can approve."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from flows.asking import ask
from flows.indexing import site_index
from flows.job import Job
from flows.newsroom import Newsroom
from flows.orders import Order
from flows.progress import told
from flows.steps import Steps, here, sha256
from layers import maintenance, publishing
from layers.boundary.clock import now
from layers.boundary.store import Store
from layers.errors import MistakeError, ModelRefusedError, UnusableAnswerError
from layers.maintenance import Linkage, Proposal, Proposals, Without
from layers.nouns import Inventory, Page, Post, Site, Value
from layers.publishing import Aim, Spot

KIND = "links"  # the kind of a run
KEPT = "proposals"  # the step under which a plan is kept
SET = "set"  # the steps under which it is kept what became of each proposal


class LinkPlan(Value):
    """Proposals under the id of the run that made them, `site/2026-11-20-a`. Numbers are given once and stay."""

    id: str
    site: str
    proposals: tuple[Proposal, ...]
    without: tuple[Without, ...] = ()

    def proposal(self, number: int) -> Proposal:
        """Raises MistakeError where the plan has no such proposal."""
        for each in self.proposals:
            if each.number == number:
                return each
        raise MistakeError(
            f"{self.id} has no proposal {number}. It has {len(self.proposals)}: `masthead links {self.site}` shows them."
        )


@dataclass(frozen=True)
class Looked:
    """The site as it was just read, and the plan. `plan` has no id where nothing is weak, or nothing was kept."""

    site: Site
    inventory: Inventory = field(repr=False)
    linkage: Linkage = field(repr=False)
    plan: LinkPlan


def looked(room: Newsroom, name: str) -> Looked:
    """Read the site, look for links that it lacks and keep the proposals. Reads only, as far as the site goes."""
    site = room.site(name)
    inventory = room.wordpress(site).inventory(now())
    linked = maintenance.graph(site.url, inventory)
    numbers = maintenance.linkage(site.name, site.title or site.name, site.url, inventory, linked)
    found = maintenance.propose(site, inventory, site_index(room.store, inventory), linked)
    return Looked(site, inventory, numbers, kept(room.store, site.name, found))


def kept(store: Store, site: str, found: Proposals) -> LinkPlan:
    """Return the newest plan where it proposes the same and nobody has decided about it, else a new one."""
    newest = newest_plan(store, site)
    if newest is not None and not store.decisions(newest.id) and written_there(newest) == found.proposals:
        weak = {each.page.id for each in found.without}
        added = tuple(each for each in newest.proposals if each.added and each.target.id in weak)
        return keep_plan(
            store, newest.model_copy(update={"proposals": (*found.proposals, *added), "without": found.without})
        )
    if not found.proposals and not found.without:
        return LinkPlan(id="", site=site, proposals=())
    run = store.open_run(site, KIND)
    plan = keep_plan(store, LinkPlan(id=run, site=site, proposals=found.proposals, without=found.without))
    store.close_run(run, f"{len(plan.proposals)} links proposed")
    return plan


def written_there(plan: LinkPlan) -> tuple[Proposal, ...]:
    """The proposals whose words stand in their hosts already."""
    return tuple(each for each in plan.proposals if not each.added)


def keep_plan(store: Store, plan: LinkPlan) -> LinkPlan:
    store.put_step(plan.id, KEPT, fingerprint="", output=plan.model_dump_json(), run=plan.id)
    return plan


def newest_plan(store: Store, site: str) -> LinkPlan | None:
    """Return the newest plan of a site, None where there is none."""
    for run in reversed(store.runs(site=site)):
        if run.kind == KIND and (plan := kept_plan(store, run.id)) is not None:
            return plan
    return None


def kept_plan(store: Store, run: str) -> LinkPlan | None:
    step = store.step(run, KEPT)
    return LinkPlan.model_validate_json(step.output) if step is not None else None


def plan_of(store: Store, name: str) -> LinkPlan:
    """Return the plan of this id, or the newest one of the site. Raises MistakeError where there is none."""
    found = kept_plan(store, name) if "/" in name else newest_plan(store, name)
    if found is None:
        raise MistakeError(f"There is no plan of links for {name}. Make one: masthead links {name.partition('/')[0]}")
    return found


def job_of(room: Newsroom, plan: LinkPlan) -> Job:
    """The plan as a job: what is asked, written and kept for it is entered under its id, as it is for an article."""
    order = Order(site=plan.site, keyword="links between pages", slug=plan.id.partition("/")[2])
    return Job(room, order, plan.id, Steps(room.store, plan.id, plan.id, here, told))


@dataclass(frozen=True)
class Wanted:
    """A sentence that could be written: for which page, and into which."""

    without: Without
    host: Post
    aim: Aim
    taken: tuple[str, ...]


def wanted(looked: Looked) -> tuple[Wanted, ...]:
    """The sentences that could be written for pages that no other page has words for. Each host gets one at most."""
    pages = {page.id: page for page in looked.inventory.pages}
    done = {each.target.id for each in looked.plan.proposals if each.added}
    busy: set[int] = {each.host.id for each in looked.plan.proposals if each.added}
    found = []
    for without in looked.plan.without:
        host = next((each for each in without.nearest if each.id not in busy), None)
        if host is not None and without.page.id not in done:
            busy.add(host.id)
            page = pages[without.page.id]
            taken = publishing.anchors_to(looked.inventory, page.url)
            found.append(Wanted(without, as_post(pages[host.id]), Aim.of_page(page), taken))
    return tuple(found)


def as_post(page: Page) -> Post:
    return Post(
        id=page.id, type=page.type, url=page.url, slug=page.slug, status="publish", title=page.title, content=page.content,
        excerpt=page.excerpt, modified_gmt="",
    )  # fmt: skip


def as_page(post: Post) -> Page:
    """A post that was just read, as the inventory would hold it."""
    record = {
        "id": post.id, "type": post.type, "link": post.url, "slug": post.slug, "title": {"raw": post.title},
        "excerpt": {"raw": post.excerpt}, "content": {"raw": post.content},
        "date_gmt": post.date_gmt or post.modified_gmt, "modified_gmt": post.modified_gmt,
    }  # fmt: skip
    return maintenance.page(record)


def at_most_usd(room: Newsroom, site: Site, sentences: tuple[Wanted, ...]) -> Decimal:
    """Return what writing them may cost, each asked for once. Raises UnknownModelError."""
    from layers.boundary.claude.estimating import worst_usd

    model = site.model_for("link")
    return sum(
        (
            worst_usd(
                room.templates, room.prices, room.network.structured,
                publishing.ask_for_sentence_to(site, each.host, each.aim), model, now(),
            )
            for each in sentences
        ),
        Decimal(0),
    )  # fmt: skip


def with_sentences(room: Newsroom, looked: Looked) -> LinkPlan:
    """Have the sentences written, and keep them with the plan: each can then be shown, and approved, as the others are."""
    plan, job = looked.plan, job_of(room, looked.plan)
    for each in wanted(looked):
        answered = tuple(sentence(job, each, len(plan.proposals) + 1))
        plan = keep_plan(room.store, plan.model_copy(update={"proposals": (*plan.proposals, *answered)}))
    return plan


def sentence(job: Job, each: Wanted, number: int) -> Iterator[Proposal]:
    """Ask for one sentence; nothing where no answer can be used, which is told."""
    question = publishing.ask_for_sentence_to(job.site, each.host, each.aim)
    try:
        answer = ask(job, question, each.without.page.id)
    except (ModelRefusedError, UnusableAnswerError) as error:
        job.steps.told(job.article, f"no sentence for {each.without.page.url}: {error}")
        return
    if problems := publishing.sentence_problems(answer, each.aim, each.host, taken=each.taken):
        job.steps.told(job.article, f"no sentence for {each.without.page.url}: {'; '.join(problems)}")
        return
    before, _, after = answer.sentence.partition(answer.anchor)
    yield Proposal(
        number=number, weak=each.without.weak, added=True, alike=each.without.alike, target=each.without.page,
        host=maintenance.End(id=each.host.id, type=each.host.type, url=each.host.url, title=each.host.title),
        spot=Spot(occurrence=1, paragraph=0, before=before, words=answer.anchor, after=after),
    )  # fmt: skip


def text_hash(proposal: Proposal) -> str:
    """Name the exact link: an approval of one never sets another."""
    return sha256([proposal.model_dump_json()])
