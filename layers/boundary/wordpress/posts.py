"""Posts: found again, created whole in one write, compared, and changed one field at a time."""

from collections.abc import Collection, Iterator
from typing import Any

from layers.boundary.wordpress.transport import Transport
from layers.boundary.wordpress.verification import differences, same_text
from layers.errors import ChangedMeanwhileError, WordPressDownError, WordPressRefusedError
from layers.nouns import Post, PostFields
from layers.publishing.marker import find_marker

FIELDS = "id,type,link,slug,status,title.raw,content.raw,excerpt.raw,categories,tags,date,modified,modified_gmt,_links"
KEEPS_MARKUP = frozenset(
    {"wp:action-unfiltered-html", "https://api.w.org/action-unfiltered-html"}
)  # offered where it is true; the capability is claimed even where it is not
LATE_S = 3.0
LIVE = "publish,future,draft,pending,private"
ROUTES = {"post": "/wp/v2/posts", "page": "/wp/v2/pages"}


def post(record: Any) -> Post:
    """A REST record (`context=edit`) as a Post."""
    return Post(
        id=record["id"], type=record["type"], url=record["link"], slug=record["slug"], status=record["status"],
        title=record["title"]["raw"], content=record["content"]["raw"], excerpt=record["excerpt"]["raw"],
        categories=tuple(record.get("categories", ())), tags=tuple(record.get("tags", ())), modified_gmt=record["modified_gmt"],
        unfiltered_html=not KEEPS_MARKUP.isdisjoint(record.get("_links", {})),
    )  # fmt: skip


