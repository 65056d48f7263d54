"""An image file is decoded whole before anything is sent, and what is sent does not say where it was taken."""

import io
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from layers.boundary.images import MOST_BYTES, checked_image
from layers.errors import ImageError

PICTURE = Image.radial_gradient("L").convert("RGB").resize((120, 80))
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="52,30N"/></x:xmpmeta>'
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}


def saved(kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    PICTURE.save(file, kind, **options)
    return file.getvalue()


def taken_somewhere() -> bytes:
    """EXIF data of a phone: whose photo it is, which side is up, and where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Copyright] = "Ann Author"
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.GPSInfo] = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)}
    return exif.tobytes()


def file(folder: Path, data: bytes, name: str = "photo") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("kind", "suffix"), SUFFIXES.items())
def test_an_image_without_a_place_is_sent_as_it_is_whatever_it_is_called(
    kind: str, suffix: str, tmp_path: Path
) -> None:
    data = saved(kind)
    picture = checked_image(file(tmp_path, data, "photo.bin"))

    assert (picture.data, picture.extension) == (data, suffix)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "MPO"])
def test_the_place_is_taken_out_and_the_rest_is_kept(kind: str, tmp_path: Path) -> None:
    more = {"xmp": XMP} if kind in ("JPEG", "WEBP", "AVIF") else {}
    if kind == "PNG":
        more = {"pnginfo": PngInfo()}
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture = checked_image(file(tmp_path, saved(kind, exif=taken_somewhere(), **more)))
    kept = Image.open(io.BytesIO(picture.data))

    assert b"GPS" not in picture.data
    assert dict(kept.getexif()) == {ExifTags.Base.Copyright: "Ann Author", ExifTags.Base.Orientation: 6}
    assert kept.size == PICTURE.size
    assert kept.format == ("JPEG" if kind == "MPO" else kind)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_what_a_camera_wrote_does_not_become_a_caption(kind: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "secret"
    exif[ExifTags.Base.Copyright] = "Ann Author"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = "secret too"
    picture = checked_image(file(tmp_path, saved(kind, exif=exif.tobytes())))

    assert b"secret" not in picture.data
    assert Image.open(io.BytesIO(picture.data)).getexif()[ExifTags.Base.Copyright] == "Ann Author"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_place_that_only_xmp_names_is_found(kind: str, tmp_path: Path) -> None:
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture = checked_image(file(tmp_path, saved(kind, **({"xmp": XMP} if kind == "JPEG" else {"pnginfo": text}))))

    assert b"GPS" not in picture.data


def test_an_animation_keeps_its_frames(tmp_path: Path) -> None:
    frames = {"save_all": True, "append_images": [PICTURE.rotate(90), PICTURE.rotate(180)]}
    picture = checked_image(file(tmp_path, saved("WEBP", exif=taken_somewhere(), **frames)))
    kept = Image.open(io.BytesIO(picture.data))

    assert kept.n_frames == 3
    assert ExifTags.Base.GPSInfo not in kept.getexif()


def test_an_animation_goes_as_it_went(tmp_path: Path) -> None:
    frames = {
        "save_all": True,
        "append_images": [PICTURE.rotate(90), PICTURE.rotate(180)],
        "duration": [100, 1000, 3000],
    }
    picture = checked_image(file(tmp_path, saved("WEBP", exif=taken_somewhere(), loop=2, **frames)))
    kept = Image.open(io.BytesIO(picture.data))

    shown_ms = []
    for number in range(kept.n_frames):
        kept.seek(number)
        kept.load()
        shown_ms.append(kept.info["duration"])
    assert shown_ms == [100, 1000, 3000]
    assert kept.info.get("loop", 2) == 2


def test_an_animation_that_cannot_be_saved_anew_is_refused(tmp_path: Path) -> None:
    frames = {"save_all": True, "append_images": [PICTURE.rotate(90)]}
    with pytest.raises(ImageError, match="Save it as WebP"):
        checked_image(file(tmp_path, saved("AVIF", xmp=XMP, **frames)))


def test_an_image_that_lost_nothing_loses_nothing(tmp_path: Path) -> None:
    data = saved("WEBP", exif=taken_somewhere(), lossless=True)
    picture = checked_image(file(tmp_path, data))

    assert picture.data != data
    assert Image.open(io.BytesIO(picture.data)).convert("RGB").tobytes() == PICTURE.tobytes()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"<!doctype html><title>Not found</title>", "it is a web page"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "it is an SVG drawing"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "it is a HEIC photo"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"words", "it is something else"),
        (saved("TIFF"), "it is a TIFF"),
        (saved("PNG")[:-40], "the image is damaged"),
        (saved("JPEG")[:-30], "the image is damaged"),
        (saved("AVIF")[:-200] + bytes(200), "the image is damaged"),
        (saved("GIF")[:5], "it is a damaged image"),
        (b"\xff" * (MOST_BYTES + 1), r"10\.0 MB are too large, 10 MB at most"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_image_is_refused_in_one_sentence(data: bytes, said: str, tmp_path: Path) -> None:
    path = file(tmp_path, data, "photo.jpg")
    with pytest.raises(ImageError, match=said) as refusal:
        checked_image(path)
    assert str(refusal.value).startswith(f"{path}: ")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="there is no such file"):
        checked_image(tmp_path / "none.jpg")
    with pytest.raises(ImageError, match="cannot be read"):
        checked_image(tmp_path)


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    wide, huge = io.BytesIO(), bytearray(saved("PNG"))
    Image.new("1", (20_000, 2_600)).save(wide, "PNG")
    huge[16:24] = (60_000).to_bytes(4) * 2
    huge[29:33] = zlib.crc32(huge[12:29]).to_bytes(4)

    with pytest.raises(ImageError, match="20000 x 2600 pixels are too many"):
        checked_image(file(tmp_path, wide.getvalue()))
    with pytest.raises(ImageError, match="million"):
        checked_image(file(tmp_path, bytes(huge)))


@given(st.sampled_from([saved(kind) for kind in SUFFIXES]), st.data())
def test_a_damaged_image_is_refused_or_decoded_and_nothing_else_happens(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, chance: st.DataObject
) -> None:
    damaged = bytearray(data[: chance.draw(st.integers(1, len(data)))])
    for _ in range(chance.draw(st.integers(0, 4))):
        damaged[chance.draw(st.integers(0, len(damaged) - 1))] = chance.draw(st.integers(0, 255))
    path = file(tmp_path_factory.getbasetemp(), bytes(damaged), "damaged")

    with suppress(ImageError):
        assert checked_image(path).data
