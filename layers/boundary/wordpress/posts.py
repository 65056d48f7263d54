"""Posts: found again, created whole in one write, compared, and changed one field at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from layers.boundary.wordpress.doubles import Double, remove_doubles
from layers.boundary.wordpress.records import asked, body, changed_body, post, raw
from layers.boundary.wordpress.revisions import newest, text_before, written_over
from layers.boundary.wordpress.scheduling import date_problem, has_date, site_time
from layers.boundary.wordpress.transport import Reply, Transport
from layers.boundary.wordpress.verification import TEXTS, as_sent, disturbed, losses, same_field, same_meta, same_text
from layers.errors import ChangedMeanwhileError, WordPressDownError, WordPressRefusedError
from layers.nouns import Post, PostFields
from layers.publishing.marker import find_marker

LATE_S = 3.0
LIVE = "publish,future,draft,pending,private"
SEEN = frozenset({"publish", "future", "private"})  # somebody reads it, or will
DRAFTS = frozenset({"draft", "pending"})
ROUTES = {"post": "/wp/v2/posts", "page": "/wp/v2/pages"}
WRITABLE = frozenset(PostFields.model_fields)
EMPTY: Mapping[str, Any] = {"featured_media": 0, "template": "", "format": "standard", "sticky": False, "tags": ()}
NOT_KEPT = "WordPress did not keep what was sent"


class Posts:
    """The posts and pages of one site."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def read(self, post_id: int, kind: str = "post") -> Post:
        """The post as it is now; raises WordPressRefusedError when it is gone."""
        return self._post(self._reply(post_id, kind).json)

    def text_before(self, post_id: int, kind: str = "post") -> str | None:
        """The content that stood there before the newest saving; None where the site keeps no such revision."""
        return text_before(self._transport, f"{ROUTES[kind]}/{post_id}")

    def revision(self, post_id: int, kind: str = "post") -> int:
        """The id of the post's newest revision; 0 where the site keeps none."""
        return newest(self._reply(post_id, kind).json)

    def find_own(self, marker: str, slug: str) -> Post | None:
        """An earlier post of ours with this marker, half-finished or not, in any status; None when there is none."""
        record = self._own_record(marker, slug)
        return self._post(record) if record else None

    def create(
        self, fields: PostFields, known: Collection[PostFields] = (), removed: Callable[[Double], None] = lambda _: None
    ) -> Post:
        """Create the post in one write and read it back, or return the one that an earlier attempt left behind.

        The marker is read from the first block of the content. An earlier draft that is still as we have sent it (`known`:
        what that was, beside these fields) is completed; raises ChangedMeanwhileError when a person has worked on it.
        Raises WordPressRefusedError when a field is not kept, naming it; what went live so is a draft then. `removed` is told
        of each post that a host had made a second time and that was deleted.
        """
        tried, marker, sent = f"creating '{fields.slug}'", find_marker(fields.content), body(fields)
        if not marker:
            raise self._refused(tried, "its content carries no marker to find it again by.")
        if has_date(sent):
            self._refuse_date(tried, sent, self._transport.get("/wp/v2/types/post", {"_fields": "slug"}))
        earlier = self._own_record(marker, fields.slug)
        if earlier:
            self._eldest(marker, fields, earlier["id"], known, removed)
            return self._finish(fields, earlier["id"], known)
        try:
            made = self._transport.post(ROUTES["post"], sent, {"_fields": "id"}).json
        except WordPressDownError:
            # The write may have been committed before the answer was lost: look, never send it again blindly.
            made = self._own_record(marker, fields.slug) or self._late_record(marker, fields.slug)
            if not made:
                raise
        except WordPressRefusedError as refusal:
            self._hide_rest(marker, fields, refusal)
            raise
        return self._verified(tried, sent, self._eldest(marker, fields, made["id"], known, removed))

    def remove_doubles(self, marker: str, slug: str, keep: int, known: Collection[PostFields]) -> tuple[Double, ...]:
        """Delete what else there is with this marker, where it is a draft and still as one of `known`, which we have sent."""
        records = [*self._by_slug(slug), *self._by_search(marker)]
        own = {each["id"]: each for each in records if self._has(each, marker)}
        return remove_doubles(self._transport, own.values(), keep, known)

    def set_status(self, post_id: int, status: str, kind: str = "post") -> Post:
        """Set the status alone; raises WordPressRefusedError when WordPress chose another, or another slug."""
        reply = self._reply(post_id, kind)
        return self._apply(self._post(reply.json), {"status": status}, reply)

    def update_content(self, post_id: int, before: str, after: str, kind: str = "post") -> Post:
        """Write `after` where `before` still stands, and nothing else; repeating it changes nothing.

        Raises ChangedMeanwhileError when the content is neither: somebody edited it, and their version stays.
        """
        reply = self._reply(post_id, kind)
        now = self._post(reply.json)
        if same_text(after, now.content):
            return now
        if not same_text(before, now.content):
            raise ChangedMeanwhileError(self._transport.site, post_id, "content")
        return self._change(now, {"content": after}, newest(reply.json))

    def update(self, post_id: int, before: Post, changes: PostFields | Mapping[str, Any], kind: str = "post") -> Post:
        """Send those of the fields that are not as wanted yet, and nothing else; repeating it changes nothing.

        `before` is the post as the caller saw it. A mapping's empty `date_gmt` takes the post's date away. Raises
        ChangedMeanwhileError when a field that would be written was changed since, and WordPressRefusedError when
        WordPress does not keep one, or changes another: what was there before is put back then. The slug of a published
        post is not changed here (see `move`).
        """
        unknown = [] if isinstance(changes, PostFields) else sorted(set(changes) - WRITABLE)
        if unknown:
            raise self._refused(f"changing post {post_id}", f"WordPress lets nobody write {', '.join(unknown)}.")
        reply = self._reply(post_id, kind)
        now = self._post(reply.json)
        wanted = _unlike(changed_body(changes), now)
        touched = [name for name in _changed(before, now) if name in _names(wanted)]
        if touched:
            raise ChangedMeanwhileError(self._transport.site, post_id, ", ".join(touched))
        if "slug" in wanted and now.status == "publish":
            raise self._refused(
                f"changing post {post_id}", "the slug of a published post is changed only together with a redirect."
            )
        return self._apply(now, wanted, reply)

    def change(self, post_id: int, kind: str, decide: Callable[[Post], Mapping[str, Any]]) -> tuple[Post, Post]:
        """Read the post, ask `decide` what of it shall be otherwise, and write that at once; returns it before and after.

        Nothing lies between the reading and the write but the decision, which may raise. Fields that are so already are not
        sent. Raises WordPressRefusedError when WordPress does not keep one, or changes another: what was there is put back.
        """
        reply = self._reply(post_id, kind)
        now = self._post(reply.json)
        return now, self._apply(now, changed_body(decide(now)), reply)

    def rename(self, now: Post, slug: str) -> Post:
        """Give a post as it was just read another slug; raises WordPressRefusedError when WordPress chose another."""
        return self._change(now, {"slug": slug}, 0)

    def _apply(self, now: Post, changes: dict[str, Any], reply: Reply) -> Post:
        """Write what of it is not so yet; the dates are held against the clock of the site."""
        wanted = _unlike(changes, now)
        if not wanted:
            return now
        if has_date(wanted) or "status" in wanted:
            dated = {"status": now.status, "date_gmt": now.date_gmt, **wanted}
            self._refuse_date(f"changing post {now.id}", dated, reply)
        return self._change(now, wanted, newest(reply.json))

    def _change(self, now: Post, wanted: dict[str, Any], revision: int) -> Post:
        """One write to a post that is as in `now`, its newest revision as given, read back and compared."""
        tried, path = f"changing post {now.id}", f"{ROUTES[now.type]}/{now.id}"
        outage = None
        try:
            self._transport.post(path, wanted, {"_fields": "id"})
        except WordPressDownError as lost_answer:
            outage = lost_answer
        except WordPressRefusedError as refusal:
            raise self._refused(tried, f"{refusal.args[2]}{self._put_back(now, wanted)}") from None
        record = self._reply(now.id, now.type, wanted).json
        stored = self._post(record)
        lost = losses(wanted, stored, record)
        if outage and lost:
            raise outage
        lost += disturbed(now, wanted, stored)
        if lost:
            raise self._refused(tried, f"{NOT_KEPT}: {'; '.join(lost)}{self._put_back(now, wanted)}")
        if TEXTS & wanted.keys():
            self._give_way(now, path, wanted, written_over(self._transport, path, now, revision, newest(record)))
        return stored

    def _give_way(self, now: Post, path: str, wanted: dict[str, Any], theirs: Mapping[str, str]) -> None:
        """Put back what somebody saved in the moment between our reading and our write."""
        old = {name: text for name, text in theirs.items() if name in wanted}
        if old:
            self._transport.post(path, old, {"_fields": "id"})
            raise ChangedMeanwhileError(self._transport.site, now.id, ", ".join(old))

    def _put_back(self, before: Post, wanted: dict[str, Any]) -> str:
        """Write what stood there before, after a write that was kept in part; says what is left of ours."""
        stored = self.read(before.id, before.type)
        changed = [name for name in wanted if name in Post.model_fields and name in _changed(before, stored)]
        keys = [key for key in wanted.get("meta", {}) if f"meta.{key}" in _changed(before, stored)]
        if not changed and not keys:
            return ""
        old = before.model_dump(mode="json", include=set(changed))
        if keys:
            old["meta"] = {key: before.meta.get(key) for key in keys}
        if "date_gmt" in old:
            old["date_gmt"] = None if _floats(before) else before.date_gmt
        self._transport.post(f"{ROUTES[before.type]}/{before.id}", old, {"_fields": "id"})
        named = [*changed, *(f"meta.{key}" for key in keys)]
        left = [name for name in _changed(before, self.read(before.id, before.type)) if name in named]
        return f". Put back as it was: {', '.join(named)}" + (f"; but not kept: {', '.join(left)}" if left else "")

    def _own_record(self, marker: str, slug: str) -> Any:
        return next((each for each in self._candidates(marker, slug) if self._has(each, marker)), None)

    def _has(self, record: Any, marker: str) -> bool:
        return find_marker(raw(record, "content", self._transport.site)) == marker

    def _eldest(
        self,
        marker: str,
        fields: PostFields,
        made: int,
        known: Collection[PostFields],
        removed: Callable[[Double], None],
    ) -> int:
        """Leave one post where a host has carried the request out twice. The eldest has the slug; its id."""
        records = [each for each in self._by_slug(fields.slug) if self._has(each, marker)]
        eldest = min([made, *(int(each["id"]) for each in records)])
        for double in remove_doubles(self._transport, records, eldest, (fields, *known)):
            if double.removed:
                removed(double)
        return eldest

    def _late_record(self, marker: str, slug: str) -> Any:
        """Look once more after a pause: a slow server may still be writing what we have stopped waiting for."""
        self._transport.pause(LATE_S)
        return self._own_record(marker, slug)

    def _candidates(self, marker: str, slug: str) -> Iterator[Any]:
        """Posts that may be ours: by the slugs WordPress may have given, then by the marker's own words, then in the trash."""
        yield from self._by_slug(slug)
        yield from self._by_search(marker)
        yield from self._list({"slug": ",".join(f"{each}__trashed" for each in _numbered(slug)), "status": "trash"})

    def _by_slug(self, slug: str) -> Iterator[Any]:
        yield from self._list({"slug": ",".join(_numbered(slug)), "status": LIVE})

    def _by_search(self, marker: str) -> Iterator[Any]:
        yield from self._list({"search": f'"{marker}"', "status": LIVE})

    def _list(self, params: dict[str, str | int]) -> Iterator[Any]:
        try:
            reply = self._transport.get(
                ROUTES["post"], {"_fields": asked(), "per_page": 100, "orderby": "id", "order": "asc", **params}
            )
        except WordPressRefusedError:
            self._transport.get("/wp/v2/users/me", {"_fields": "id"})  # to a stranger it says that `status` is invalid
            raise
        yield from reply.json

    def _finish(self, fields: PostFields, post_id: int, known: Collection[PostFields]) -> Post:
        record = self._reply(post_id, "post", fields.plugin_fields).json
        stored, tried = self._post(record), f"creating '{fields.slug}'"
        if stored.status == "trash":
            raise self._refused(
                tried,
                f"{NOT_KEPT}: an earlier version (post {stored.id}) is in the trash. Restore it, or delete it for good.",
            )
        emptied = _emptied(fields, stored)
        lost = losses({**body(fields.model_copy(update={"status": stored.status})), **emptied}, stored, record)
        if not lost:
            return stored
        ours = any(as_sent(stored, each) for each in (fields, *known))
        if stored.status != "draft" or not ours:
            raise ChangedMeanwhileError(self._transport.site, stored.id, "; ".join(lost))
        sent = {**body(fields), **emptied}
        self._transport.post(f"{ROUTES['post']}/{stored.id}", sent, {"_fields": "id"})
        return self._verified(tried, sent, stored.id)

    def _verified(self, tried: str, sent: dict[str, Any], post_id: int) -> Post:
        """Read the post back by a request of its own: an answer to a write may show what is not stored."""
        record = self._reply(post_id, "post", sent).json
        stored = self._post(record)
        lost = losses(sent, stored, record)
        if lost:
            where = f"{tried} (post {post_id}, left as {self._hidden(stored, sent)})"
            raise self._refused(where, f"{NOT_KEPT}: {'; '.join(lost)}")
        return stored

    def _hide_rest(self, marker: str, fields: PostFields, refusal: WordPressRefusedError) -> None:
        """Look for what a refused request left: plugins refuse their field after WordPress has made, even published, the post."""
        try:
            made = self._own_record(marker, fields.slug)
        except WordPressRefusedError:
            return  # who has just lost the right to create may not look either; the refusal itself says why
        if not made:
            return
        sent, record = body(fields), self._reply(made["id"], "post", fields.plugin_fields).json
        lost = "; ".join(losses(sent, self._post(record), record)) or "nothing else"
        where = f"creating '{fields.slug}' (post {made['id']}, left as {self._hidden(self._post(record), sent)})"
        raise self._refused(where, f"{refusal.args[2]} It was made all the same, without: {lost}") from None

    def _hidden(self, stored: Post, sent: Mapping[str, Any]) -> str:
        """Make a draft of a post that must not be seen as it is; its status now.

        Where it was given no date it loses that of its publication, by which the next attempt sees that nobody has touched it.
        """
        if stored.status not in SEEN:
            return stored.status
        draft = {"status": "draft", **({} if "date_gmt" in sent else {"date_gmt": None})}
        self._transport.post(f"{ROUTES['post']}/{stored.id}", draft, {"_fields": "id"})
        return self.read(stored.id).status

    def _refuse_date(self, tried: str, wanted: Mapping[str, Any], answer: Reply) -> None:
        problem = date_problem(wanted["status"], wanted.get("date_gmt") or "", site_time(answer))
        if problem:
            raise self._refused(tried, problem)

    def _post(self, record: Any) -> Post:
        return post(record, self._transport.site)

    def _refused(self, tried: str, what: str) -> WordPressRefusedError:
        return WordPressRefusedError(self._transport.site, tried, what)

    def _reply(self, post_id: int, kind: str, sent: Collection[str] = ()) -> Reply:
        """One record; of a body that was sent, the fields that plugins keep at its top are asked for too."""
        plugin_fields = [name for name in sent if name not in Post.model_fields]
        return self._transport.get(f"{ROUTES[kind]}/{post_id}", {"_fields": asked(plugin_fields)})


