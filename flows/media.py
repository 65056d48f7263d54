"""Layer 4, first half: the image of a post, the operator's own file or else a title card in the site's colours."""

from dataclasses import dataclass
from pathlib import Path

from flows.job import Job
from flows.journal import settle, written
from layers import inline
from layers.nouns import Article, Media, Site

STEP = "image"


@dataclass(frozen=True)
class Chosen:
    """What shall be on the site. `name` is a file name."""

    data: bytes
    name: str
    alt: str


def featured(job: Job, article: Article, image_path: str, alt: str) -> Media | None:
    """Return the post's image as the site has it; None where none is wanted, or where this user may not upload any.

    `image_path` is the operator's file, or empty: then a card is drawn where `post.image` says so. Raises ImageError for
    a file that is no image, and for a title that cannot be drawn.
    """
    wanted = image_path or job.rules.image == "card"
    if not wanted or job.means.media == "no":
        return None
    forget_what_is_gone(job)
    if image_path:
        return job.steps.take(
            STEP,
            [image_path, job.order.image_sha256, alt],
            Media,
            lambda: on_site(job, article, own(article, image_path, alt)),
        )
    inputs = [job.site.card.model_dump_json(), title(article), name(job.site)]
    return job.steps.take(STEP, inputs, Media, lambda: on_site(job, article, card(job, article)))


def refuse_undrawable(job: Job) -> None:
    """Draw a card of the keyword, before anything is paid. Raises the ImageError that most titles would."""
    if not job.order.image and job.rules.image == "card":
        from layers.boundary.cards import drawn

        drawn(job.site.card, job.keyword.phrase, name(job.site), job.room.folder)


def forget_what_is_gone(job: Job) -> None:
    """An image may be deleted while an article waits for weeks; WordPress would drop its id without a word."""
    kept = job.steps.kept(STEP, Media)
    if kept is None:
        return
    there = job.wordpress.image(kept.id)
    if there is None or there.url != kept.url:
        job.room.store.redo(job.article, STEP, job.run)


def own(article: Article, image_path: str, alt: str) -> Chosen:
    from layers.boundary.images import checked_image

    picture = checked_image(Path(image_path))
    return Chosen(picture.data, f"{article.slug}.{picture.extension}", alt)


def card(job: Job, article: Article) -> Chosen:
    from layers.boundary.cards import drawn

    data = drawn(job.site.card, title(article), name(job.site), job.room.folder)
    return Chosen(data, f"{article.slug}.png", title(article))


def on_site(job: Job, article: Article, chosen: Chosen) -> Media:
    """Return the image with this content, sent where the site has none; a killed run may have sent it."""

    def ensured() -> Media:
        return job.wordpress.ensure_image(chosen.data, chosen.name, chosen.alt, title(article))

    found = job.wordpress.find_image(chosen.data)
    if found is None:
        found = written(job, "media", 0, "created", before="", after=chosen.name, write=ensured)
    elif chosen.alt and not found.alt:
        found = written(job, "media", found.id, "alt", before="", after=chosen.alt, write=ensured)
    for field in ("created", "alt"):
        settle(job, "media", found.id, field)
    if found.alt != chosen.alt:
        job.steps.told(job.article, f"image {found.id} has the alt text '{found.alt}' on the site, which stays")
    return found


def title(article: Article) -> str:
    return " ".join(inline.plain(article.draft.title).split())


def name(site: Site) -> str:
    return site.title or site.name
