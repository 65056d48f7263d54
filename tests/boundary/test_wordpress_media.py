"""Images in WordPress: one request, found again by their content, and refused in one sentence."""

import io
from threading import Thread

import pytest
from PIL import Image

from layers.boundary.cards import drawn
from layers.boundary.wordpress import Double
from layers.boundary.wordpress.media import ROUTE, Library, slug_of
from layers.boundary.wordpress.transport import Upload
from layers.errors import WordPressDownError, WordPressRefusedError
from layers.nouns import Card, Media
from tests.boundary.broken_sites import PLAIN_PERMALINKS
from tests.boundary.proxies import DroppingProxy, dropping_proxy
from tests.sites import Sites

pytestmark = pytest.mark.server
CARD = drawn(Card(), "Salt-cured lemons", "The Larder")
ALT = "A jar of lemons & “salt” 🍋, 5 < 6"
NO_PNG = "<?php add_filter( 'upload_mimes', function ( $types ) { unset( $types['png'] ); return $types; } );"
FULL_DISK = "<?php add_filter( 'upload_dir', function ( $folder ) { return array( 'error' => 'Unable to create directory uploads.' ) + $folder; } );"
NO_MEMORY = """<?php add_filter( 'intermediate_image_sizes_advanced', function ( $sizes ) {
	if ( false === strpos( $_SERVER['REQUEST_URI'], 'post-process' ) ) {
		http_response_code( 500 );
		exit;
	}
	return $sizes;
} );"""
DEAD = "<?php if ( 'POST' === $_SERVER['REQUEST_METHOD'] ) { http_response_code( 500 ); exit; }"
OWN_SLUGS = "<?php add_filter( 'wp_insert_attachment_data', function ( $data ) { return array( 'post_name' => 'image-' . wp_rand() ) + $data; } );"
NO_ALT = "<?php add_filter( 'update_post_metadata', function ( $check, $post, $key ) { return '_wp_attachment_image_alt' === $key ? true : $check; }, 10, 3 );"
LESS = "<?php add_filter( 'rest_pre_dispatch', function ( $result, $server, $request ) { if ( 'POST' === $request->get_method() ) { $request->set_body( '' ); } return $result; }, 10, 3 );"


class SmallDoor(DroppingProxy):
    """nginx as it comes: what is larger than it takes is answered with a page of its own."""

    def _forward(self, request: bytes) -> bytes:
        if len(request.partition(b"\r\n\r\n")[2]) > 1_000:
            page = b"<html><head><title>413 Request Entity Too Large</title></head></html>"
            return (
                b"HTTP/1.1 413 Request Entity Too Large\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + page
            )
        return super()._forward(request)


class Gateway(DroppingProxy):
    """Answers 502 to every write while the server behind it is still at work."""

    def _forward(self, request: bytes) -> bytes:
        if request.startswith(b"POST"):
            return b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        return super()._forward(request)


def library(wordpress: Sites, *, url: str = "", role: str = "") -> Library:
    images = Library(wordpress.client("larder", url=url, role=role)._transport)
    images._transport.pause = lambda _: None
    return images


def ensure(images: Library, **changes: str) -> Media:
    said = {"name": "salt-cured-lemons.png", "alt": ALT, "title": "Salt-cured lemons"} | changes
    return images.ensure(CARD, **said)


def records(wordpress: Sites) -> list[dict[str, object]]:
    return list(library(wordpress)._transport.get("/wp/v2/media", {"per_page": 100}).json)


def test_an_image_is_there_with_its_alt_text_and_its_size(wordpress: Sites) -> None:
    images = library(wordpress)
    kept = ensure(images)

    [record] = records(wordpress)
    assert (kept.width, kept.height, kept.alt) == (1200, 630, ALT)
    assert kept.url.endswith("/salt-cured-lemons.png")
    assert (record["slug"], record["title"]["raw"]) == (slug_of(CARD), "Salt-cured lemons")
    assert images.read(kept.id) == kept


def test_the_alt_text_is_sent_with_the_file_and_nothing_is_written_after(wordpress: Sites) -> None:
    with dropping_proxy(wordpress.url("larder"), lambda _: False) as proxy:
        ensure(library(wordpress, url=proxy.url))
    writes = [line for line in proxy.requests if not line.startswith("GET")]

    assert len(writes) == 1
    assert "alt_text=" in writes[0]


def test_the_same_content_is_sent_once_whatever_its_name_and_whoever_asks(wordpress: Sites) -> None:
    first = ensure(library(wordpress))
    again = ensure(library(wordpress), name="another-name.png", title="Another")
    author = ensure(library(wordpress, role="author"))

    assert first == again == author
    assert len(records(wordpress)) == 1


def test_other_content_of_the_same_name_is_another_image(wordpress: Sites) -> None:
    images = library(wordpress)
    first = ensure(images)
    second = images.ensure(drawn(Card(), "Candied", "The Larder"), "salt-cured-lemons.png", ALT, "Candied")

    assert (second.id, second.url) != (first.id, first.url)


def test_an_alt_text_that_somebody_wrote_stays_and_a_missing_one_is_written(wordpress: Sites) -> None:
    images = library(wordpress)
    bare = ensure(images, alt="")
    assert bare.alt == ""
    assert ensure(images, alt="Lemons in salt").alt == "Lemons in salt"
    assert ensure(images, alt="Another text").alt == "Lemons in salt"


