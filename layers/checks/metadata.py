"""Checks of what a search result shows, and of the slug: the SEO pass, and metadata in the audit."""

import re
from collections.abc import Iterator

from layers.checks.check import Check, Flaw, Rules
from layers.checks.pixels import DESCRIPTION_SIZE_PX, TITLE_SIZE_PX, width_px
from layers.checks.sources import READ, SNIPPETS, TITLE_LINKS, TRADE, URLS
from layers.checks.subject import Subject
from layers.checks.wording import names_keyword, past_years_of_name

_PART = r"(?:[^\W_]++|%[0-9a-f]{2})++"
_SLUG = re.compile(rf"{_PART}(?:-{_PART})*+")


def seo_title_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.seo_title is not None and not subject.seo_title.strip():
        yield Flaw("seo_title", "there is no SEO title")


def seo_title_too_wide(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    width = width_px(subject.seo_title or "", TITLE_SIZE_PX)
    if width > rules.limits.seo_title_max_px:
        yield Flaw(
            "seo_title",
            f"{width:.0f} px wide, about {rules.limits.seo_title_max_px} px are shown: “{subject.seo_title}”",
        )


def seo_title_too_short(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    width = width_px(subject.seo_title or "", TITLE_SIZE_PX)
    if 0 < width < rules.limits.seo_title_min_px:
        yield Flaw(
            "seo_title", f"{width:.0f} px wide, less than {rules.limits.seo_title_min_px} px: “{subject.seo_title}”"
        )


def seo_title_keyword(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.keyword and subject.seo_title and not names_keyword(subject.seo_title, subject.keyword):
        yield Flaw("seo_title", f"does not name “{subject.keyword}”: “{subject.seo_title}”")


def title_names_past_year(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for place, text in (("seo_title", subject.seo_title or ""), ("title", subject.title)):
        past = past_years_of_name(text, rules.today.year)
        if past:
            yield Flaw(place, f"names {', '.join(past)}: “{text}”")


def description_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.description is not None and not subject.description.strip():
        yield Flaw("description", "there is no meta description")


def description_too_wide(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    width = width_px(subject.description or "", DESCRIPTION_SIZE_PX)
    if width > rules.limits.description_max_px:
        yield Flaw("description", f"{width:.0f} px wide, about {rules.limits.description_max_px} px are shown")


def description_too_short(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    width = width_px(subject.description or "", DESCRIPTION_SIZE_PX)
    if 0 < width < rules.limits.description_min_px:
        yield Flaw(
            "description",
            f"{width:.0f} px wide, less than {rules.limits.description_min_px} px: “{subject.description}”",
        )


def description_keyword(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.keyword and subject.description and not names_keyword(subject.description, subject.keyword):
        yield Flaw("description", f"does not name “{subject.keyword}”: “{subject.description}”")


def slug_form(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.slug:
        yield Flaw("slug", "there is no slug")
    elif subject.slug != subject.slug.lower() or not _SLUG.fullmatch(subject.slug):
        yield Flaw("slug", f"has more than small letters, digits and single hyphens: “{subject.slug}”")


def slug_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if len(subject.slug) > rules.limits.slug_max_chars and "%" not in subject.slug:
        yield Flaw("slug", f"{len(subject.slug)} characters, more than {rules.limits.slug_max_chars}: “{subject.slug}”")


def title_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.title.strip():
        yield Flaw("title", "there is no title")


def title_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if len(subject.title) > rules.limits.title_max_chars:
        yield Flaw(
            "title", f"{len(subject.title)} characters, more than {rules.limits.title_max_chars}: “{subject.title}”"
        )


def title_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.title_twins:
        yield Flaw("title", f"“{subject.title}” is also the title of {', '.join(subject.title_twins)}")


def excerpt_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.excerpt.strip():
        yield Flaw("excerpt", "there is no excerpt")


def excerpt_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.excerpt_twins:
        yield Flaw("excerpt", f"the same excerpt stands on {', '.join(subject.excerpt_twins)}")


METADATA = (
    Check(
        id="seo-title-missing",
        title="No SEO title",
        reason="Without a title of its own, a search result shows what the search engine makes up.",
        remedy="Write a title that says what the page answers.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="error", fix_class="B",
        judge=seo_title_missing, gate="seo", pages=True,
    ),
    Check(
        id="seo-title-too-wide",
        title="SEO title is cut off",
        reason="Google gives no limit in characters; a result is cut at about 580 px, so capitals cost more than an i.",
        remedy="Shorten the title so that its point survives the cut.",
        source="Widths of Arial at 20 px against results seen on a desktop", date=READ, kind="convention",
        severity="error", fix_class="B", judge=seo_title_too_wide, gate="seo", pages=True,
    ),
    Check(
        id="seo-title-too-short",
        title="SEO title says little",
        reason="A title of a word or two gives a searcher no reason to choose it.",
        remedy="Say what the reader will know afterwards.",
        source=TRADE, date=READ, kind="convention", severity="warning", fix_class="B",
        judge=seo_title_too_short, gate="seo", pages=True,
    ),
    Check(
        id="seo-title-keyword",
        title="SEO title does not name its subject",
        reason="A searcher recognises the page by the words that were searched for.",
        remedy="Name the keyword in the title, in any natural order.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="error", fix_class="B",
        judge=seo_title_keyword, gate="seo",
    ),
    Check(
        id="title-past-year",
        title="Title names a year that is over",
        reason="A past year in a title tells a reader that the page is out of date.",
        remedy="Bring the page up to date, then change the year; or leave the year out.",
        source=TRADE, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=title_names_past_year, gate="seo",
    ),
    Check(
        id="description-missing",
        title="No meta description",
        reason="Google may show the description where it says more than the page's own text.",
        remedy="Write one or two sentences that answer the search.",
        source=SNIPPETS, date=READ, kind="search-engine", severity="error", fix_class="B",
        judge=description_missing, gate="seo", pages=True,
    ),
    Check(
        id="description-too-wide",
        title="Meta description is cut off",
        reason="Google gives no limit; a description is cut by width, at about 920 px on a desktop.",
        remedy="Put the point first and end before the cut.",
        source=SNIPPETS, date=READ, kind="convention", severity="error", fix_class="B",
        judge=description_too_wide, gate="seo", pages=True,
    ),
    Check(
        id="description-too-short",
        title="Meta description says little",
        reason="A description shorter than half a line is usually replaced by text from the page.",
        remedy="Say what the page answers and for whom.",
        source=TRADE, date=READ, kind="convention", severity="warning", fix_class="B",
        judge=description_too_short, gate="seo", pages=True,
    ),
    Check(
        id="description-keyword",
        title="Meta description does not name its subject",
        reason="Words that were searched for are set in bold in a description.",
        remedy="Name the keyword once, in a natural sentence.",
        source=SNIPPETS, date=READ, kind="convention", severity="warning", fix_class="B",
        judge=description_keyword, gate="seo",
    ),
    Check(
        id="slug-form",
        title="Slug is hard to read",
        reason="Words of an address are kept apart by hyphens; capitals make two addresses of one.",
        remedy="Use small letters and single hyphens; an address that is live needs a redirect.",
        source=URLS, date=READ, kind="search-engine", severity="warning", fix_class="C",
        judge=slug_form, gate="seo", pages=True,
    ),
    Check(
        id="slug-too-long",
        title="Slug is long",
        reason="A long address is cut in results and in messages.",
        remedy="Keep the words that name the subject; an address that is live needs a redirect.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="C",
        judge=slug_too_long, gate="seo", pages=True,
    ),
    Check(
        id="title-missing",
        title="No title",
        reason="The title is the page's main heading and the text of every list that names it.",
        remedy="Give the page a title.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="error", fix_class="C",
        judge=title_missing, gate="seo", pages=True,
    ),
    Check(
        id="title-too-long",
        title="Title is long",
        reason="Long headlines are cut where articles are listed.",
        remedy="Shorten the headline.",
        source=TRADE, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=title_too_long, gate="seo", pages=True,
    ),
    Check(
        id="title-duplicate",
        title="Two pages have one title",
        reason="Titles that are the same make pages look alike in results and lists.",
        remedy="Say in each title what only that page answers, or merge the pages.",
        source=TITLE_LINKS, date=READ, kind="search-engine", severity="warning", fix_class="C",
        judge=title_duplicate, needs="twins", pages=True,
    ),
    Check(
        id="excerpt-missing",
        title="No excerpt",
        reason="Themes, feeds and many SEO plugins show the excerpt; without one they cut the text in mid-sentence.",
        remedy="Write an excerpt of one or two sentences.",
        source=SNIPPETS, date=READ, kind="convention", severity="warning", fix_class="B",
        judge=excerpt_missing, gate="seo",
    ),
    Check(
        id="excerpt-duplicate",
        title="Two posts have one excerpt",
        reason="Descriptions that are the same on several pages help nobody to choose between them.",
        remedy="Write an excerpt that fits this post alone.",
        source=SNIPPETS, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=excerpt_duplicate, needs="twins",
    ),
)  # fmt: skip
