"""Images: sent once, with their alt text in the same request, and found again by what they hold.

WordPress gives an image of the same name the name `-1` and keeps both. So the slug of an image of ours is the fingerprint
of its content: before anything is sent, and after an answer was lost, that slug is looked up.
"""

import hashlib
import html
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from layers.boundary.clock import now
from layers.boundary.wordpress.doubles import Double
from layers.boundary.wordpress.transport import Transport, Upload
from layers.errors import WordPressDownError, WordPressRefusedError
from layers.nouns import Media

ROUTE = "/wp/v2/media"
FIELDS = "id,source_url,alt_text,media_details"  # not media_details.width: WordPress then leaves out the whole
LATE_S = 3.0
DOUBLES = (2, 3)  # what WordPress hangs on to the slug of a second and a third image of the same name
OURS = re.compile(r"masthead-[0-9a-f]{64}")
UNUSED = timedelta(hours=1)  # an older one may stand in a post that somebody has written meanwhile
KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif", "avif": "image/avif"}
WORDS = re.compile(r"(?:^|with 5\d\d )(?P<words>[^\[]*)\[(?P<code>\w+)\]")
SAVE_AS_JPEG = "If it is the type that the site does not take, save the image as JPEG or PNG"
ADVICE = {
    "rest_cannot_create": "The user may not upload files: give the user the role Editor.",
    "rest_upload_image_type_not_supported": f"{SAVE_AS_JPEG}.",
    "rest_upload_sideload_error": f"{SAVE_AS_JPEG}; if it is the folder, make wp-content/uploads writable on the server.",
    "rest_upload_file_error": "Make the folder for temporary files writable on the server.",
    "rest_upload_file_too_big": "Save the image smaller, or raise the limit (on a multisite: Network Admin > Settings > Max upload file size).",
    "rest_upload_limited_space": "Delete files, or raise the limit (Network Admin > Settings > Site upload space).",
    "rest_upload_no_data": "Something before WordPress has dropped the file: let requests to /wp-json/wp/v2/media through there, or save the image smaller.",
}  # fmt: skip


def media(record: Any) -> Media:
    """A REST record as a Media. A file that WordPress could not measure has neither width nor height."""
    size = record.get("media_details") or {}
    return Media(
        id=record["id"], url=record["source_url"], alt=html.unescape(record["alt_text"]),
        width=size.get("width") or 0, height=size.get("height") or 0,
    )  # fmt: skip


def _is_new(record: Any) -> bool:
    return now() - datetime.fromisoformat(record["date_gmt"]).replace(tzinfo=UTC) < UNUSED


def slug_of(data: bytes) -> str:
    return f"masthead-{hashlib.sha256(data).hexdigest()}"


