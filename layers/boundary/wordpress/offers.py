"""What a site offers at this moment, as it says itself."""

from typing import Any

from layers.boundary.wordpress.transport import Transport


def meta_keys(transport: Transport) -> tuple[str, ...]:
    """The meta keys that the schema of a post names; none where the site describes no schema."""
    found: Any = transport.described("/wp/v2/posts")
    for key in ("schema", "properties", "meta", "properties"):
        found = found.get(key) if isinstance(found, dict) else None
    return tuple(sorted(found)) if isinstance(found, dict) else ()
