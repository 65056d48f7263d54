"""Asks the rehearsal model in this process, as the flows do: the same questions, the same client, the same ledger.

The questions are those of one real article: its evidence is read from the saved web, and each question holds the answers
to those before it. WordPress has no part in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from benchmarks.stage import CHECKOUT, SITES, moved
from flows.costs import bill, line
from layers import generation, intelligence, optimization, publishing
from layers.boundary.claude import Claude, ClaudeSettings
from layers.boundary.connector import Connector, endpoint
from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.search import search_for
from layers.boundary.store import Store
from layers.boundary.templates import Templates
from layers.boundary.web import Web
from layers.intelligence import Reading
from layers.nouns import (
    Answer,
    Article,
    Brief,
    CallKey,
    Caps,
    Draft,
    Keyword,
    Post,
    Question,
    RequiredChange,
    Site,
    Value,
)
from sandbox.model import KEY

A = TypeVar("A", bound=Value)
AMPLE = Caps.model_validate({"article_usd": "1000", "month_usd": "10000"})
KEYWORD = Keyword(phrase="espresso grind size")
HOST = Post(
    id=7,
    url="http://127.0.0.1/grinding-at-home/",
    slug="grinding-at-home",
    status="publish",
    title="Grinding coffee at home",
    content="<!-- wp:paragraph -->\n<p>Whole beans keep their smell for weeks, and ground coffee keeps it for minutes.</p>\n<!-- /wp:paragraph -->",
    excerpt="",
    modified_gmt="2026-01-01T00:00:00",
)

Questions = Mapping[str, Question[Any]]


@dataclass(frozen=True)
class Clerk:
    """One site, one store, and a client of the model that does not wait between its tries."""

    site: Site
    store: Path
    ledger: Ledger
    claude: Claude
    prices: Prices

    def ask(self, question: Question[A], article: str) -> A:
        """Return the answer; raises what the flows would see."""
        key = CallKey(site=self.site.name, article=article, layer=question.layer, step=question.step)
        found = self.claude.ask(question, key, self.site.model_for(question.step), run="coffee/bench", caps=AMPLE)
        if not isinstance(found, Answer):
            raise TypeError(f"the courier of Messages answered later: {found}")
        return found.value

    def bill(self, article: str) -> str:
        """Return what `masthead costs --json` prints for one article."""
        return bill(
            tuple(line(charge, self.prices) for charge in self.ledger.charges(article=article))
        ).model_dump_json()


def clerk(model_url: str, web_port: int, store: Path) -> Clerk:
    """Set up the demo's coffee site with a store of its own. Its WordPress is never asked."""
    written = yaml.safe_load((SITES / "coffee.yaml").read_text(encoding="utf-8"))
    prices = Prices.read(SITES / "prices.yaml")
    ledger = Ledger(Store(f"sqlite:///{store}"), prices)
    claude = Claude(
        ClaudeSettings(KEY, model_url), ledger, Templates(CHECKOUT / "templates"), prices, sleep=lambda _seconds: None
    )
    return Clerk(Site.model_validate(moved(written, "http://127.0.0.1:1", web_port)), store, ledger, claude, prices)


def questions(of: Clerk) -> Questions:
    """Return the question of every step, by its name; asks those on which others rest."""
    site, article = of.site, "coffee/questions"
    hits = search_for(site.research, SITES).find(KEYWORD.phrase, site.language, site.research.pages).hits
    web = Web(connector=Connector(allow=[endpoint(pair) for pair in site.research.allow]), pace_s=0)
    readings = tuple(page for page in (web.read(hit.url) for hit in hits) if isinstance(page, Reading))
    evidence = intelligence.evidence(readings, KEYWORD.phrase)
    landscape = intelligence.landscape(KEYWORD, "searxng", readings, (), site.language)
    asked: dict[str, Question[Any]] = {"angle": intelligence.ask_for_angle(site, KEYWORD, landscape, evidence)}
    angle = of.ask(asked["angle"], article)
    asked["brief"] = intelligence.ask_for_brief(site, KEYWORD, landscape, angle, evidence)
    notes = of.ask(asked["brief"], article)
    slug = intelligence.slug_for(KEYWORD.phrase)
    brief = intelligence.brief(site, KEYWORD, slug, landscape, angle, notes, evidence)
    asked["draft"] = generation.ask_for_draft(site, brief)
    return {**asked, **on_draft(site, brief, of.ask(asked["draft"], article))}


def on_draft(site: Site, brief: Brief, draft: Draft) -> Questions:
    """The questions that have a draft before them."""
    wanted = (RequiredChange(place="definition", problem="Say what it is before what it does."),)
    article: Article = optimization.opening_article(site, brief, draft)
    return {
        "review": generation.ask_for_review(brief, draft),
        "revise": generation.ask_for_revision(site, brief, draft, wanted),
        "seo": optimization.ask_for_seo(site, brief, article),
        "aeo": optimization.ask_for_aeo(site, brief, article),
        "geo": optimization.ask_for_geo(site, brief, article),
        "link": publishing.ask_for_link_sentence(site, HOST, article, f"http://127.0.0.1/{article.slug}/"),
    }
