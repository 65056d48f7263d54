"""Headings that say nothing are taken out; images get the alternative text that the operator gave their file."""

import re
from collections.abc import Collection, Iterator

from layers import prose
from layers.maintenance.fixing import markup
from layers.maintenance.fixing.scene import Said, Scene, exchanged
from layers.nouns import Finding, Fix, Media, Page

EMPTY_HEADING = "heading-empty"
ALT_MISSING = frozenset({"image-alt-missing"})
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
    for stretch in markup.empty_headings(page.content):
        before = page.content[stretch.start : stretch.end]
        yield exchanged(page, finding, stretch.start, before, "", said)


def alt_fixes(scene: Scene, page: Page, findings: Collection[Finding]) -> Iterator[Fix]:
    """Give an image without an `alt` in its markup the words that its file has in the library."""
    finding = next((each for each in findings if each.check in ALT_MISSING), None)
    if finding is None:
        return
    for image in markup.images(page.content):
        if markup.alt(image.text) is not None:
            continue
        said = described(scene.media.get(markup.media_id(image.text)))
        if said:
            reason = Said(f"the image has no alternative text; its file in the library says “{said}”", "none")
            yield exchanged(page, finding, image.start, image.text, markup.with_alt(image.text, said), reason)


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
