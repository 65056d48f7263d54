"""The operator's own image files: read, decoded to the last pixel, and freed of where they were taken."""

import io
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageFile, ImageSequence, UnidentifiedImageError

from layers.errors import ImageError

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000  # of all frames together: WordPress takes about five bytes of memory for each
EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}
OPENED_AS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
SIGNS = {
    r"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftypavi": "a damaged image",
    r"....ftyp(hei|hev|mif|msf)": "a HEIC photo", r"%PDF": "a PDF", r"II\*\0|MM\0\*": "a TIFF", r"BM": "a BMP",
    r"(?is).*<svg\b": "an SVG drawing", r"(?is).*<(!doctype|html)\b": "a web page",
}  # fmt: skip
# What Pillow raises depends on the format and the damage
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, RuntimeError, struct.error)
WORDS = (
    ExifTags.Base.ImageDescription, ExifTags.Base.XPTitle, ExifTags.Base.XPComment, ExifTags.Base.XPSubject, ExifTags.Base.XPKeywords,
)  # fmt: skip
ADVICE = "Save it as JPEG, PNG or WebP and name that file."
SMALLER = "Save it smaller: 2400 pixels are wide enough."


@dataclass(frozen=True)
class Picture:
    """An image that was decoded whole. `extension` is that of what it is, whatever the file was called."""

    data: bytes
    extension: str


def checked_image(path: Path) -> Picture:
    """Return the image in a file, without the place it was taken at and without words. Raises ImageError, which names the file."""
    data = _read(path)
    try:
        with _opened(path, data) as image:
            _refuse_many_pixels(path, image)
            for frame in ImageSequence.Iterator(image):
                frame.load()
            image.seek(0)
            return Picture(_without_words(path, image, data), EXTENSIONS[image.format or ""])
    except BROKEN:
        raise ImageError(
            path, "the image is damaged: it cannot be decoded to its end. Save or download it again."
        ) from None
    except Image.DecompressionBombError:
        raise ImageError(path, f"it has more than {MOST_PIXELS / 1e6:.0f} million pixels. {SMALLER}") from None


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if 0 < size <= MOST_BYTES else b""
    except FileNotFoundError:
        raise ImageError(path, "there is no such file.") from None
    except OSError as error:
        raise ImageError(path, f"it cannot be read ({error.strerror}).") from None
    if size > MOST_BYTES:
        limit = f"{MOST_BYTES / 1e6:.0f} MB"
        raise ImageError(path, f"{size / 1e6:.1f} MB are too large, {limit} at most. {SMALLER}")
    if not data:
        raise ImageError(path, f"the file is empty. {ADVICE}")
    return data


@contextmanager
def _opened(path: Path, data: bytes) -> Iterator[ImageFile.ImageFile]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of large images and of odd metadata: the first we count ourselves
        try:
            image = Image.open(io.BytesIO(data), formats=OPENED_AS)
        except UnidentifiedImageError:
            raise ImageError(path, f"it is {_what(data)}, not an image that WordPress can show. {ADVICE}") from None
        with image:
            yield image


def _what(data: bytes) -> str:
    start = data[:512].decode("latin-1")
    return next((name for sign, name in SIGNS.items() if re.match(sign, start)), "something else")


def _refuse_many_pixels(path: Path, image: ImageFile.ImageFile) -> None:
    frames = getattr(image, "n_frames", 1) if image.format != "MPO" else 1
    if image.width * image.height * frames > MOST_PIXELS:
        times = f" in {frames} frames" if frames > 1 else ""
        raise ImageError(
            path,
            f"{image.width} x {image.height} pixels{times} are too many, {MOST_PIXELS / 1e6:.0f} million at most. {SMALLER}",
        )


def _without_words(path: Path, image: ImageFile.ImageFile, data: bytes) -> bytes:
    """Return the same bytes where they name no place and say nothing; else the image saved anew, its other EXIF data and profile kept.

    WordPress prints a description that a camera or a program wrote as the image's caption, and nobody has approved it.
    """
    if not _names_a_place(image) and not _has_words(image):
        return data
    if image.format == "AVIF" and getattr(image, "n_frames", 1) > 1:  # Pillow 13 crashes over one with EXIF data
        raise ImageError(
            path, "it is an animation that says where it was taken, or what it shows. Save it as WebP, or without that."
        )
    exif = image.getexif()
    for tag in (ExifTags.Base.GPSInfo, *WORDS):
        exif.pop(tag, None)
    _of_the_camera(exif).pop(ExifTags.Base.UserComment, None)
    file = io.BytesIO()
    kept = {"exif": exif.tobytes(), "icc_profile": image.info.get("icc_profile"), "xmp": b""}
    image.save(file, _saved_as(image), quality=_quality(image), lossless=b"VP8L" in data[:64], **kept, **_moving(image))
    with _opened(path, file.getvalue()) as mended:
        if _names_a_place(mended) or _has_words(mended):
            raise ImageError(
                path,
                "it says where it was taken, or what it shows, and that could not be removed. Save it without that.",
            )
    return file.getvalue()


def _moving(image: ImageFile.ImageFile) -> dict[str, Any]:
    """How an animation goes: Pillow would give each frame the same time, and show them for ever."""
    if image.format == "MPO" or getattr(image, "n_frames", 1) == 1:
        return {"save_all": False}
    loop = image.info.get("loop")
    shown_ms = []
    for frame in ImageSequence.Iterator(image):
        frame.load()  # only then it says for how long it is shown
        shown_ms.append(frame.info.get("duration", 0))
    image.seek(0)
    return {"save_all": True, "duration": shown_ms, **({} if loop is None else {"loop": loop})}


def _names_a_place(image: ImageFile.ImageFile) -> bool:
    """Whether EXIF or XMP hold coordinates. `copy`: asking for the GPS data would write it back into what is saved."""
    xmp = image.info.get("xmp", b"")
    text = xmp if isinstance(xmp, bytes) else str(xmp).encode()
    return ExifTags.Base.GPSInfo in image.getexif() or b"GPSLatitude" in text


def _of_the_camera(exif: Image.Exif) -> dict[int, Any]:
    """The part of EXIF that cameras fill; asking for one that is not there would make it."""
    return exif.get_ifd(ExifTags.IFD.Exif) if ExifTags.IFD.Exif in exif else {}


def _has_words(image: ImageFile.ImageFile) -> bool:
    """Whether EXIF or IPTC hold a title, a description or a comment."""
    exif = image.getexif()
    comment = _of_the_camera(exif).get(ExifTags.Base.UserComment)
    return any(exif.get(tag) for tag in WORDS) or bool(comment) or "photoshop" in image.info


def _saved_as(image: ImageFile.ImageFile) -> str:
    return "JPEG" if image.format == "MPO" else image.format or ""


def _quality(image: ImageFile.ImageFile) -> int | str:
    """`keep` has a JPEG lose as good as nothing: it is saved with the tables that it came with."""
    return "keep" if image.format == "JPEG" else 92
