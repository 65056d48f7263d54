"""Findings -> fixes: what code can mend, the texts that only words can, and what is left to a person."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from layers import checks
from layers.maintenance.fixing import hosts, linking, structure, terms
from layers.maintenance.fixing.scene import Scene
from layers.maintenance.fixing.wording import ASKED_BY, Text, Wanted
from layers.nouns import AdapterName, Finding, Fix, NotFixed, Page, SeoField
from layers.publishing import seo

PageFixes = Callable[[Scene, Page, Collection[Finding]], Iterator[Fix]]

BY_PAGE: tuple[PageFixes, ...] = (
    linking.link_fixes, structure.heading_fixes, structure.paragraph_fixes, structure.image_fixes, terms.category_fixes,
)  # fmt: skip
IMAGES = frozenset({structure.NO_DIMENSIONS, structure.INSECURE, *structure.ALT_MISSING})
MECHANICAL = frozenset({
    *linking.MENDS, structure.EMPTY_HEADING, structure.EMPTY_PARAGRAPH, *IMAGES, terms.UNCATEGORISED,
})  # fmt: skip
FIXABLE = MECHANICAL | hosts.ORPHANS | ASKED_BY.keys() | terms.DUPLICATE_TERMS | {structure.FILE_WITHOUT_ALT}
DROPPED = "the site drops this field, as its probe found: `masthead doctor` says what would take it"
SEO_TEXTS: Mapping[SeoField, Text] = {"title": "SEO title", "description": "description"}
REMEDIES: Mapping[str, str] = {check.id: check.remedy for check in checks.CATALOGUE}  # for a person to do


@dataclass(frozen=True)
class Drafted:
    """What can be done about findings: the fixes that code made, the texts that are wanted, and what is left."""

    fixes: tuple[Fix, ...]
    wanted: tuple[Wanted, ...]
    left: tuple[NotFixed, ...]


def drafted(scene: Scene, findings: Sequence[Finding], keys: Mapping[Text, str] | None = None) -> Drafted:
    """Plan every finding that has a fix. `keys` name the meta key of `description` and `SEO title` where the site has one."""
    by_page: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.object_type in ("post", "page"):
            by_page[finding.page_id].append(finding)
    fixes: list[Fix] = []
    left: list[NotFixed] = []
    for page_id, asked in by_page.items():
        page = scene.pages.get(page_id)
        if page is not None:
            fixes += _of_page(scene, page, asked, left)
    fixes += terms.merged_tags(scene, findings)
    fixes += structure.file_fixes(scene, findings)
    fixes += _of_orphans(scene, findings, left)
    wanted = tuple(_wanted(scene, findings, keys or {}, left))
    return Drafted(tuple(fixes), wanted, (*left, *_unfixable(findings)))


def _of_page(scene: Scene, page: Page, asked: list[Finding], left: list[NotFixed]) -> list[Fix]:
    mechanical = [finding for finding in asked if finding.check in MECHANICAL]
    if not mechanical:
        return []
    made = [fix for planner in BY_PAGE for fix in planner(scene, page, mechanical)]
    told = {check for fix in made for check in (fix.check,)}
    left += [
        NotFixed(
            check=each.check, url=page.url, why=WHY_NOT.get(each.check, "nothing in its text could be exchanged safely")
        )
        for each in mechanical
        if each.check not in told and not _shared(each.check, made)
    ]
    return made


def _shared(check: str, made: list[Fix]) -> bool:
    """Whether a fix of another check's name mends this one too: one tag is written once."""
    together = next((group for group in (frozenset(linking.MENDS), IMAGES) if check in group), frozenset())
    return any(fix.check in together for fix in made)


WHY_NOT = {
    "link-missing-page": "the site redirects the address nowhere; a person must say what it should lead to",
    "uncategorised": "no category of the YAML fits clearly",
    structure.NO_DIMENSIONS: "neither the file's name nor the library says how large the image is",
    "image-alt-missing": "nobody has said in the library what the image shows",
}


def _of_orphans(scene: Scene, findings: Sequence[Finding], left: list[NotFixed]) -> Iterator[Fix]:
    asked = [finding for finding in findings if finding.check in hosts.ORPHANS and finding.page_id in scene.pages]
    if not asked:
        return
    planner = hosts.OrphanFixes(scene)
    for finding in asked:
        made = list(planner.of(scene.pages[finding.page_id], finding))
        if not made:
            left.append(NotFixed(check=finding.check, url=finding.url, why="no page has words that could link to it"))
        yield from made


def _wanted(
    scene: Scene, findings: Sequence[Finding], keys: Mapping[Text, str], left: list[NotFixed]
) -> Iterator[Wanted]:
    seen: set[tuple[int, str]] = set()
    for finding in findings:
        page, kind = scene.pages.get(finding.page_id), ASKED_BY.get(finding.check)
        if page is None or kind is None or (page.id, kind) in seen:
            continue
        seen.add((page.id, kind))
        if kind == "excerpt":
            yield Wanted(page, finding, kind, "excerpt", page.excerpt)
        elif key := keys.get(kind, ""):
            yield Wanted(page, finding, kind, f"meta.{key}", "")  # what stands there now is looked up on the site
        else:
            left.append(NotFixed(check=finding.check, url=finding.url, why=DROPPED))


def seo_keys(adapter: AdapterName, meta_keys: Collection[str]) -> dict[Text, str]:
    """The meta keys under which the site's SEO plugin, or the companion, takes a title and a description over REST."""
    found = {slot.field: slot.key for slot in seo.ADAPTERS[adapter].slots if slot.key in meta_keys}
    return {text: found[field] for field, text in SEO_TEXTS.items() if field in found}


def _unfixable(findings: Sequence[Finding]) -> Iterator[NotFixed]:
    for finding in findings:
        if finding.check not in FIXABLE and finding.fix_class != "C":
            yield NotFixed(check=finding.check, url=finding.url, why=REMEDIES[finding.check])


def asked_for(findings: Sequence[Finding], only: Collection[str], most: str) -> tuple[Finding, ...]:
    """The findings of these checks (of all, where none is named) and of no class beyond `most` (A, or A and B)."""
    classes = "A" if most == "A" else "AB"
    return tuple(each for each in findings if each.fix_class in classes and (not only or each.check in only))
