"""Checks of a site as a whole, from its record: its plan, its menus, its tags, and how its posts are made."""

from collections.abc import Iterable, Iterator

from layers.checks.check import Check, Flaw, Rules
from layers.checks.objects import Listed, SiteFacts
from layers.checks.sources import BLOCKS, LINKS, READ, SPAM, TRADE
from layers.checks.subject import Subject
from layers.checks.telling import listed, quoted

FEW_TAGS = 20  # so few are no bloat, however few posts there are


def _site(subject: Subject) -> SiteFacts:
    return subject.thing if isinstance(subject.thing, SiteFacts) else SiteFacts()


def _named(things: Iterable[Listed]) -> str:
    return listed(f"“{each.name}” to {each.url}" for each in things)


def category_planned_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if missing := _site(subject).planned_missing:
        yield Flaw("", f"planned and not on the site: {quoted(missing)}")


def tags_more_than_posts(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _site(subject)
    if facts.tags > max(facts.posts, FEW_TAGS):
        yield Flaw("", f"{facts.tags} tags for {facts.posts} posts")


def menu_link_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if missing := _site(subject).menu_missing:
        yield Flaw("", f"lines of a menu lead to what is not there: {_named(missing)}")


def menu_link_hidden(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if hidden := _site(subject).menu_hidden:
        yield Flaw("", f"lines of a menu lead to what visitors are not shown: {_named(hidden)}")


def content_classic(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if classic := _site(subject).classic:
        yield Flaw("", f"{len(classic)} posts are not made of blocks: {listed(each.url for each in classic)}")


def password_protected(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if locked := _site(subject).locked:
        yield Flaw("", f"{len(locked)} posts are behind a password: {listed(each.url or each.name for each in locked)}")


WHOLE = (
    Check(
        id="category-planned-missing",
        title="Planned category is not on the site",
        reason="The site's YAML plans it, and no visitor finds it yet.",
        remedy="Make it, or take it out of the plan; an article that is written for it makes it too.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="B",
        judge=category_planned_missing, about="site",
    ),
    Check(
        id="tags-more-than-posts",
        title="More tags than posts",
        reason="Every tag is a page; a site with more of them than posts consists mostly of lists.",
        remedy="Keep the tags under which readers find several posts; delete the rest.",
        source=SPAM, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=tags_more_than_posts, about="site",
    ),
    Check(
        id="menu-link-missing",
        title="Menu leads to a page that is not there",
        reason="A line of a menu stands on every page; every visitor can fall into it.",
        remedy="Point it at the page that took its place, or take the line out.",
        source=LINKS, date=READ, kind="search-engine", severity="error", fix_class="C",
        judge=menu_link_missing, about="site",
    ),
    Check(
        id="menu-link-hidden",
        title="Menu leads to a page that visitors are not shown",
        reason="A draft, a private page or one in the trash is an error to every visitor who follows the menu.",
        remedy="Publish the page, or take the line out of the menu.",
        source=LINKS, date=READ, kind="search-engine", severity="error", fix_class="C",
        judge=menu_link_hidden, about="site",
    ),
    Check(
        id="content-classic",
        title="Some posts are not made of blocks",
        reason="Most of this site is; those that are not miss what the blocks bring, and are edited in another way.",
        remedy="Open them in the editor and convert them when you edit them next.",
        source=BLOCKS, date=READ, kind="convention", severity="notice", fix_class="C", judge=content_classic, about="site",
    ),
    Check(
        id="password-protected",
        title="Posts behind a password",
        reason="Nobody finds them by search, and whoever follows a link to one is turned away. Often they were forgotten.",
        remedy="Publish them, make them private, or leave them if you know why.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="C",
        judge=password_protected, about="site",
    ),
)  # fmt: skip
