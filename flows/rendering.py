"""Layer 4, first half: the exact fields of the post, with everything that they name made sure of on the site."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flows import media, seo_fields
from flows.job import Job
from flows.journal import settle, written
from layers import publishing
from layers.boundary.clock import now
from layers.errors import GoneError, NotReadyError
from layers.nouns import Article, Inventory, Means, Media, OutLink, PostFields, PostRules, SeoPlan, Term, Value

OF_THE_SITE = ("Organization", "Person")  # what these lack is the same for every post: the doctor says it once
HEAD_SCHEMA = "masthead_schema"  # the companion's meta key


class Rendered(Value):
    """The exact fields that will be written. Stored before the first write, so that a repeat writes the same.

    `seo` is how the head's fields are written, `json_ld` the graph that the live page must show, `lost` what the site is
    known not to take.
    """

    fields: PostFields
    seo: SeoPlan | None = None
    json_ld: str = ""
    published: datetime | None = None
    lost: tuple[str, ...] = ()


def rendered(job: Job, article: Article, inventory: Inventory, at: str = "") -> Rendered:
    """Return the fields of a post that goes live at `at`, ISO in UTC; empty: now. Make sure of the taxonomy and the image, and render the post.

    Terms are created only where the site's YAML names them. What stands on the site already is not rendered anew: a probe
    made since, or a YAML edited since, would make another post of it.
    """
    kept = job.steps.kept("rendered", Rendered) if job.steps.has("created") else None
    if kept is not None:
        return kept
    means = job.means
    image = media.featured(job, article, job.order.image, job.order.alt)
    site = job.site.model_dump_json(include={"categories", "tags", "schema_", "url", "title", "timezone"})
    picture = image.model_dump_json() if image else ""
    inputs = [article.model_dump_json(), means.model_dump_json(), job.rules.model_dump_json(), at, site, picture]
    scene = Scene(inventory, means, image, at)
    return job.steps.take("rendered", inputs, Rendered, lambda: parked_by_id(job, article, scene))


@dataclass(frozen=True)
class Scene:
    """What a post is rendered for: the site as it was seen, what it takes, the image it holds, and the date."""

    inventory: Inventory
    means: Means
    image: Media | None
    at: str


def parked_by_id(job: Job, article: Article, scene: Scene) -> Rendered:
    """Layers know an article by its slug alone; the operator, and the store, know it by site and slug."""
    try:
        return render(job, article, scene)
    except NotReadyError as problem:
        raise NotReadyError(job.article, *problem.args[1:]) from None


def render(job: Job, article: Article, scene: Scene) -> Rendered:
    inventory, means, image = scene.inventory, scene.means, scene.image
    plan = publishing.taxonomy(job.site, article, inventory)
    terms = made_sure(job, plan, inventory)
    at = date_of(job, scene)
    article = article.model_copy(
        update={"links": tuple(link for link in article.links if still_there(job, link, inventory))}
    )
    content = publishing.render_content(
        job.room.templates.render, job.site, article, publishing.marker(job.article), at,
        publishing.expected_url(inventory, article.slug, at, ZoneInfo(job.site.timezone)), place=means.schema_place, emits=means.emits, image=image,
    )  # fmt: skip
    for notice in publishing.recommendations(content.json_ld) if content.json_ld else ():
        if not notice.startswith(OF_THE_SITE):
            job.steps.told(job.article, f"JSON-LD: {notice}")
    head = seo_fields.planned(job, means, article, image)
    fields = publishing.post_fields(article, content.content, terms).model_copy(
        update={
            **ways(job, job.rules),
            "featured_media": image.id if image else 0,
            "meta": {**head.meta, **({HEAD_SCHEMA: content.head_schema} if content.head_schema else {})},
            "plugin_fields": head.fields,
        }
    )
    return Rendered(
        fields=fields, seo=head, json_ld=content.json_ld, published=at, lost=tuple(unrendered(job, plan.refused, image))
    )


def date_of(job: Job, scene: Scene) -> datetime:
    """When the post is published: at its date, else now; one that was taken back keeps the day it first had, as WordPress does."""
    if scene.at:
        return datetime.fromisoformat(scene.at).replace(tzinfo=UTC)
    before = job.steps.kept("rendered", Rendered)
    was_live = any(entry.field == "status" for entry in job.room.store.journal(article=job.article))
    return before.published if before is not None and before.published and was_live else now()


def unrendered(job: Job, tags: tuple[str, ...], image: Media | None) -> list[str]:
    """Say what the post will be without, and why: nothing is left out in silence."""
    lost = [
        f"the tag {tag}" if tag.endswith(")") else f"the tag '{tag}': it is neither on the site nor under `tags:`"
        for tag in tags
    ]  # one that has another's slug brings its reason with it
    if image is not None and job.order.alt and image.alt != job.order.alt:
        lost.append(f"the alt text '{job.order.alt}': image {image.id} was in the library, with '{image.alt}'")
    if image is None and (job.order.image or job.rules.image == "card"):
        lost.append("the image: this user may not upload any")
    return lost


def ways(job: Job, rules: PostRules) -> dict[str, object]:
    """The fields that say how the post stands on the site, beside its words."""
    return {
        "author": job.wordpress.author_id(rules.author) if rules.author else 0,
        "template": rules.template, "format": rules.format, "sticky": rules.sticky,
        "comment_status": rules.comment_status, "ping_status": rules.ping_status,
    }  # fmt: skip


def made_sure(job: Job, plan: publishing.TermPlan, inventory: Inventory) -> publishing.Terms:
    """Return the ids of the terms; a category's parents are made before it."""
    there = {"categories": {term.slug for term in inventory.categories}, "tags": {term.slug for term in inventory.tags}}
    ids: dict[str, int] = {}
    for term in (*plan.parents, *plan.categories):
        ids[term.slug] = ensured(job, "categories", term, ids.get(term.parent, 0), there["categories"])
    return publishing.Terms(
        categories=tuple(ids[term.slug] for term in plan.categories),
        tags=tuple(ensured(job, "tags", term, 0, there["tags"]) for term in plan.tags),
    )


def ensured(job: Job, taxonomy: str, term: publishing.PlannedTerm, parent: int, there: set[str]) -> int:
    """Return a term's id. One that is made is entered in the journal, for a person to find it again."""

    def ensure() -> Term:
        return job.wordpress.ensure_term(taxonomy, term.slug, term.name, parent)

    ours = {each.after for each in job.room.store.journal(article=job.article) if each.object_type == taxonomy}
    if term.slug in there | ours:
        found = ensure()
        settle(job, taxonomy, found.id, "created")
        return found.id
    made = written(job, taxonomy, 0, "created", before="", after=term.slug, write=ensure)
    return made.id


def still_there(job: Job, link: OutLink, inventory: Inventory) -> bool:
    """Look at the target again: an article may have waited for weeks since its links were chosen."""
    kind = next((page.type for page in inventory.pages if page.id == link.post_id), "post")
    try:
        there = job.wordpress.post(link.post_id, kind).status == "publish"
    except GoneError:
        there = False
    if not there:
        job.steps.told(job.article, f"link left out: {link.url} is not published any more")
    return there
