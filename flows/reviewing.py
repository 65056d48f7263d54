"""What a person is shown before deciding, and the decision: bound to exactly the text that was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flows.approval import text_hash
from flows.dating import moment
from flows.newsroom import Newsroom
from flows.orders import kept_order
from flows.planning import Plan
from layers import generation, places
from layers.boundary.clock import now
from layers.boundary.store import DecisionKind
from layers.errors import MistakeError
from layers.inline import plain, references
from layers.nouns import Article, Brief, Site

SHOWN_HOSTS = 6
SHOWN = "shown"  # the step that remembers which text a person has seen


@dataclass(frozen=True)
class Decision:
    kind: DecisionKind
    notes: str = ""


def choice(*, approve: bool, send_back: str | None, reject: str | None) -> Decision | None:
    """Return what was decided, None where nothing was. Raises MistakeError for a note without words: nobody could act on it."""
    for option, note in (("--send-back", send_back), ("--reject", reject)):
        if note is not None and not note.strip():
            raise MistakeError(f'{option} needs words that say why, for example {option} "the second section is thin".')
    if approve:
        return Decision("approve")
    if send_back is not None:
        return Decision("send-back", send_back)
    return Decision("reject", reject) if reject is not None else None


def waiting_article(room: Newsroom, article: str) -> Article:
    """Return the text that waits. Raises MistakeError when nothing of this id does."""
    row = room.store.article(article)
    kept = room.store.step(article, "article")
    if row.status != "awaiting review" or kept is None:
        raise MistakeError(
            f"{article} does not wait for a decision: it is {row.status}. `masthead review` lists what does."
        )
    return Article.model_validate_json(kept.output)


@dataclass(frozen=True)
class Passage:
    """One place of the text as it reads, and the sentences of the sources that it cites."""

    place: str
    text: str
    evidence: tuple[str, ...]


def page(room: Newsroom, article: str) -> str:
    """Return the article as a person reads it before deciding: each passage over what it rests on, and what would be edited."""
    waiting = waiting_article(room, article)
    room.store.put_step(article, SHOWN, fingerprint="", output=text_hash(waiting), run="")
    return room.templates.render(
        "reports/review.md.j2",
        article=waiting,
        passages=passages(waiting, spans(room, article)),
        hosts=host_lines(room, article),
        live=live(room.site(room.store.article(article).site), kept_order(room.store, article).at),
        length=length(room.site(room.store.article(article).site), waiting),
    )


def live(site: Site, at: str) -> str:
    """When the post goes live, in the site's time and in UTC; `at` is what was asked for, empty for no date."""
    if not at:
        return "as soon as it is approved and resumed"
    there = moment(at).astimezone(ZoneInfo(site.timezone))
    passed = "" if moment(at) > now() else "; that is over, so as soon as it is approved and resumed"
    return f"{there:%Y-%m-%d %H:%M} ({site.timezone}), {moment(at):%Y-%m-%d %H:%M} UTC{passed}"


def length(site: Site, article: Article) -> str:
    return generation.shortfall(site, article.draft) or f"{generation.words_of(article.draft)} words"


def passages(article: Article, sources: Mapping[str, str]) -> list[Passage]:
    return [
        Passage(
            place,
            plain(text),
            tuple(f"[{span}] {sources.get(span, 'not in the brief')}" for span in dict.fromkeys(references(text))),
        )
        for place, text in places.texts(article.draft)
    ]


def spans(room: Newsroom, article: str) -> dict[str, str]:
    """Return what each span of the brief's evidence says, and who says it."""
    kept = room.store.step(article, "brief")
    brief = Brief.model_validate_json(kept.output) if kept is not None else kept_order(room.store, article).brief
    documents = brief.evidence if brief is not None else ()
    return {
        span.id: f"{span.text} ({document.publisher or document.url})"
        for document in documents
        for span in document.spans
    }


def host_lines(room: Newsroom, article: str) -> list[str]:
    """Say which pages would be edited to link here. Their words are looked up again when it comes to it."""
    kept = room.store.step(article, "plan")
    hosts = Plan.model_validate_json(kept.output).hosts if kept is not None else ()
    return [
        f"{host.url}: " + (f"on the words '{host.anchor}'" if host.anchor else "in a sentence that is added")
        for host in hosts[:SHOWN_HOSTS]
    ]


def decided(room: Newsroom, article: str, decision: Decision, *, by: str) -> str:
    """Record the decision about exactly the text that waits now, and say what comes next."""
    text = waiting_article(room, article)
    shown = room.store.step(article, SHOWN)
    if decision.kind == "approve" and shown is not None and shown.output != text_hash(text):
        raise MistakeError(
            f"{article} was written anew since it was shown. Look at it again: masthead review {article}"
        )
    room.store.decide(article, text_hash(text), decision.kind, notes=decision.notes, by=by)
    if decision.kind == "reject":
        room.store.set_status(article, "rejected", decision.notes)
        return f"{article} is rejected: {decision.notes}"
    room.store.set_status(article, "working", decision.kind)
    return f"{article}: {decision.kind} is recorded. Go on with: masthead resume {article}"
