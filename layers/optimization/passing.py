"""What the three passes share: the checks they are told, patches taken one by one, and the gate."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from layers import checks, facts, inline, materials, places
from layers.checks import Caught, Pass, Rules
from layers.errors import UnusableAnswerError
from layers.generation import known_names
from layers.nouns import Article, Brief, Draft, Material, Patch, Site

LAYER = "optimization"
SHOWN = 60  # characters of a proposal


@dataclass(frozen=True)
class Passed:
    """The article after a pass, and each thing of the model's answer that was refused, with the reason."""

    article: Article
    refused: tuple[str, ...]


def asked_with(site: Site, brief: Brief, article: Article, gate: Pass) -> tuple[Material, ...]:
    """Return what a pass puts before the model: site, brief, draft, and what its checks found."""
    return (
        materials.of_site(site),
        materials.of_brief(brief),
        materials.of_draft(article.draft),
        materials.material("checks", [_row(caught) for caught in caught_by(site, brief, article, gate)]),
    )


def _row(caught: Caught) -> dict[str, str]:
    return {"check": caught.check.id, "place": caught.flaw.place, "evidence": caught.flaw.evidence}


def caught_by(site: Site, brief: Brief, article: Article, *gates: Pass) -> tuple[Caught, ...]:
    """Return what the checks of one or more passes find wrong with the article."""
    rules = Rules.of(site, research_day(brief))
    wanted = [check for gate in gates for check in checks.of_pass(site, gate)]
    return tuple(checks.judged(checks.of_article(article), rules, wanted))


def research_day(brief: Brief) -> date:
    """Return the day on which the evidence was read: an article is as new as what it rests on."""
    return max(document.read_at for document in brief.evidence).date()


def blocking(site: Site, brief: Brief, article: Article, gate: Pass) -> tuple[str, ...]:
    """Return why the gate of a pass stays shut; empty when it opens."""
    caught = caught_by(site, brief, article, gate)
    return tuple(_told(each) for each in caught if each.check.severity == "error")


def _told(caught: Caught) -> str:
    where = f" at {caught.flaw.place}" if caught.flaw.place else ""
    return f"{caught.check.title.lower()}{where}: {caught.flaw.evidence}"


@dataclass(frozen=True)
class Standing:
    """What must not get worse from one patch to the next."""

    unsupported: frozenset[tuple[str, str]]
    copied: frozenset[str]
    errors: Counter[str]

    @classmethod
    def of(cls, site: Site, brief: Brief, article: Article) -> "Standing":
        bare = facts.unsupported(article.draft, brief.evidence, known_names(site, brief), site.language)
        caught = caught_by(site, brief, article, "seo", "aeo", "geo")
        return cls(
            unsupported=frozenset((found.place, found.fact.value) for found in bare),
            copied=frozenset(found.run for found in facts.copied(article.draft, brief.evidence)),
            errors=Counter(each.check.id for each in caught if each.check.severity == "error"),
        )

    def worse(self, after: "Standing") -> str:
        """Say what `after` has that this has not; empty when it is as good."""
        if found := after.unsupported - self.unsupported:
            return "its sentences no longer rest on what they cite: " + ", ".join(sorted(fact for _, fact in found))
        if runs := after.copied - self.copied:
            return f"it copies a source: “{min(runs)}”"
        if more := after.errors - self.errors:
            return "it fails checks that the text passed before: " + ", ".join(sorted(more))
        return ""


def with_patches(site: Site, brief: Brief, article: Article, patches: tuple[Patch, ...]) -> Passed:
    """Take the patches together where together they hold, else section by section, else one by one.

    Together is the usual case, and looks at the evidence once instead of once per patch. Within a section two patches may
    move a sentence from one paragraph to the next; neither would hold alone. A bad patch does not cost the good ones.
    """
    if not patches:
        return Passed(article, ())
    now = _Tried(article, Standing.of(site, brief, article))
    together = _tried(site, brief, now, patches)
    if not together.reason:
        return Passed(together.article, ())
    refused: list[str] = []
    for group in _by_section(patches):
        now = _tried(site, brief, now, group)
        if now.reason and len(group) == 1:
            refused.append(_left_out(group[0], now.reason))
        elif now.reason:
            now, reasons = _one_by_one(site, brief, now, group)
            refused += reasons
    return Passed(now.article, tuple(refused))


def _by_section(patches: tuple[Patch, ...]) -> list[tuple[Patch, ...]]:
    groups: dict[str, list[Patch]] = {}
    for patch in patches:
        groups.setdefault(patch.place.partition(".")[0], []).append(patch)
    return [tuple(group) for group in groups.values()]


def _one_by_one(site: Site, brief: Brief, now: "_Tried", patches: tuple[Patch, ...]) -> tuple["_Tried", list[str]]:
    refused: list[str] = []
    for patch in patches:
        now = _tried(site, brief, now, (patch,))
        refused += [_left_out(patch, now.reason)] if now.reason else []
    return now, refused


def _left_out(patch: Patch, reason: str) -> str:
    return f"{patch.place}: {proposed(patch.text)}; {reason}. What stood there stays"


def proposed(text: str) -> str:
    """Say what a model proposed, by its first words."""
    line = " ".join(text.split())
    shown = line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}…"
    return f"“{shown}” was proposed"


@dataclass(frozen=True)
class _Tried:
    """The article with patches and how it stands then; or the article as it was, and why."""

    article: Article
    standing: Standing
    reason: str = ""


def _tried(site: Site, brief: Brief, now: _Tried, patches: tuple[Patch, ...]) -> _Tried:
    if reason := next(filter(None, map(_form_refusal, patches)), ""):
        return replace(now, reason=reason)
    try:
        draft = places.apply(now.article.draft, patches)
    except UnusableAnswerError as error:
        return replace(now, reason=str(error.args[1]))
    if reason := _fact_refusal(now.article.draft, draft, site.language):
        return replace(now, reason=reason)
    after = now.article.model_copy(update={"draft": draft})
    later = Standing.of(site, brief, after)
    reason = now.standing.worse(later)
    return replace(now, reason=reason) if reason else _Tried(after, later)


def _form_refusal(patch: Patch) -> str:
    if next(inline.markup(patch.text), ""):
        return "it has HTML or Markdown in it"
    if inline.references(patch.text) and not places.cites(patch.place):
        return "a title, heading or question cites nothing"
    return "" if inline.plain(patch.text) else "it has no words"


def _fact_refusal(before: Draft, after: Draft, language: str) -> str:
    changed = facts.changed(before, after, language)
    return "it changes facts: " + "; ".join(changed) if changed else ""
