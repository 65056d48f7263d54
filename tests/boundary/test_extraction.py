"""Bytes to text, as a browser would read them."""

import pytest

from layers.boundary.extraction import decoded

QUOTED = "It costs “€5” – he said “no”."


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("水出し".encode("shift_jis"), "text/html; charset=Shift_JIS", "水出し"),
        ('<meta charset="euc-jp">水出し'.encode("euc-jp"), "text/html", '<meta charset="euc-jp">水出し'),
        ("größe".encode(), "text/html", "größe"),
        ("größe".encode("latin-1"), "text/html; charset=nonsense", "gr\ufffd\ufffde"),
    ],
)
def test_a_page_is_decoded_as_it_says(body: bytes, kind: str, text: str) -> None:
    assert decoded(body, kind) == text


@pytest.mark.parametrize("label", ["iso-8859-1", "ISO8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"])
def test_what_calls_itself_latin_1_is_read_as_windows_1252(label: str) -> None:
    assert decoded(QUOTED.encode("cp1252"), f"text/html; charset={label}") == QUOTED
    page = f'<meta charset="{label}">{QUOTED}'
    assert decoded(page.encode("cp1252"), "text/html") == page


@pytest.mark.parametrize(
    ("label", "written", "text"),
    [
        ("gb2312", "gb18030", "€ 镕"), ("gbk", "gb18030", "€ 㐂"), ("shift_jis", "cp932", "① 髙"), ("x-sjis", "cp932", "① 髙"),
        ("euc-kr", "cp949", "똠방각하"), ("iso-8859-9", "cp1254", "“ğ”"), ("windows-874", "cp874", "“ก”"),
    ],
)  # fmt: skip
def test_a_label_stands_for_all_that_browsers_read_under_it(label: str, written: str, text: str) -> None:
    assert decoded(text.encode(written), f"text/html; charset={label}") == text


@pytest.mark.parametrize(
    "label", ["utf-7", "unicode_escape", "raw_unicode_escape", "cp037", "punycode", "rot13", "idna"]
)
def test_a_codec_that_no_browser_has_is_not_obeyed(label: str) -> None:
    body = b"<p>+2AA- \\ud800 xn--caf-dma</p>"
    assert decoded(body, f"text/html; charset={label}") == body.decode()
    assert decoded("größe".encode(), f"text/html; charset={label}") == "größe"


def test_one_odd_byte_does_not_spoil_the_other_letters() -> None:
    assert decoded("größe ".encode("cp1252") + b"\x81", "text/html; charset=iso-8859-1") == "größe \ufffd"
