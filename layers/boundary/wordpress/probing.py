"""What a user can really do on a site, found by doing it: a draft, two terms and an image, all of them removed again.

The draft is never published, nobody else's post is touched, and whatever a killed probe left is removed by the next one.
"""

import base64
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from layers.boundary.wordpress.client import WordPress
from layers.boundary.wordpress.leftovers import IMAGE_SLUG, MARKER, NOTE, SLUG, TERM, TITLE, Kind, Leftover, leftovers
from layers.boundary.wordpress.transport import Params, Upload
from layers.boundary.wordpress.verification import same_text
from layers.errors import GoneError, RefusedError, WordPressDownError, WordPressRefusedError
from layers.nouns import AdapterName, Examination, Probe, SeoFields, SeoLoss, SeoPlan, Site
from layers.nouns.examination import Proof
from layers.nouns.probe import Tried
from layers.publishing.marker import block_json, find_marker
from layers.publishing.seo import FIELDS, adapter_for, plan

SCHEMA_KEY = "masthead_schema"
# Escaped as an article's is. The hostile part shows whether something on the way decodes it and then cuts or runs it.
JSON_LD = r"""{
"@context": "https://schema.org",

"@graph": [
{"@type": "Thing", "name": "\u003c/script\u003e \u003c!-- \u005bgallery\u005d \u0026amp; \u0027q\u0027 \"q\" -- über 日本"}
]
}"""
VANISHED = "the draft was gone again while it was tried: another probe was at work, or a plugin removes drafts"
FIRST = "<!-- wp:paragraph {} -->\n<p>{}</p>\n<!-- /wp:paragraph -->"
SCRIPT = '<!-- wp:html -->\n<script type="application/ld+json">\n{}\n</script>\n<!-- /wp:html -->'
PRINTED = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL)
IMAGE = Upload(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    ),
    f"{IMAGE_SLUG}.png",
    "image/png",
)


def probe(wordpress: WordPress, seen: Examination, site: Site, now: datetime) -> Probe:
    """Try a site out. What the site refuses is in the answer; raises WordPressDownError, after removing what it can."""
    trial = _Trial(wordpress, seen, site)
    trial.clear()
    try:
        found = trial.all(now)
    finally:
        left = trial.clear()
    return found.model_copy(update={"left": left})


