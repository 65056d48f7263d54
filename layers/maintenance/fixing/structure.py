"""Headings that say nothing are taken out; images get the alternative text that the operator gave their file."""

import re
from collections.abc import Collection, Iterator

from layers import prose
from layers.maintenance.fixing import markup
from layers.maintenance.fixing.scene import Said, Scene, exchanged, of_file
from layers.nouns import Finding, Fix, Media, Page

EMPTY_HEADING = "heading-empty"
EMPTY_PARAGRAPH = "paragraph-empty"
_OWN_MARKUP = re.compile(r"<!--\s+wp:(?:core/)?(?:html|freeform|classic)\b")
_COVER = re.compile(r"<!--\s+wp:(?:core/)?cover\b")
NO_DIMENSIONS = "image-no-dimensions"
INSECURE = "image-insecure"
ALT_MISSING = frozenset({"image-alt-missing"})
FILE_WITHOUT_ALT = "media-alt-missing"
LEAST_WORDS = 2
_NOT_SAID = """
img dsc dscn dscf pxl screenshot screen shot bildschirmfoto image photo bild foto untitled unnamed wp fb whatsapp copy of
kopie von at am um scaled edited final
"""
_CAMERA_WORDS = frozenset(_NOT_SAID.split())
_LOOKS_LIKE_A_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|heic)$|[_]|^[0-9a-f]{8,}$|-\d+x\d+$|-scaled$", re.IGNORECASE
)


def heading_fixes(scene: Scene, page: Page, findings: Collection[Finding]) -> Iterator[Fix]:
    finding = next((each for each in findings if each.check == EMPTY_HEADING), None)
    if finding is None:
        return
    said = Said(
        "a heading without a word is read out as one", "a link to this place of the page, if any, leads to its top"
    )
    for stretch in markup.empty_elements(page.content, "heading"):
        before = page.content[stretch.start : stretch.end]
        yield exchanged(page, finding, stretch.start, before, "", said)


def paragraph_fixes(scene: Scene, page: Page, findings: Collection[Finding]) -> Iterator[Fix]:
    finding = next((each for each in findings if each.check == EMPTY_PARAGRAPH), None)
    if finding is None:
        return
    said = Said("a paragraph without a word is a gap that themes space on their own", "the gap that it made is gone")
    for stretch in markup.empty_elements(page.content, "paragraph"):
        yield exchanged(page, finding, stretch.start, page.content[stretch.start : stretch.end], "", said)


def image_fixes(scene: Scene, page: Page, findings: Collection[Finding]) -> Iterator[Fix]:
    """What several findings ask of one image is done together, for two could not be written apart."""
    asked = {each.check: each for each in findings if each.check in (NO_DIMENSIONS, INSECURE, *ALT_MISSING)}
    for image in markup.images(page.content) if asked else ():
        tag, done = image.text, []
        for check, finding in asked.items():
            mended = _mended(scene, tag, check) if _may_change(image, check) else None
            if mended is not None:
                tag = mended[0]
                done.append((finding, mended[1]))
        if done:
            finding = max((each for each, _ in done), key=lambda each: each.fix_class)
            yield exchanged(
                page, finding, image.start, image.text, tag, Said("; ".join(why for _, why in done), "none")
            )


def _may_change(image: markup.Tag, check: str) -> bool:
    """Whether the markup alone says it: of an image block the comment holds the size, of a cover all."""
    if check == NO_DIMENSIONS:
        return not image.block or _OWN_MARKUP.match(image.block) is not None
    return not _COVER.match(image.block) and not image.is_kept_by_its_block(markup.source(image.text))


def _mended(scene: Scene, tag: str, check: str) -> tuple[str, str] | None:
    """The tag without what the check found, and why; None where nothing is known that would mend it."""
    media = scene.media.get(markup.media_id(tag))
    if check == INSECURE and markup.source(tag)[:5].lower() == "http:":
        return markup.with_source(
            tag, f"https{markup.source(tag)[4:]}"
        ), "it is loaded over http on a page that is https"
    if check == NO_DIMENSIONS and (size := markup.size_of(tag, media)):
        return markup.with_size(tag, *size), f"without width and height; the file is {size[0]} × {size[1]} px"
    if check in ALT_MISSING and markup.alt(tag) is None and (said := described(media)):
        return markup.with_alt(tag, said), f"it has no alternative text; its file in the library says “{said}”"
    return None


def file_fixes(scene: Scene, findings: Collection[Finding]) -> Iterator[Fix]:
    """Give a file without an alternative text the operator's own title for it, where that says something."""
    for finding in findings:
        media = scene.media.get(finding.page_id) if finding.check == FILE_WITHOUT_ALT else None
        if media is not None and not media.alt.strip() and says_something(media.title):
            said = Said(
                f"{finding.evidence}; its title in the library says “{media.title}”", "themes print it beside the image"
            )
            yield of_file(media, finding, media.title.strip(), said)


def described(media: Media | None) -> str:
    """The operator's own words for an image: its alternative text in the library, else a title that says something."""
    if media is None:
        return ""
    return media.alt.strip() or (media.title.strip() if says_something(media.title) else "")


def says_something(title: str) -> bool:
    """Whether a title is words of a person; a camera or an upload makes `IMG_1234`, `photo-3` or the file's name of it."""
    text = title.strip()
    if _LOOKS_LIKE_A_FILE.search(text):
        return False
    said = [word for word in prose.words(text) if re.search(r"[^\W\d_]", word) and word.casefold() not in _CAMERA_WORDS]
    return len(said) >= LEAST_WORDS and (" " in text or prose.is_cjk(text))
