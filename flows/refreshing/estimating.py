"""What a refresh costs, told before it is paid: an estimate from the words, and beside it what it can cost at most."""

from decimal import Decimal

from flows.newsroom import Newsroom
from layers.boundary.claude.estimating import worst_usd
from layers.boundary.claude.models import traits
from layers.boundary.clock import now
from layers.maintenance.refreshing import estimating
from layers.maintenance.refreshing.briefing import STEP
from layers.maintenance.refreshing.estimating import Asked
from layers.nouns import Question, RefreshBrief, Refreshed, Site, Usage

ROUNDS = 2  # what does not hold is asked for once more
PROMPT_BYTES = 250_000  # as long as evidence of eight pages can be
FORETOLD = "{0} and {1} in one question to {2}: about ${3:.4f}, at most ${4:.2f} with a second one"


def about(room: Newsroom, site: Site) -> Decimal:
    """What one refresh usually costs, in US dollars, before anything of the post is looked up."""
    usage = estimating.foreseen(fixed(room), site.research.pages, site.refresh.sections, thought(site))
    return min(site.caps.article_usd, priced(room, site, usage))


def at_most(room: Newsroom, site: Site) -> Decimal:
    """What one refresh can cost: two questions at their worst, and never more than the cap of an article."""
    settings = site.model_for(STEP)
    worst = room.prices.worst(settings.model, now(), PROMPT_BYTES, settings.max_tokens)
    return min(site.caps.article_usd, ROUNDS * priced(room, site, worst))


def foretold(room: Newsroom, site: Site, made: RefreshBrief, question: Question[Refreshed]) -> str:
    """Say what the question about to be asked will cost."""
    asked = Asked(len(made.passages), len(made.gaps))
    usd = priced(room, site, estimating.estimated(fixed(room), question, asked, thought(site)))
    settings = site.model_for(STEP)
    worst = worst_usd(room.templates, room.prices, room.network.structured, question, settings, now())
    return FORETOLD.format(
        counted(asked.sentences, "sentence"), counted(asked.sections, "section"), settings.model, usd,
        min(site.caps.article_usd, ROUNDS * worst),
    )  # fmt: skip


def fixed(room: Newsroom) -> list[str]:
    """The texts that stand before the material of every question."""
    templates = room.templates
    return [templates.render("prompts/house.md.j2"), templates.render_block(f"prompts/{STEP}.md.j2", "system")]


def thought(site: Site) -> int:
    """The tokens that the model thinks before it answers; none where its thinking is switched off, or it knows none."""
    settings = site.model_for(STEP)
    known = traits(settings.model)
    silent = not known.effort or (known.thinking or {}).get("type") == "disabled"
    return 0 if silent else estimating.THOUGHT[settings.effort]


def priced(room: Newsroom, site: Site, usage: Usage) -> Decimal:
    return room.prices.cost(usage, site.model_for(STEP).model, now())


def counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