class _Trial:
    """One probe. `made` is what it has made and not removed yet."""

    def __init__(self, wordpress: WordPress, seen: Examination, site: Site) -> None:
        self.wordpress, self.transport, self.seen, self.site = wordpress, wordpress.transport, seen, site
        self.made: set[Leftover] = set()
        self.me, self.able = 0, frozenset[str]()
        self.judged: list[Tried] = []

    def clear(self) -> tuple[str, ...]:
        """Remove for good whatever this or another probe made; return what would not go."""
        found = {*leftovers(self.listed), *self.made}
        if not found:
            return ()
        for each in sorted(found, key=str):
            self.remove(each)
        return tuple(sorted(map(str, {*leftovers(self.listed), *self.made})))

    def listed(self, path: str, params: Params) -> list[Any]:
        """The rows that this user may see."""
        try:
            rows = self.transport.get(path, params).json
        except RefusedError:
            return []
        return list(rows) if isinstance(rows, list) else []

    def remove(self, each: Leftover) -> None:
        """Delete one thing, past the trash. A draft that was given to somebody else is taken back where it must be.

        What the site does not let go, and says so with 403 or 500, is not forgotten.
        """
        with suppress(RefusedError, WordPressDownError):
            try:
                self.delete(each)
            except WordPressRefusedError as refusal:
                if not _is_gone(refusal):
                    self.insist(each)
            self.made.discard(each)

    def insist(self, each: Leftover) -> None:
        """Delete once more; a draft as our own, for a user may be let edit others' posts and not delete them."""
        if each.kind == "posts":
            self.change(each.id, {"author": self.who()})
        self.delete(each)

    def delete(self, each: Leftover) -> None:
        """Servers there are that let no DELETE through; WordPress takes a POST that says so as one."""
        self.transport.post(f"/wp/v2/{each.kind}/{each.id}", {}, {"_method": "DELETE", "force": "true"})

    def change(self, post_id: int, body: Mapping[str, Any]) -> Any:
        return self.transport.post(f"/wp/v2/posts/{post_id}", body).json

    def who(self) -> int:
        """Who we are, asked once."""
        if not self.me:
            record = self.transport.get("/wp/v2/users/me", {"_fields": "id,capabilities"}).json
            self.me = int(record["id"])
            self.able = frozenset(name for name, granted in record.get("capabilities", {}).items() if granted)
        return self.me

    def all(self, now: datetime) -> Probe:
        """Everything in turn. Where no draft can be written, or something takes it away again, that is what was found."""
        try:
            return self.tried(now)
        except GoneError:
            return Probe(examination=self.seen, at=now, refused=VANISHED)
        except RefusedError as refusal:
            return Probe(examination=self.seen, at=now, refused=_why(refusal))

    def tried(self, now: datetime) -> Probe:
        self.who()
        adapter = adapter_for(self.seen)
        draft, lost = self.write(adapter)
        kept = self.transport.get(f"/wp/v2/posts/{draft}").json
        found = Probe(
            examination=self.seen, at=now, marker=_proof(find_marker(kept["content"]["raw"]) == MARKER),
            json_ld=_json_ld(kept["content"]), head_schema=_head_schema(kept), adapter=adapter, seo_lost=lost,
            seo_kept=tuple(name for name in FIELDS if name not in {loss.field for loss in lost}),
            others_posts=self.others_posts(draft), terms=self.terms(), media=self.media(), absent=self.absent(),
        )  # fmt: skip
        return found.model_copy(update={"judged": tuple(self.judged)})

    def write(self, adapter: AdapterName) -> tuple[int, tuple[SeoLoss, ...]]:
        """Write the draft with all its fields in one call, as an article is written; return its id and the SEO fields lost.

        A plugin that refuses its fields refuses the post with them, though WordPress may have stored it: then it is
        removed and written again without them.
        """
        keys = self.seen.meta_keys
        seo, hidden = (plan(adapter, keys, fields) for fields in (seo_fields(self.seen.url), SeoFields(noindex=True)))
        try:
            draft = self.create({**seo.meta}, seo.fields)
        except WordPressRefusedError as refusal:
            self.clear()
            why = f"the site refuses a post that has it: {refusal.args[2]}"
            return self.create({}, {}), tuple(SeoLoss(field=name, why=why) for name in FIELDS)
        lost = self.wordpress.write_seo(draft, seo)
        return draft, (*lost, *self.hide(draft, hidden))

    def hide(self, draft: int, hidden: SeoPlan) -> tuple[SeoLoss, ...]:
        """Set noindex by itself: beside it some plugins show no canonical address, which would look lost."""
        try:
            self.change(draft, {"meta": dict(hidden.meta), **hidden.fields})
        except WordPressRefusedError as refusal:
            return (SeoLoss(field="robots", why=f"the site refuses a post that has it: {refusal.args[2]}"),)
        return self.wordpress.write_seo(draft, hidden)

    def create(self, meta: Mapping[str, JsonValue], fields: Mapping[str, JsonValue]) -> int:
        schema = {SCHEMA_KEY: JSON_LD} if SCHEMA_KEY in self.seen.meta_keys else {}
        first = FIRST.format(block_json({"metadata": {"name": MARKER}}), NOTE)
        body = {
            "title": TITLE, "slug": SLUG, "status": "draft", "content": f"{first}\n\n{SCRIPT.format(JSON_LD)}",
            "meta": {**meta, **schema}, **fields,
        }  # fmt: skip
        record = self.transport.post("/wp/v2/posts", body).json
        draft = self.keep("posts", record)
        if record["status"] != "draft":
            raise RefusedError(f"the site made the draft '{record['status']}' at once")  # not to be tried twice
        return draft

    def keep(self, kind: Kind, record: Any) -> int:
        """Note what was made, so that it is removed even where the site's lists do not show it."""
        made = Leftover(kind, int(record["id"]))
        self.made.add(made)
        return made.id

    def others_posts(self, draft: int) -> Proof:
        """Give the draft to somebody, edit it as his, take it back. Nobody else's own post is touched."""
        other = self.somebody()
        if not other:
            self.judged.append("others_posts")
            return _proof("edit_others_posts" in self.able)
        try:
            given = self.change(draft, {"author": other})
            edited = self.change(draft, {"excerpt": NOTE})
        except RefusedError:
            return "no"
        with suppress(RefusedError):
            self.change(draft, {"author": self.me})
        return _proof(given["author"] == other and edited["excerpt"]["raw"] == NOTE)

    def somebody(self) -> int:
        """Another user who may write posts; 0 where there is none, or none that this user may know of."""
        rows = self.listed("/wp/v2/users", {"context": "view", "who": "authors", "exclude": self.me, "per_page": 1})
        return int(rows[0]["id"]) if rows else 0

    def terms(self) -> Proof:
        """Make a category and a tag, where they can be removed again; else ask WordPress what it would allow."""
        if "manage_categories" in self.able:
            return _proof(self.makes("categories") and self.makes("tags"))
        self.judged.append("terms")
        return _proof(self.allowed("/wp/v2/categories") and self.allowed("/wp/v2/tags"))

    def makes(self, kind: Kind) -> bool:
        try:
            made = self.transport.post(f"/wp/v2/{kind}", {"name": TERM, "slug": SLUG, "description": NOTE}).json
        except RefusedError as refusal:
            return "[term_exists]" in str(refusal)  # somebody's own term of that name: it was not a matter of rights
        self.remove(Leftover(kind, self.keep(kind, made)))
        return True

    def allowed(self, path: str) -> bool:
        """Whether WordPress names POST among what this user may do there."""
        try:
            allowed = self.transport.send("OPTIONS", path, {}).headers.get("Allow", "")
        except RefusedError:
            return False
        return "POST" in {method.strip() for method in allowed.split(",")}

    def media(self) -> Proof:
        """Upload an image of one pixel and remove it."""
        try:
            made = self.transport.upload("/wp/v2/media", IMAGE, {"title": TERM, "slug": IMAGE_SLUG}).json
        except RefusedError:
            return "no"
        self.remove(Leftover("media", self.keep("media", made)))
        return "yes"

    def absent(self) -> tuple[str, ...]:
        """The YAML's categories that the site has not."""
        wanted = [category.slug for category in self.site.categories]
        query: Params = {"context": "view", "slug": ",".join(wanted), "per_page": 100, "_fields": "slug"}
        rows = self.listed(
            "/wp/v2/categories", query
        )  # who may not edit terms may not ask for them with `context=edit`
        there = {row["slug"] for row in rows}
        return tuple(slug for slug in wanted if slug not in there)


