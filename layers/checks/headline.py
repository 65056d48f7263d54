"""Checks of what a page's fields say beside one another and beside those of other pages: titles, descriptions, slugs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from layers import prose
from layers.checks.check import Check, Flaw, Rules
from layers.checks.phrases import SAMPLES
from layers.checks.sources import READ, SNIPPETS, TITLE_LINKS, TRADE, URLS
from layers.checks.subject import Subject
from layers.checks.telling import short
from layers.checks.wording import past_years_of_name

_NUMBER_BEHIND = re.compile(r"-\d+$")
_NO_NAME = re.compile(r"\d+|(?:p|draft|untitled|auto-draft)-?\d*|.*__trashed(?:-\d+)?")


@lru_cache(maxsize=512)  # several checks lay the title of one page beside its other fields
def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def seo_title_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.seo_title_twins:
        yield Flaw(
            "seo_title", f"“{short(subject.seo_title or '')}” also on {', '.join(subject.around.seo_title_twins)}"
        )


def description_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.description_twins:
        yield Flaw("description", f"the same description stands on {', '.join(subject.around.description_twins)}")


def keyword_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.keyword_twins:
        yield Flaw("", f"“{subject.keyword}” is also the focus keyword of {', '.join(subject.around.keyword_twins)}")


def seo_title_site_name(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.seo_title and rules.site_title and folded(subject.seo_title) == folded(rules.site_title):
        yield Flaw("seo_title", f"it is the name of the site alone: “{subject.seo_title}”")


def seo_title_unlike_title(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.seo_title or not subject.title or subject.seo_title == subject.title:
        return
    shown, heading = prose.content_words(subject.seo_title), prose.content_words(subject.title)
    if shown and heading and not shown & heading:
        yield Flaw("seo_title", f"“{short(subject.seo_title)}” shares no word with the title “{short(subject.title)}”")


def description_repeats_title(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    said = folded(subject.description or "").rstrip(".!?")
    if said and said in (folded(subject.title).rstrip(".!?"), folded(subject.seo_title or "").rstrip(".!?")):
        yield Flaw("description", f"it is the title again: “{short(subject.description or '')}”")


def excerpt_repeats_title(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    said = folded(subject.excerpt).rstrip(".!?")
    if said and said == folded(subject.title).rstrip(".!?"):
        yield Flaw("excerpt", f"it is the title again: “{short(subject.excerpt)}”")


def excerpt_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.excerpt.count(" ") < rules.limits.excerpt_max_words and subject.excerpt.isascii():
        return
    words = prose.word_count(subject.excerpt)
    if words > rules.limits.excerpt_max_words:
        yield Flaw("excerpt", f"{words} words, more than {rules.limits.excerpt_max_words}")


def slug_past_year(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    past = past_years_of_name(subject.slug.replace("-", " "), rules.today.year)
    if past:
        yield Flaw("slug", f"names {', '.join(past)}: “{subject.slug}”")


def slug_numbered(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.slug_twin and _NUMBER_BEHIND.search(subject.slug):
        yield Flaw("slug", f"“{subject.slug}” stands beside {subject.around.slug_twin}")


def slug_says_nothing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.slug and _NO_NAME.fullmatch(subject.slug):
        yield Flaw("slug", f"“{subject.slug}” does not say what the page is about")


def sample_content(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.slug in SAMPLES:
        yield Flaw("slug", f"“{subject.title}” at “{subject.slug}” comes with every new WordPress")


HEADLINE = (
    Check(
        id="seo-title-duplicate",
        title="Two pages have one SEO title",
        reason="Results that read the same give a searcher nothing to choose by.",
        remedy="Say in each SEO title what only that page answers.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=seo_title_duplicate, needs="twins", pages=True,
    ),
    Check(
        id="description-duplicate",
        title="Two pages have one meta description",
        reason="A description that fits several pages describes none of them.",
        remedy="Write a description that fits this page alone, or leave it to the search engine.",
        source=SNIPPETS, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=description_duplicate, needs="twins", pages=True,
    ),
    Check(
        id="keyword-duplicate",
        title="Two posts are written for one keyword",
        reason="Posts with one focus keyword compete with each other for the same search.",
        remedy="Merge them, or give each a keyword of its own.",
        source=TRADE, date=READ, kind="convention", severity="warning", fix_class="C", judge=keyword_duplicate, needs="twins",
    ),
    Check(
        id="seo-title-site-name",
        title="SEO title is the site's name alone",
        reason="A result that only names the site does not say what the page answers.",
        remedy="Put the page's own subject first, the name of the site behind it.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="error", fix_class="B",
        judge=seo_title_site_name,
    ),
    Check(
        id="seo-title-unlike-title",
        title="SEO title and heading speak of different things",
        reason="Google may show the main heading instead of a title that does not fit it, and readers feel misled.",
        remedy="Name the same subject in both.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="notice", fix_class="B",
        judge=seo_title_unlike_title, pages=True,
    ),
    Check(
        id="description-repeats-title",
        title="Meta description is the title again",
        reason="A result with the same sentence twice wastes the line that could persuade.",
        remedy="Say what the page answers and for whom.",
        source=SNIPPETS, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=description_repeats_title, pages=True,
    ),
    Check(
        id="excerpt-repeats-title",
        title="Excerpt is the title again",
        reason="Lists show title and excerpt together; the same words twice say nothing.",
        remedy="Write an excerpt that adds the point of the post.",
        source=SNIPPETS, date=READ, kind="convention", severity="warning", fix_class="B", judge=excerpt_repeats_title,
    ),
    Check(
        id="excerpt-too-long",
        title="Excerpt is long",
        reason="An excerpt longer than the one that WordPress makes by itself breaks lists and is cut in descriptions.",
        remedy="Keep one or two sentences.",
        source="WordPress, the excerpt_length filter: 55 words by default: developer.wordpress.org/reference/hooks/excerpt_length",
        date=READ, kind="convention", severity="notice", fix_class="B", judge=excerpt_too_long,
    ),
    Check(
        id="slug-past-year",
        title="Address names a year that is over",
        reason="The address cannot follow when the post is brought up to date.",
        remedy="Leave the year out of addresses; an address that is live needs a redirect.",
        source=URLS, date=READ, kind="convention", severity="notice", fix_class="C", judge=slug_past_year, pages=True,
    ),
    Check(
        id="slug-numbered",
        title="Address is a second one of the same name",
        reason="WordPress puts a number behind a slug that is taken: often the same post was made twice.",
        remedy="Merge the two, or name in the address what is different; an address that is live needs a redirect.",
        source=URLS, date=READ, kind="convention", severity="notice", fix_class="C", judge=slug_numbered, needs="twins", pages=True,
    ),
    Check(
        id="slug-says-nothing",
        title="Address says nothing",
        reason="A number or a word of the machine in an address tells neither reader nor search engine what is there.",
        remedy="Use the words that name the subject; an address that is live needs a redirect.",
        source=URLS, date=READ, kind="search-engine", severity="warning", fix_class="C", judge=slug_says_nothing, pages=True,
    ),
    Check(
        id="sample-content",
        title="Sample content is public",
        reason="The post and the page that WordPress is installed with look like an unfinished site.",
        remedy="Delete it.",
        source="WordPress, wp_install_defaults(): developer.wordpress.org/reference/functions/wp_install_defaults",
        date=READ, kind="convention", severity="warning", fix_class="C", judge=sample_content, pages=True,
    ),
)  # fmt: skip
