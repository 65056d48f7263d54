"""Checks of images: the featured one, those in the text, and the files of the library that posts use."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from layers import urls
from layers.checks.around import Library
from layers.checks.check import Check, Flaw, Rules
from layers.checks.objects import MediaFacts
from layers.checks.sources import DISCOVER, IMAGES, MIXED, PAYLOADS, READ, VITALS, WCAG_IMAGES
from layers.checks.subject import Subject
from layers.checks.telling import listed, quoted
from layers.nouns import Image

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|heic|tiff?)", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc|dscn|dscf|pxl|image|photo|screenshot|bildschirmfoto|bild|untitled|whatsapp image)[\s_-]*[\d\s_.-]*\d[\s\d_.-]*(?:at .*)?", re.IGNORECASE)  # fmt: skip
_MARKS = re.compile(r"[-_.\d]")
_SCALED = re.compile(r"-\d+x\d+(?=\.[a-zA-Z0-9]+$)")
KB = 1_000


def name_of(url: str) -> str:
    """The file name at the end of an address."""
    return url.partition("?")[0].rstrip("/").rpartition("/")[2] or url[:40]


def featured_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.featured == 0 and subject.around and subject.around.features:
        yield Flaw("", "it has no featured image, most posts of the site have one")


def featured_gone(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    library = subject.around.library if subject.around else None
    if subject.featured and library and library.by_id(subject.featured) is None:
        yield Flaw("", f"its featured image, number {subject.featured}, is no longer in the library")


def featured_small(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    media = subject.around.library.by_id(subject.featured) if subject.around and subject.featured else None
    if media and 0 < media.width < rules.limits.featured_min_px:
        yield Flaw("", f"{name_of(media.url)} is {media.width} px wide, less than {rules.limits.featured_min_px} px")


def alt_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    bare = [name_of(image.url) for image in subject.images if image.alt is None]
    if bare:
        yield Flaw("", f"without an alt attribute: {listed(bare)}")


def alt_empty(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    empty = [name_of(image.url) for image in subject.images if image.alt is not None and not image.alt.strip()]
    if empty:
        yield Flaw("", f"with an empty alt text: {listed(empty)}")


def alt_file_name(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    named = [alt for image in subject.images if (alt := (image.alt or "").strip()) and is_file_name(alt, image.url)]
    if named:
        yield Flaw("", f"the alt text is a file name: {quoted(named)}")


def is_file_name(alt: str, url: str) -> bool:
    if not _MARKS.search(alt):
        return False  # no name of a file is without one
    stem = _SCALED.sub("", name_of(url)).rpartition(".")[0]
    looks_written = " " in alt or not re.search(r"[-_\d]", alt)
    return bool(_FILE_NAME.fullmatch(alt) or _CAMERA.fullmatch(alt) or (alt == stem and not looks_written))


def alt_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    long = [image.alt or "" for image in subject.images if len(image.alt or "") > rules.limits.alt_max_chars]
    if long:
        lengths = ", ".join(str(len(alt)) for alt in long[:3])
        yield Flaw("", f"{lengths} characters, more than {rules.limits.alt_max_chars}: {quoted(long)}")


def alt_repeated(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if len(subject.images) <= rules.limits.same_alt_max:
        return
    files = {(image.alt or "").strip(): set[str]() for image in subject.images}
    for image in subject.images:
        files[(image.alt or "").strip()].add(image.url)
    for alt, addresses in files.items():
        if alt and len(addresses) > rules.limits.same_alt_max:
            yield Flaw("", f"“{alt[:80]}” stands on {len(addresses)} images")


def no_dimensions(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    bare = [name_of(image.url) for image in subject.images if not (image.width and image.height)]
    if bare:
        yield Flaw("", f"without width and height: {listed(bare)}")


def heavy(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.around or not subject.around.library:
        return
    limit = rules.limits.image_max_kb * KB
    sizes = {image.url: _bytes_over(limit, image, subject.around.library) for image in subject.images}
    told = [f"{name_of(url)} ({size // KB} kB)" for url, size in sizes.items() if size]
    if told:
        yield Flaw("", f"more than {rules.limits.image_max_kb} kB: {listed(told)}")


def _bytes_over(limit: int, image: Image, library: Library) -> int:
    """What the file weighs that the page shows; 0 up to the limit, and for a smaller copy, whose weight nobody has told."""
    media = library.of(image)
    heavy = media is not None and media.size_bytes > limit and name_of(media.url) == name_of(image.url)
    return media.size_bytes if media and heavy else 0


def gone(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    library = subject.around.library if subject.around else None
    if not library:
        return
    lost = [f"{name_of(image.url)} (number {image.media_id})" for image in subject.images if image.media_id and library.of(image) is None]  # fmt: skip
    if lost:
        yield Flaw("", f"no longer in the library: {listed(lost)}")


def hotlinked(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.images or not rules.site_url:
        return
    home = rules.home
    away = [image.url for image in subject.images if not image.url.startswith(home)]
    own = _domain(urls.host_of(rules.site_url)) if away else ""
    foreign = [url for url in away if (host := urls.host_of(url)) and not _is_own(host, own)]
    if foreign:
        yield Flaw("", f"from another host: {listed(foreign)}")


def _domain(host: str) -> str:
    return host.lower().removeprefix("www.")


def _is_own(host: str, own: str) -> bool:
    """Whether a host is the site's, one below it, or the network that WordPress itself serves images by (i0.wp.com)."""
    host = _domain(host)
    return host == own or host.endswith((f".{own}", ".wp.com", ".gravatar.com"))


