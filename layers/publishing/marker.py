"""The mark by which a post of ours is found again: the name of its first block, which is never rendered.

WordPress keeps a block's comment byte for byte, and newer editors show the name in the list of blocks. The editor of
6.1 does not know `metadata` and drops it when a person saves the post; by then the store has the post's id.
"""

import json
import re

PREFIX = "masthead:"
_FIRST_BLOCK = re.compile(r"\s*<!-- wp:[a-z][a-z0-9/-]* (\{.*?\}) /?-->", re.DOTALL)


def marker(article: str) -> str:
    """The mark of an article such as `coffee/cold-brew-ratio`."""
    return PREFIX + article


def block_json(attributes: dict[str, object]) -> str:
    """A block's attributes as WordPress writes them into its comment, where `--`, `<`, `>` and `&` may not stand."""
    text = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    for raw, escaped in (
        ("--", "\\u002d\\u002d"),
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ('\\"', "\\u0022"),
    ):
        text = text.replace(raw, escaped)
    return text


def find_marker(content: str) -> str:
    """The mark in the first block of a raw content, or nothing."""
    found = _FIRST_BLOCK.match(content)
    if not found:
        return ""
    try:
        attributes = json.loads(found.group(1))
    except ValueError:
        return ""
    metadata = attributes.get("metadata") if isinstance(attributes, dict) else None
    name = metadata.get("name", "") if isinstance(metadata, dict) else ""
    return name if isinstance(name, str) and name.startswith(PREFIX) else ""