def seo_fields(url: str) -> SeoFields:
    """Every field but noindex, each with other words, so that none can be taken for another.

    Plain words: what a plugin alters would count as dropped, and no article's field would be sent there again.
    """
    return SeoFields(
        title="Masthead probe title", description="Masthead probe description", focus_keyword="masthead probe",
        canonical=f"{url}/{SLUG}-canonical/", social_title="Masthead probe social title",
        social_description="Masthead probe social description", social_image=f"{url}/{IMAGE_SLUG}.png",
    )  # fmt: skip


def _proof(true: bool) -> Proof:
    return "yes" if true else "no"


def _json_ld(content: Mapping[str, Any]) -> Proof:
    """Whether the script is stored to the byte, and parses to the same where it is shown."""
    stored = same_text(JSON_LD, "".join(PRINTED.findall(content["raw"])).strip())
    shown = [_parsed(text) for text in PRINTED.findall(content["rendered"])]
    return _proof(stored and json.loads(JSON_LD) in shown)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _head_schema(record: Mapping[str, Any]) -> Proof:
    meta = record.get("meta")
    return _proof(isinstance(meta, dict) and meta.get(SCHEMA_KEY) == JSON_LD)


def _is_gone(refusal: WordPressRefusedError) -> bool:
    """Whether there is nothing to delete; of a term WordPress says so with a 404 of its own."""
    return isinstance(refusal, GoneError) or "(status 404)" in str(refusal)


def _why(refusal: RefusedError) -> str:
    """What was tried and what the site said, without the site's name."""
    return ": ".join(str(part) for part in refusal.args[1:] or refusal.args if part)
