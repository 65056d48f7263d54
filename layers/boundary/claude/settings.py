"""Which server answers, and with which key."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from layers.errors import CredentialsMissingError, LoginError

ANTHROPIC = "https://api.anthropic.com"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HIDDEN = "[key]"


@dataclass(frozen=True)
class ClaudeSettings:
    """`base_url` is empty for Anthropic's own server.

    `structured: prompt` is for local servers that speak the protocol without output formats, thinking and documents.
    """

    key: str = field(repr=False)
    base_url: str = ""
    structured: Literal["format", "prompt"] = "format"
    timeout_s: float = 600

    @property
    def server(self) -> str:
        """Return the address without the `/v1` that the SDK adds itself."""
        return (self.base_url or ANTHROPIC).rstrip("/").removesuffix("/v1")

    @property
    def on_loopback(self) -> bool:
        return (urlsplit(self.server).hostname or "") in LOOPBACK

    def check(self) -> None:
        """Raises CredentialsMissingError without a key, LoginError for one that cannot be sent."""
        if not self.key:
            raise CredentialsMissingError(
                "The model", "ANTHROPIC_API_KEY", "Set it, or add --rehearse to try with the rehearsal model."
            )
        if not self.key.isascii() or any(not "!" <= letter <= "~" for letter in self.key):
            raise LoginError(
                "The model's API", "The key in ANTHROPIC_API_KEY holds a blank or an odd character.", "Copy it again."
            )

    def hide(self, text: str) -> str:
        """Return text in which the key cannot be read: a server may send back what it was sent."""
        return text.replace(self.key, HIDDEN) if self.key else text