def insecure(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    open_ = [image.url for image in subject.images if image.url[:5].lower() == "http:"]
    if open_ and urlsplit(rules.site_url).scheme == "https":
        yield Flaw("", f"loaded over http: {listed(open_)}")


def local_image(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    embedded = sum(image.url[:5].lower() == "data:" for image in subject.images)
    if embedded:
        yield Flaw("", f"{embedded} images are written into the text itself (data:)")


def file_without_alt(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if isinstance(subject.thing, MediaFacts) and subject.thing.featured_on and not subject.thing.media.alt.strip():
        yield Flaw("", f"{name_of(subject.thing.media.url)} is the featured image of {subject.thing.featured_on} posts")


def file_heavy(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not isinstance(subject.thing, MediaFacts) or not subject.thing.featured_on:
        return
    media, limit = (
        subject.thing.media,
        5 * rules.limits.image_max_kb,
    )  # a full size, of which themes show smaller copies
    if media.size_bytes > limit * KB:
        yield Flaw("", f"{name_of(media.url)} has {media.size_bytes // KB} kB, more than {limit} kB")


PICTURES = (
    Check(
        id="featured-image-missing",
        title="No featured image",
        reason="Lists, feeds and previews in social networks show the featured image; here most posts have one.",
        remedy="Choose an image, or have a title card made.",
        source=DISCOVER, date=READ, kind="convention", severity="warning", fix_class="B", judge=featured_missing,
    ),
    Check(
        id="featured-image-gone",
        title="Featured image is no longer there",
        reason="The post points at a file that was deleted; lists show a hole.",
        remedy="Choose another image.",
        source=IMAGES, date=READ, kind="convention", severity="error", fix_class="B", judge=featured_gone, pages=True,
    ),
    Check(
        id="featured-image-small",
        title="Featured image is small",
        reason="Google asks for large images, at least 1200 px wide, to show a large preview.",
        remedy="Upload the image at full size.",
        source=DISCOVER, date=READ, kind="search-engine", severity="notice", fix_class="C", judge=featured_small,
    ),
    Check(
        id="image-alt-missing",
        title="Image without an alt attribute",
        reason="Screen readers read the file name out instead, and image search has nothing to go by.",
        remedy="Say what the image shows; empty (alt=\"\") where it is decoration.",
        source=WCAG_IMAGES, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=alt_missing, needs="images", pages=True,
    ),
    Check(
        id="image-alt-empty",
        title="Image with an empty alt text",
        reason="An empty text says that an image is decoration; WordPress writes it too where nobody wrote anything.",
        remedy="Say what the image shows, unless it is decoration.",
        source=WCAG_IMAGES, date=READ, kind="convention", severity="notice", fix_class="B", judge=alt_empty, needs="images", pages=True,
    ),
    Check(
        id="image-alt-file-name",
        title="Alt text is a file name",
        reason="A file name tells nobody what the image shows.",
        remedy="Say what the image shows.",
        source=IMAGES, date=READ, kind="search-engine", severity="warning", fix_class="B", judge=alt_file_name, needs="images", pages=True,
    ),
    Check(
        id="image-alt-too-long",
        title="Alt text is long",
        reason="A screen reader cannot pause within an alt text; what needs a paragraph belongs into the text.",
        remedy="Keep one short sentence, and describe the rest beside the image.",
        source=WCAG_IMAGES, date=READ, kind="convention", severity="notice", fix_class="B", judge=alt_too_long, needs="images", pages=True,
    ),
    Check(
        id="image-alt-repeated",
        title="Several images share an alt text",
        reason="The same words on different images describe none of them, and read as words stuffed in.",
        remedy="Say of each image what only it shows.",
        source=IMAGES, date=READ, kind="search-engine", severity="notice", fix_class="B", judge=alt_repeated, needs="images", pages=True,
    ),
    Check(
        id="image-no-dimensions",
        title="Image without width and height",
        reason="Without them the text jumps when the image arrives.",
        remedy="Write width and height into the image; the library knows them.",
        source=VITALS, date=READ, kind="search-engine", severity="notice", fix_class="A", judge=no_dimensions, needs="images", pages=True,
    ),
    Check(
        id="image-heavy",
        title="Image is heavy",
        reason="A heavy image is what most pages wait for longest.",
        remedy="Show a smaller copy, or compress the file.",
        source=PAYLOADS, date=READ, kind="convention", severity="warning", fix_class="C", judge=heavy, needs="images", pages=True,
    ),
    Check(
        id="image-gone",
        title="Image whose file was deleted",
        reason="The text shows a file that the library no longer has: most likely a hole.",
        remedy="Upload it again, or take the image out.",
        source=IMAGES, date=READ, kind="convention", severity="warning", fix_class="B", judge=gone, needs="images", pages=True,
    ),
    Check(
        id="image-hotlinked",
        title="Image from another host",
        reason="It vanishes when that host moves it, and may not be yours to show.",
        remedy="Upload it to the library, if you may.",
        source=IMAGES, date=READ, kind="convention", severity="notice", fix_class="C", judge=hotlinked, needs="images", pages=True,
    ),
    Check(
        id="image-insecure",
        title="Image over http on a site with https",
        reason="Browsers ask for it over https instead, or do not show it at all.",
        remedy="Write https, where the host has it.",
        source=MIXED, date=READ, kind="search-engine", severity="warning", fix_class="A", judge=insecure, needs="images", pages=True,
    ),
    Check(
        id="image-in-text",
        title="Image is written into the text itself",
        reason="An image as text makes every revision of the post as large as the image, and no search finds it.",
        remedy="Upload it to the library.",
        source=IMAGES, date=READ, kind="convention", severity="notice", fix_class="C", judge=local_image, needs="images", pages=True,
    ),
    Check(
        id="media-alt-missing",
        title="Featured image without an alt text in the library",
        reason="Themes print the alt text of the library beside the featured image of every post that uses it.",
        remedy="Say in the library what the image shows.",
        source=WCAG_IMAGES, date=READ, kind="convention", severity="warning", fix_class="B",
        judge=file_without_alt, about="media",
    ),
    Check(
        id="media-heavy",
        title="Featured image is very heavy",
        reason="The file that previews and feeds load is many times as heavy as an image should be.",
        remedy="Upload a smaller copy.",
        source=PAYLOADS, date=READ, kind="convention", severity="notice", fix_class="C", judge=file_heavy, about="media",
    ),
)  # fmt: skip