def _numbered(slug: str) -> list[str]:
    """The slug, and what WordPress makes of it where it is taken."""
    return [slug, f"{slug}-2", f"{slug}-3"]


def _unlike(wanted: dict[str, Any], now: Post) -> dict[str, Any]:
    """What of a body is not so already. A plugin's own field cannot be seen in a Post and is always sent."""
    unlike = {
        name: value
        for name, value in wanted.items()
        if name != "meta" and not (name in Post.model_fields and same_field(name, value, getattr(now, name)))
    }
    meta = {key: value for key, value in wanted.get("meta", {}).items() if not same_meta(value, now, key)}
    return {**unlike, "meta": meta} if meta else unlike


def _emptied(fields: PostFields, stored: Post) -> dict[str, Any]:
    """What an earlier version of the post had and this one has not: what is empty is else not sent, and would stay."""
    return {
        name: empty
        for name, empty in EMPTY.items()
        if not same_field(name, empty, getattr(stored, name)) and same_field(name, empty, getattr(fields, name))
    }


def _names(wanted: Mapping[str, Any]) -> set[str]:
    return {*wanted, *(f"meta.{key}" for key in wanted.get("meta", {}))}


def _changed(before: Post, now: Post) -> list[str]:
    """The fields in which two readings differ; the date of a draft that has none moves with each save and counts as the same."""
    names = [name for name in sorted(WRITABLE & set(Post.model_fields)) if name not in ("meta", "date_gmt")]
    found = [name for name in names if not same_field(name, getattr(before, name), getattr(now, name))]
    if before.date_gmt != now.date_gmt and not (_floats(before) and _floats(now)):
        found.append("date_gmt")
    return found + [f"meta.{key}" for key in now.meta if before.meta.get(key) != now.meta[key]]


def _floats(stored: Post) -> bool:
    """Whether a draft's date is that of its last save: nobody gave it one."""
    return stored.status in DRAFTS and stored.date_gmt == stored.modified_gmt