def test_an_image_whose_answer_was_lost_is_found_and_not_sent_again(wordpress: Sites) -> None:
    with dropping_proxy(wordpress.url("larder"), lambda line: line.startswith("POST")) as proxy:
        kept = ensure(library(wordpress, url=proxy.url))

    assert len(proxy.dropped) == 1
    assert (kept.width, kept.alt) == (1200, ALT)
    assert len(records(wordpress)) == 1


def test_an_image_that_arrives_late_is_waited_for(wordpress: Sites) -> None:
    proxy = Gateway(wordpress.url("larder"), lambda _: False)
    Thread(target=proxy.run, daemon=True).start()
    images = library(wordpress, url=proxy.url)
    images._transport.pause = lambda _: ensure(library(wordpress)) and None
    kept = ensure(images)
    proxy.close()

    assert [record["id"] for record in records(wordpress)] == [kept.id]


def late(wordpress: Sites, **more: str) -> int:
    """The upload of an image that is there already arrives once more; the id of what WordPress makes of it."""
    transport = library(wordpress)._transport
    there = {record["id"] for record in records(wordpress)}
    transport.upload(
        ROUTE, Upload(CARD, "salt-cured-lemons.png", "image/png"), {"slug": slug_of(CARD), "_fields": "id"}
    )
    [made] = [int(str(record["id"])) for record in records(wordpress) if record["id"] not in there]
    if more:
        transport.post(f"{ROUTE}/{made}", more)
    return made


def test_an_image_that_arrives_once_more_is_removed_and_an_old_one_stays(wordpress: Sites) -> None:
    images, kept = library(wordpress), ensure(library(wordpress))
    again = late(wordpress)
    gone = images.remove_doubles(kept.id)
    old = late(wordpress, date_gmt="2026-01-02T03:04:05")
    stayed = images.remove_doubles(kept.id)

    assert gone == (Double(again, removed=True),)
    assert stayed == (Double(old, removed=False),)
    assert {record["id"] for record in records(wordpress)} == {kept.id, old}


def test_a_server_that_takes_nothing_is_an_outage_and_gets_the_file_once(wordpress: Sites) -> None:
    wordpress.plugin("larder", DEAD)
    with dropping_proxy(wordpress.url("larder"), lambda _: False) as proxy, pytest.raises(WordPressDownError):
        ensure(library(wordpress, url=proxy.url))

    assert len([line for line in proxy.requests if line.startswith("POST")]) == 1


def test_a_server_that_dies_over_the_smaller_sizes_is_asked_for_them_again(wordpress: Sites) -> None:
    wordpress.plugin("larder", NO_MEMORY)
    kept = ensure(library(wordpress))

    [record] = records(wordpress)
    assert (kept.width, kept.height, kept.alt) == (1200, 630, ALT)
    assert record["media_details"]["sizes"]["medium"]["width"] == 300


def test_plain_permalinks_take_images_too(wordpress: Sites) -> None:
    wordpress.plugin("larder", PLAIN_PERMALINKS)
    assert ensure(library(wordpress)) == ensure(library(wordpress))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF"])
def test_the_usual_kinds_of_image_are_taken(wordpress: Sites, kind: str) -> None:
    file = io.BytesIO()
    Image.radial_gradient("L").save(file, kind)
    kept = library(wordpress).ensure(
        file.getvalue(), f"größe & mehr.{kind.lower().replace('e', '', kind == 'JPEG')}", ALT, "x"
    )

    assert kept.width == 256


def test_a_user_who_may_not_upload_is_told_so(wordpress: Sites) -> None:
    with pytest.raises(WordPressRefusedError, match="not allowed") as refusal:
        ensure(library(wordpress, role="contributor"))
    assert str(refusal.value).startswith("larder: uploading the image 'salt-cured-lemons.png' (0.0 MB): ")
    assert str(refusal.value).endswith("give the user the role Editor.")


def test_a_server_that_takes_only_small_files_is_named_with_the_mend(wordpress: Sites) -> None:
    proxy = SmallDoor(wordpress.url("larder"), lambda _: False)
    Thread(target=proxy.run, daemon=True).start()
    with pytest.raises(WordPressRefusedError, match=r"status 413.*client_max_body_size"):
        ensure(library(wordpress, url=proxy.url))
    proxy.close()
    assert records(wordpress) == []


def test_an_avif_is_stored_or_refused_with_the_kinds_that_are_taken(wordpress: Sites) -> None:
    file = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(file, "AVIF")
    images = library(wordpress)
    try:
        kept = images.ensure(file.getvalue(), "lemons.avif", ALT, "Lemons")
    except WordPressRefusedError as refusal:
        assert "save the image as JPEG" in str(refusal)  # noqa: PT017 - 6.5 and later take it where PHP can
        assert records(wordpress) == []
    else:
        assert (kept.width, kept.alt) == (256, ALT)


@pytest.mark.parametrize(
    ("php", "said"),
    [
        (NO_PNG, r"not allowed to upload this file type\. .*save the image as JPEG"),
        (FULL_DISK, r"Unable to create directory uploads\. .*wp-content/uploads writable"),
        (LESS, r"No data supplied\. .*dropped the file"),
        (OWN_SLUGS, "does not find it by the slug"),
        (NO_ALT, r"alt text of image \d+: WordPress did not keep 'A jar"),
    ],
)
def test_each_way_of_losing_an_image_is_one_sentence(wordpress: Sites, php: str, said: str) -> None:
    wordpress.plugin("larder", php)
    with pytest.raises(WordPressRefusedError, match=said) as refusal:
        ensure(library(wordpress))
    assert "\n" not in str(refusal.value)
