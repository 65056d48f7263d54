"""The alternative texts of files in the library, raw, so that one can be put back as it was.

WordPress keeps no revision of them, and has no way to take one away again over REST: what was never set is empty after an undo.
"""

from typing import Any

from layers.boundary.wordpress.transport import Transport
from layers.errors import ChangedMeanwhileError, WordPressRefusedError

ROUTE = "/wp/v2/media"


class AltTexts:
    """Of one site."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def read(self, media_id: int) -> str:
        """The text as it is now. Raises GoneError where there is no such file."""
        record: Any = self._transport.get(f"{ROUTE}/{media_id}", {"_fields": "id,alt_text"}).json
        return str(record.get("alt_text") or "")

    def write(self, media_id: int, before: str, after: str) -> None:
        """Write `after` where `before` still stands; repeating it changes nothing.

        Raises ChangedMeanwhileError where it is neither, and WordPressRefusedError where WordPress keeps something else.
        """
        now = self.read(media_id)
        if now == after:
            return
        if now != before:
            raise ChangedMeanwhileError(self._transport.site, media_id, "alt_text")
        self._transport.post(f"{ROUTE}/{media_id}", {"alt_text": after}, {"_fields": "id"})
        kept = self.read(media_id)
        if kept != after:
            self._transport.post(f"{ROUTE}/{media_id}", {"alt_text": before}, {"_fields": "id"})
            tried = f"writing the alt text of file {media_id}"
            raise WordPressRefusedError(
                self._transport.site, tried, f"it was to be '{after}', and was kept as '{kept}'."
            )
