"""The article as code alone can make it from an accepted draft; the passes improve on it."""

from collections.abc import Iterator

from layers import inline, places
from layers.checks.wording import names_keyword
from layers.nouns import Article, Brief, Draft, Site, Source
from layers.optimization import fields


def opening_article(site: Site, brief: Brief, draft: Draft) -> Article:
    """Return the article with every field that can be had without a model: it could be published as it is."""
    bare = Article(
        keyword=brief.keyword.phrase,
        slug=brief.slug,
        draft=draft,
        seo_title="",
        description="",
        excerpt=fields.fitting_excerpt(draft.definition),
        category=brief.category,
        tags=brief.tags,
        sources=tuple(cited_sources(brief, draft)),
    )
    titles = tuple(fields.seo_titles(bare))
    named = [title for title in titles if names_keyword(title, bare.keyword)]
    return bare.model_copy(
        update={"seo_title": (named or list(titles))[0], "description": next(fields.descriptions(bare))}
    )


def cited_sources(brief: Brief, draft: Draft) -> Iterator[Source]:
    """Yield the documents that the draft cites, in the order of the evidence."""
    cited = {span.split(".")[0] for _, text in places.texts(draft) for span in inline.references(text)}
    for document in brief.evidence:
        if document.id in cited:
            yield Source(
                id=document.id,
                url=document.url,
                title=document.title,
                publisher=document.publisher,
                read_on=document.read_at.date().isoformat(),
            )