class Posts:
    """The posts and pages of one site."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def read(self, post_id: int, kind: str = "post") -> Post:
        """The post as it is now; raises WordPressRefusedError when it is gone."""
        return post(self._record(post_id, kind))

    def find_own(self, marker: str, slug: str) -> Post | None:
        """An earlier post of ours with this marker, half-finished or not, in any status; None when there is none."""
        record = self._own_record(marker, slug)
        return post(record) if record else None

    def create(self, fields: PostFields, known: Collection[str] = ()) -> Post:
        """Create the post in one write, or return the one that an earlier attempt left behind.

        The marker is read from the first block of the content. An earlier draft that nobody has touched since our last
        write (`known`: contents that we have written to it) is completed; raises ChangedMeanwhileError when a person has, and WordPressRefusedError when a field is not kept.
        """
        marker = find_marker(fields.content)
        if not marker:
            raise WordPressRefusedError(
                self._transport.site, "creating a post", "its content carries no marker to find it again by."
            )
        earlier = self._own_record(marker, fields.slug)
        if earlier:
            return self._finish(fields, earlier, known)
        try:
            record = self._transport.post(ROUTES["post"], _body(fields), {"_fields": FIELDS}).json
        except WordPressDownError:
            # The write may have been committed before the answer was lost: look, never send it again blindly.
            record = self._own_record(marker, fields.slug) or self._late_record(marker, fields.slug)
            if not record:
                raise
        return self._verified(fields, record)

    def set_status(self, post_id: int, status: str, kind: str = "post") -> Post:
        """Set the status alone; raises WordPressRefusedError when WordPress chose another, or another slug."""
        before = self.read(post_id, kind)
        if before.status == status:
            return before
        after = self._write(post_id, kind, {"status": status}, lambda stored: stored.status == status)
        if after.status != status:
            raise self._lost(f"setting post {post_id} to '{status}'", f"its status is '{after.status}'")
        if after.slug != before.slug:
            raise self._lost(f"setting post {post_id} to '{status}'", f"its slug became '{after.slug}'")
        return after

    def update_content(self, post_id: int, before: str, after: str, kind: str = "post") -> Post:
        """Write `after` where `before` still stands, and nothing else; repeating it changes nothing.

        Raises ChangedMeanwhileError when the content is neither: somebody edited it, and their version stays.
        """
        now = self.read(post_id, kind)
        if same_text(after, now.content):
            return now
        if not same_text(before, now.content):
            raise ChangedMeanwhileError(self._transport.site, post_id, "content")
        stored = self._write(post_id, kind, {"content": after}, lambda found: same_text(after, found.content))
        self._refuse_losses(f"changing post {post_id}", differences(_expected(now, stored, after), stored))
        return stored

    def _write(self, post_id: int, kind: str, body: dict[str, str], is_done: Any) -> Post:
        try:
            return post(self._transport.post(f"{ROUTES[kind]}/{post_id}", body, {"_fields": FIELDS}).json)
        except WordPressDownError:
            stored = self.read(post_id, kind)
            if not is_done(stored):
                raise
            return stored

    def _own_record(self, marker: str, slug: str) -> Any:
        return next(
            (record for record in self._candidates(marker, slug) if find_marker(record["content"]["raw"]) == marker),
            None,
        )

    def _late_record(self, marker: str, slug: str) -> Any:
        """Look once more after a pause: a slow server may still be writing what we have stopped waiting for."""
        self._transport.pause(LATE_S)
        return self._own_record(marker, slug)

    def _candidates(self, marker: str, slug: str) -> Iterator[Any]:
        """Posts that may be ours: by the slugs WordPress may have given, then by the marker's own words, then in the trash."""
        slugs = [slug, f"{slug}-2", f"{slug}-3"]
        yield from self._list({"slug": ",".join(slugs), "status": LIVE})
        yield from self._list({"search": f'"{marker}"', "status": LIVE})
        yield from self._list({"slug": ",".join(f"{each}__trashed" for each in slugs), "status": "trash"})

    def _list(self, params: dict[str, str | int]) -> Iterator[Any]:
        yield from self._transport.get(
            ROUTES["post"], {"_fields": FIELDS, "per_page": 100, "orderby": "id", "order": "asc", **params}
        ).json

    def _finish(self, fields: PostFields, earlier: Any, known: Collection[str]) -> Post:
        stored = post(earlier)
        if stored.status == "trash":
            raise self._lost(
                f"creating '{fields.slug}'",
                f"an earlier version (post {stored.id}) is in the trash. Restore it, or delete it for good.",
            )
        lost = differences(fields.model_copy(update={"status": stored.status}), stored)
        if not lost:
            return stored
        ours = earlier["date"] == earlier["modified"] or any(same_text(text, stored.content) for text in known)
        if stored.status != "draft" or not ours:
            raise ChangedMeanwhileError(self._transport.site, stored.id, "; ".join(lost))
        record = self._transport.post(f"{ROUTES['post']}/{stored.id}", _body(fields), {"_fields": FIELDS}).json
        return self._verified(fields, record)

    def _verified(self, fields: PostFields, record: Any) -> Post:
        stored = post(record)
        self._refuse_losses(
            f"creating '{fields.slug}' (post {stored.id}, left as {stored.status})", differences(fields, stored)
        )
        return stored

    def _refuse_losses(self, tried: str, lost: tuple[str, ...]) -> None:
        if lost:
            raise self._lost(tried, "; ".join(lost))

    def _lost(self, tried: str, what: str) -> WordPressRefusedError:
        return WordPressRefusedError(self._transport.site, tried, f"WordPress did not keep what was sent: {what}")

    def _record(self, post_id: int, kind: str) -> Any:
        return self._transport.get(f"{ROUTES[kind]}/{post_id}", {"_fields": FIELDS}).json


def _expected(before: Post, stored: Post, content: str) -> PostFields:
    """What a post must be after its content alone was written. WordPress gives one without a category its default one."""
    kept = before.model_dump(include=set(PostFields.model_fields))
    return PostFields(**{**kept, "content": content, "categories": before.categories or stored.categories})


def _body(fields: PostFields) -> dict[str, Any]:
    body = fields.model_dump()
    return {name: list(value) if isinstance(value, tuple) else value for name, value in body.items()}
