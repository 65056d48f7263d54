"""A plan of fixes: the site read and judged, what code can mend, the words that the model gives, all kept before it is shown."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.audit import whole_inventory
from flows.examination import means_of
from flows.fixes import wording
from flows.fixes.undoing import KIND
from flows.newsroom import Newsroom
from flows.outside import seen_lately
from layers import maintenance
from layers.boundary.clock import now
from layers.boundary.plans import write_plan
from layers.boundary.wordpress import WordPress
from layers.errors import ImpossibleHereError, NotProbedError, OutageError, RefusedError
from layers.maintenance.fixing import dates, linking
from layers.maintenance.fixing.fields import text_of
from layers.maintenance.fixing.planning import DROPPED, asked_for, drafted, seo_keys
from layers.maintenance.fixing.scene import Scene, numbered
from layers.maintenance.fixing.wording import Text, Wanted
from layers.nouns import Finding, Fix, FixPlan, NotFixed, Page, Site
from layers.publishing.seo.keyed import WITHOUT_NAME

Told = Callable[[str, str], None]
FOLLOWED = 200  # addresses that are looked up, at most: each costs the site a page
LOOKED_AT = 3  # pages, by which a theme is known
CLASSES = {"A": "A", "B": "B", "": "AB"}


@dataclass(frozen=True)
class Made:
    """A plan and its file. A site on which nothing is to be fixed has no file, and the plan no id."""

    plan: FixPlan
    path: Path | None = None


def planned(room: Newsroom, name: str, folder: Path, told: Told, *, only: Collection[str] = (), most: str = "") -> Made:
    """Plan fixes for a site, of these checks and this class alone where they are named. Writes nothing to the site."""
    site = room.site(name)
    wordpress = room.wordpress(site)
    scene, findings = seen(room, site)
    wanted = asked_for(findings, only, CLASSES[most])
    scene = Scene(site, scene.inventory, redirects(wordpress, scene, wanted))
    draft = drafted(scene, wanted, keys(room, site))
    wanted_texts, dropped = as_stored(wordpress, draft.wanted)
    worded = wording.worded(room, scene, wanted_texts, told)
    fixes = numbered(iter((*draft.fixes, *worded.fixes)))
    plan = FixPlan(
        id="", site=name, url=site.url, made_at=now(), fixes=fixes, left=(*draft.left, *dropped, *worded.left),
        notes=notes(wordpress, scene, fixes),
    )  # fmt: skip
    return kept(room, plan, folder) if fixes else Made(plan)


def kept(room: Newsroom, plan: FixPlan, folder: Path) -> Made:
    """Give the plan its id, and keep it in the store and in its file."""
    whole = plan.model_copy(update={"id": room.store.open_run(plan.site, KIND)})
    room.store.put_plan(whole)
    return Made(whole, write_plan(folder, whole))


def seen(room: Newsroom, site: Site) -> tuple[Scene, tuple[Finding, ...]]:
    """Bring the site's mirror up to date and judge it as the audit does, its pages as the last one saw them."""
    inventory = whole_inventory(room, site)
    found = maintenance.audit(
        site, inventory, inventory.read_at.date(), seen_lately(room, site, inventory, changed=True)
    )
    return Scene(site, inventory), found.findings


def as_stored(wordpress: WordPress, wanted: Sequence[Wanted]) -> tuple[tuple[Wanted, ...], tuple[NotFixed, ...]]:
    """The same texts, of meta fields with what stands there now; and those that the site would not take, of which no model is asked."""
    found = [(each, held(wordpress, each)) for each in wanted]
    lost = [each.finding for each, text in found if text is None]
    return (
        tuple(text for _, text in found if text is not None),
        tuple(NotFixed(check=each.check, url=each.url, why=DROPPED) for each in lost),
    )


def held(wordpress: WordPress, wanted: Wanted) -> Wanted | None:
    """With what stands there now; None where the object has no such key: Yoast offers its own of posts, and not of pages."""
    key = wanted.field.removeprefix("meta.")
    if key == wanted.field:
        return wanted
    stored = wordpress.post(wanted.page.id, "page" if wanted.page.type == "page" else "post")
    if key not in stored.meta:
        return None
    beside = text_of(stored, f"meta.{WITHOUT_NAME}") if WITHOUT_NAME in stored.meta else None
    return replace(wanted, before=text_of(stored, wanted.field), beside=beside)


def redirects(wordpress: WordPress, scene: Scene, findings: Sequence[Finding]) -> dict[str, str]:
    """Where the site itself sends a visitor of an own address that is no page's any more."""
    pages = [
        scene.pages[each.page_id]
        for each in findings
        if each.check == "link-missing-page" and each.page_id in scene.pages
    ]
    found = dict.fromkeys(address for page in pages for address in linking.missing_addresses(scene, page))
    landed = {}
    for address in list(found)[:FOLLOWED]:
        try:
            page = wordpress.live(linking.absolute(scene, address))
        except (OutageError, RefusedError):
            continue
        if page.status == 200 and page.landed:
            landed[address] = page.landed
    return landed


def keys(room: Newsroom, site: Site) -> dict[Text, str]:
    """The meta keys of SEO fields that the site's probe saw kept; none where nobody has probed it."""
    try:
        means = means_of(room, site)
    except (NotProbedError, ImpossibleHereError):
        return {}
    lost = {loss.field for loss in means.seo_lost if not loss.unread}
    names: dict[Text, str] = {"SEO title": "title", "description": "description"}
    return {text: key for text, key in seo_keys(means.adapter, means.meta_keys).items() if names[text] not in lost}


def notes(wordpress: WordPress, scene: Scene, fixes: Sequence[Fix]) -> tuple[str, ...]:
    """Say whether visitors will see that the posts were written to."""
    changed = {fix.object_id for fix in fixes if fix.object_type != "media"}
    telling = [page for page in scene.inventory.pages if page.type != "page" and dated(page).telling]
    taken = {page.published_at.date() for page in scene.inventory.pages}  # pages list other posts with their days
    telling.sort(key=lambda page: (page.modified_at.date() in taken, page.id not in changed))
    places: dict[str, None] = {}
    for page in telling[:LOOKED_AT]:
        try:
            live = wordpress.live(page.url)
        except (OutageError, RefusedError):
            continue
        places |= dict.fromkeys(dates.shown_modified(live.html, dated(page), ZoneInfo(scene.site.timezone)))
    if not telling:
        return (dates.UNTOLD.format(scene.site.name),)
    said = dates.NOTE.format(scene.site.name, ", ".join(places)) if places else dates.HIDDEN.format(scene.site.name)
    return (said,)


def dated(page: Page) -> dates.Dates:
    return dates.Dates(page.published_at, page.modified_at)


def why_left(plan: FixPlan) -> dict[tuple[str, str], list[NotFixed]]:
    """What has no fix, by check and reason."""
    grouped: dict[tuple[str, str], list[NotFixed]] = {}
    for each in plan.left:
        grouped.setdefault((each.check, each.why), []).append(each)
    return grouped
