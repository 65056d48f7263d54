"""Checks of categories and tags: of a post's own, and of each term of the site."""

from collections.abc import Iterator

from layers.checks.check import Check, Flaw, Rules
from layers.checks.objects import TermFacts
from layers.checks.sources import GUIDE, READ, SPAM, TERMS, TRADE
from layers.checks.subject import Subject
from layers.checks.telling import listed, quoted

DEFAULT_CATEGORY = "uncategorized"
FEW = 1  # posts in a list that is none


def uncategorised(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.categories is None:
        return
    if not subject.categories:
        yield Flaw("", "it is in no category")
    elif set(subject.categories) == {DEFAULT_CATEGORY}:
        yield Flaw("", f"it is in “{DEFAULT_CATEGORY}” alone")


def category_outside_plan(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    named = {*(subject.categories or ())} - {DEFAULT_CATEGORY}
    if named and rules.planned and rules.planned.isdisjoint(named):
        yield Flaw("", f"it is in {quoted(sorted(named))}, and in none of the planned categories")


def categories_too_many(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.categories and len(subject.categories) > rules.limits.categories_max:
        yield Flaw("", f"{len(subject.categories)} categories, more than {rules.limits.categories_max}: {listed(subject.categories)}")  # fmt: skip


def tags_too_many(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.tags and len(subject.tags) > rules.limits.tags_max:
        yield Flaw("", f"{len(subject.tags)} tags, more than {rules.limits.tags_max}: {listed(subject.tags)}")


def _term(subject: Subject) -> TermFacts | None:
    """The term, unless it is the category that WordPress itself puts posts into: nobody can do without it."""
    facts = subject.thing if isinstance(subject.thing, TermFacts) else None
    return None if facts and facts.term.slug == DEFAULT_CATEGORY else facts


def term_unused(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _term(subject)
    if facts and facts.posts == 0 and facts.children == 0:
        yield Flaw("", f"no published post is in “{facts.term.name}”")


def term_used_once(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _term(subject)
    if facts and facts.posts == FEW and facts.children == 0:
        yield Flaw("", f"one post alone is in “{facts.term.name}”")


def term_like_another(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _term(subject)
    if facts and facts.alike:
        yield Flaw("", f"“{facts.term.name}” says the same as {quoted(facts.alike)}")


def tag_like_category(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _term(subject)
    if facts and facts.also_category:
        yield Flaw("", f"“{facts.term.name}” is the category “{facts.also_category}” too")


def category_unplanned(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _term(subject)
    if facts and not facts.planned and facts.posts:
        yield Flaw("", f"“{facts.term.slug}” with {facts.posts} posts is not among the site's planned categories")


def category_without_description(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    facts = _term(subject)
    if facts and facts.posts > FEW and facts.term.description is not None and not facts.term.description.strip():
        yield Flaw("", f"“{facts.term.name}” with {facts.posts} posts has no description")


TERM_CHECKS = (
    Check(
        id="uncategorised",
        title="No category",
        reason="A post without a category is missing from the lists that readers browse.",
        remedy="Put it into the category whose purpose it serves.",
        source=TERMS, date=READ, kind="convention", severity="warning", fix_class="B", judge=uncategorised,
    ),
    Check(
        id="category-outside-plan",
        title="Post is in none of the planned categories",
        reason="The site's plan says which categories there are; this post is where readers of the plan do not look.",
        remedy="Put it into the planned category whose purpose it serves, or plan the one that it is in.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="B", judge=category_outside_plan,
    ),
    Check(
        id="categories-too-many",
        title="Post is in many categories",
        reason="A post that is in every list helps nobody to find it in one; each list is a page with the same posts.",
        remedy="Keep the one or two whose purpose it serves.",
        source=TERMS, date=READ, kind="convention", severity="notice", fix_class="B", judge=categories_too_many,
    ),
    Check(
        id="tags-too-many",
        title="Post has many tags",
        reason="Each tag is a page of its own; dozens of tags make dozens of pages that hardly differ.",
        remedy="Keep those under which readers would look for several posts.",
        source=TERMS, date=READ, kind="convention", severity="notice", fix_class="B", judge=tags_too_many,
    ),
    Check(
        id="category-unused",
        title="Category without posts",
        reason="Its page is empty: visitors find nothing, and search engines may call it a soft 404.",
        remedy="Delete it, or put the posts into it that belong there.",
        source=GUIDE, date=READ, kind="convention", severity="notice", fix_class="B", judge=term_unused, about="category",
    ),
    Check(
        id="tag-unused",
        title="Tag without posts",
        reason="A tag that nothing has is left over; its page is empty.",
        remedy="Delete it.",
        source=GUIDE, date=READ, kind="convention", severity="notice", fix_class="B", judge=term_unused, about="tag",
    ),
    Check(
        id="category-used-once",
        title="Category of one post",
        reason="A list of one post is the post again, at a second address.",
        remedy="Write more for it, or put the post into a fuller category.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="C", judge=term_used_once, about="category",
    ),
    Check(
        id="tag-used-once",
        title="Tag of one post",
        reason="A list of one post is the post again, at a second address.",
        remedy="Delete the tag, or give it to the other posts that it fits.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="B", judge=term_used_once, about="tag",
    ),
    Check(
        id="category-like-another",
        title="Two categories say the same",
        reason="Categories that differ in an ending or in capitals divide what belongs together.",
        remedy="Move the posts into one of them and delete the other.",
        source=SPAM, date=READ, kind="convention", severity="warning", fix_class="B",
        judge=term_like_another, about="category",
    ),
    Check(
        id="tag-like-another",
        title="Two tags say the same",
        reason="Tags that differ in an ending or in capitals divide what belongs together.",
        remedy="Give the posts one of them and delete the other.",
        source=SPAM, date=READ, kind="convention", severity="notice", fix_class="B", judge=term_like_another, about="tag",
    ),
    Check(
        id="tag-like-category",
        title="Tag of a category's name",
        reason="Two pages of one name list the same posts and compete with each other.",
        remedy="Delete the tag.",
        source=SPAM, date=READ, kind="convention", severity="notice", fix_class="B", judge=tag_like_category, about="tag",
    ),
    Check(
        id="category-unplanned",
        title="Category that nobody planned",
        reason="The site's plan does not know it; what it is for is nowhere said.",
        remedy="Plan it in the site's YAML with its purpose, or move its posts.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="C",
        judge=category_unplanned, about="category",
    ),
    Check(
        id="category-without-description",
        title="Category without a description",
        reason="Themes print the description above the list, and SEO plugins take it for the result of the category's page.",
        remedy="Say in one or two sentences what readers find there.",
        source=TERMS, date=READ, kind="convention", severity="notice", fix_class="B",
        judge=category_without_description, about="category",
    ),
)  # fmt: skip
