"""Posts that were made twice: a host repeats a request, or carries one out long after everybody has stopped waiting for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from layers.boundary.wordpress.records import post
from layers.boundary.wordpress.transport import Transport
from layers.boundary.wordpress.verification import as_sent
from layers.errors import GoneError, WordPressDownError, WordPressRefusedError
from layers.nouns import PostFields

ROUTE = "/wp/v2/posts"


@dataclass(frozen=True)
class Double:
    """A second post with our mark, or a second image of ours, which is a post too in WordPress.

    `removed`: it was as we sent it, and nobody had touched it.
    """

    post_id: int
    removed: bool


def remove_doubles(
    transport: Transport, records: Iterable[Any], keep: int, known: Collection[PostFields]
) -> tuple[Double, ...]:
    """Delete each of the records but `keep` that is a draft and still as one of `known`, which we have sent.

    What a person has touched, or what is live, stays. A draft that the user may not delete stays too.
    """
    others = [record for record in records if record["id"] != keep]
    return tuple(
        Double(record["id"], _is_ours(transport, record, known) and _deleted(transport, record["id"]))
        for record in others
    )


def _is_ours(transport: Transport, record: Any, known: Collection[PostFields]) -> bool:
    return record["status"] == "draft" and any(as_sent(post(record, transport.site), sent) for sent in known)


def _deleted(transport: Transport, post_id: int) -> bool:
    """Delete for good: in the trash it would be taken for an earlier version that a person has thrown away.

    Servers there are that let no DELETE through; WordPress takes a POST that says so as one.
    """
    try:
        transport.post(f"{ROUTE}/{post_id}", {}, {"_method": "DELETE", "force": "true"})
    except GoneError:
        return True
    except WordPressRefusedError:
        return False
    except WordPressDownError:
        return _is_gone(transport, post_id)
    return True


def _is_gone(transport: Transport, post_id: int) -> bool:
    """Whether a deletion was carried out whose answer was lost. Raises WordPressDownError where it was not: it is tried again."""
    try:
        transport.get(f"{ROUTE}/{post_id}", {"_fields": "id"})
    except GoneError:
        return True
    raise WordPressDownError(transport.site, f"post {post_id}, which was made twice, could not be deleted")
