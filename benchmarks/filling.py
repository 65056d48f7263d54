"""A sandbox site with thousands of posts, written by SQL and not by a request each."""

from pathlib import Path

from layers.boundary.wordpress import WordPress
from sandbox import wordpress as sandbox

PHP = Path(__file__).with_name("filling.php")
AT_ONCE = 1_000


def filled(root: Path, name: str, client: WordPress, number: int, words: int = 800) -> None:
    """Add so many published posts to a site, with links to each other; the plugin that does it goes again."""
    plugin = sandbox.plugin(root, name, PHP.read_text(encoding="utf-8"), "filling")
    try:
        for first in range(0, number, AT_ONCE):
            part = min(AT_ONCE, number - first)
            asked = {"first": first, "number": part, "total": number, "words": words}
            client.transport.send("POST", "/filling/v1/fill", asked)
    finally:
        plugin.unlink()