class Library:
    """The images of one site."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def read(self, media_id: int) -> Media | None:
        """The image as it is now; None where there is none with this id."""
        records = self._transport.get(ROUTE, {"include": media_id, "context": "view", "_fields": FIELDS}).json
        return media(records[0]) if records else None

    def ensure(self, data: bytes, name: str, alt: str, title: str) -> Media:
        """Return the image with this content, sent to the site where it has none.

        `name` is a file name that ends with what the image is (`.png`). An image that has an alt text already keeps it.
        Raises WordPressRefusedError, whose sentence says what to do, and WordPressDownError.
        """
        found = self.find(data) or self._sent(data, name, alt, title)
        if alt and not found.alt:
            found = self._described(found, alt)
        return found

    def _sent(self, data: bytes, name: str, alt: str, title: str) -> Media:
        tried = f"uploading the image '{name}' ({len(data) / 1e6:.1f} MB)"
        said = {"slug": slug_of(data), "alt_text": alt, "title": title, "_fields": FIELDS}
        try:
            self._transport.upload(ROUTE, Upload(data, _safe(name), _kind(name)), said)
        except WordPressRefusedError as error:
            raise self._refused(tried, str(error.args[2])) from None
        except WordPressDownError as error:
            if found := self.find(data) or self._late(data):
                return found
            if WORDS.search(str(error.args[1])):  # WordPress says no to a file with status 500
                raise self._refused(tried, str(error.args[1])) from None
            raise
        kept = self.find(data)
        if kept is None:
            raise WordPressRefusedError(
                self._transport.site,
                tried,
                "WordPress took it, but does not find it by the slug that was sent with it.",
            )
        self._remove_doubles(slug_of(data))
        return kept

    def find(self, data: bytes) -> Media | None:
        """The image with this content. With `context=edit` an author would not see what others have uploaded."""
        params = {"slug": slug_of(data), "context": "view", "_fields": FIELDS}
        records = self._transport.get(ROUTE, params).json
        return self._completed(records[0]) if records else None

    def remove_doubles(self, media_id: int) -> tuple[Double, ...]:
        """Delete what a host made of the same upload a second time, while it is too new for anybody to have used it.

        Returns also what stays.
        """
        records = self._transport.get(ROUTE, {"include": media_id, "context": "view", "_fields": "slug"}).json
        return self._remove_doubles(records[0]["slug"]) if records and OURS.fullmatch(records[0]["slug"]) else ()

    def _remove_doubles(self, slug: str) -> tuple[Double, ...]:
        """One that cannot be deleted stays in the library, and does no harm there."""
        slugs = ",".join(f"{slug}-{number}" for number in DOUBLES)
        params = {"slug": slugs, "context": "view", "_fields": "id,date_gmt"}
        with suppress(WordPressDownError, WordPressRefusedError):
            records = self._transport.get(ROUTE, params).json
            return tuple(Double(record["id"], _is_new(record) and self._deleted(record["id"])) for record in records)
        return ()

    def _deleted(self, media_id: int) -> bool:
        try:
            self._transport.post(f"{ROUTE}/{media_id}", {}, {"_method": "DELETE", "force": "true"})
        except (WordPressDownError, WordPressRefusedError):
            return self.read(media_id) is None
        return True

    def _late(self, data: bytes) -> Media | None:
        """Look once more after a pause: a slow server may still be making sizes of what we have stopped waiting for."""
        self._transport.pause(LATE_S)
        return self.find(data)

    def _completed(self, record: Any) -> Media:
        """Have the smaller sizes made where there is none: a server that ran out of memory over them answers 500.

        The image is good without them, so that a second failure changes nothing.
        """
        found = media(record)
        sizes = (record.get("media_details") or {}).get("sizes") or {}
        if set(sizes) > {"full"}:
            return found
        with suppress(WordPressDownError, WordPressRefusedError):
            self._transport.post(f"{ROUTE}/{found.id}/post-process", {"action": "create-image-subsizes"})
            return self.read(found.id) or found
        return found

    def _described(self, found: Media, alt: str) -> Media:
        """Write the alt text where there is none. Raises WordPressRefusedError where it does not stay."""
        tried = f"writing the alt text of image {found.id}"
        self._transport.post(f"{ROUTE}/{found.id}", {"alt_text": alt}, {"_fields": FIELDS})
        kept = self.read(found.id)
        if kept is None or not kept.alt:
            raise WordPressRefusedError(self._transport.site, tried, f"WordPress did not keep '{alt}'.")
        return kept

    def _refused(self, tried: str, said: str) -> WordPressRefusedError:
        """WordPress's own words and what to do about them; a server's words as they are."""
        found = WORDS.search(said)
        what = f"{found['words'].strip()} {ADVICE.get(found['code'], '')}".rstrip() if found else said
        return WordPressRefusedError(self._transport.site, tried, what)


def _safe(name: str) -> str:
    """A file name that a header can hold: WordPress makes the file's address from it."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)


def _kind(name: str) -> str:
    return KINDS[name.rpartition(".")[2]]
