"""Limits of the checks of images."""

from layers.checks import Around, Library, MediaFacts
from layers.nouns import Image
from tests.layers.checks.subjects import HOME, MEDIA, UPLOADS, Limit


def image(**more: object) -> dict[str, object]:
    fields: dict[str, object] = {"url": MEDIA.url, "alt": "A jar", "media_id": 7, "width": 800, "height": 450}
    return {"images": (Image.model_validate({**fields, **more}),)}


def images(*alts: str) -> dict[str, object]:
    return {"images": tuple(Image(url=f"{UPLOADS}/{n}.jpg", alt=alt, width=1, height=1) for n, alt in enumerate(alts))}


def library(features: bool = False, **more: object) -> dict[str, object]:
    return {"around": Around(library=Library((MEDIA.model_copy(update=more),)), features=features)}


def file(**more: object) -> dict[str, object]:
    return {"thing": MediaFacts(MEDIA.model_copy(update=more), featured_on=1)}


LIMITS: list[Limit] = [
    ("featured-image-missing", {"featured": 0, **library()}, {"featured": 0, **library(features=True)}),
    ("featured-image-missing", library(features=True), {"featured": 0, **library(features=True)}),
    ("featured-image-gone", {"featured": 8, "around": Around()}, {"featured": 8}),
    ("featured-image-small", library(width=1200), library(width=1199)),
    ("featured-image-small", library(width=0), library(width=1)),
    ("image-alt-missing", image(alt=""), image(alt=None)),
    ("image-alt-empty", image(alt=None), image(alt=" ")),
    ("image-alt-file-name", image(alt="A jar.jpg on a table"), image(alt="jar.jpg")),
    ("image-alt-file-name", image(alt="Jar"), image(alt="IMG_2041")),
    ("image-alt-file-name", image(alt="cold brew jar", url=f"{UPLOADS}/cold-brew-jar.jpg"), image(alt="cold-brew-jar", url=f"{UPLOADS}/cold-brew-jar-300x200.jpg")),
    ("image-alt-file-name", image(alt="Image of 3 jars"), image(alt="Screenshot 2026-11-02 at 10.15.31")),
    ("image-alt-too-long", image(alt="a" * 125), image(alt="a" * 126)),
    ("image-alt-repeated", images("Jar", "Jar", "Ice"), images("Jar", "Jar", "Jar")),
    ("image-alt-repeated", images("", "", ""), images("Ice", "Ice", "Ice", "Jar")),
    ("image-no-dimensions", image(width=1, height=1), image(height=0)),
    ("image-heavy", library(size_bytes=200_000), library(size_bytes=200_001)),
    ("image-heavy", {**library(size_bytes=900_000), **image(url=MEDIA.url.replace(".jpg", "-300x200.jpg"))}, library(size_bytes=900_000)),
    ("image-gone", image(media_id=8), image(media_id=8, url=f"{UPLOADS}/other.jpg")),
    ("image-gone", image(media_id=0, url=f"{UPLOADS}/other.jpg"), image(media_id=9, url="https://a.example/b.jpg")),
    ("image-hotlinked", image(url="https://cdn.example.org/a.jpg"), image(url="https://example.com/a.jpg")),
    ("image-hotlinked", image(url="/a.jpg"), image(url="https://notexample.org/a.jpg")),
    ("image-hotlinked", image(url="https://i0.wp.com/example.org/a.jpg"), image(url="https://wp.com.example/a.jpg")),
    ("image-insecure", image(url="//example.org/a.jpg"), image(url=f"http://{HOME[8:]}/a.jpg")),
    ("image-in-text", image(url="https://example.org/data:/a.jpg"), image(url="data:image/png;base64,iVBOR")),
    ("media-alt-missing", {"thing": MediaFacts(MEDIA.model_copy(update={"alt": ""}), featured_on=0)}, file(alt=" ")),
    ("media-heavy", file(size_bytes=1_000_000), file(size_bytes=1_000_001)),
]  # fmt: skip
