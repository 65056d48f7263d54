"""One look at a site, by reading alone: what can be seen from outside, and what its login shows."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, LexborNode

from layers import urls
from layers.boundary.wordpress.client import RIGHTS
from layers.boundary.wordpress.heads import cache_signs, head, head_of, version
from layers.boundary.wordpress.leftovers import leftovers
from layers.boundary.wordpress.transport import Params, checked_address
from layers.boundary.wordpress.visiting import XMLRPC_REFUSED, Visit, Visitor
from layers.errors import UnreachableAddressError
from layers.maintenance.fixing.dates import Dates, shown_modified
from layers.nouns import Cron, Examination, Head, Login, Sample
from layers.nouns.examination import Access, Proof, Rest
from layers.publishing.builders import page_builder

SAMPLE = 20
MAY_KEEP_SCRIPTS = frozenset({"wp:action-unfiltered-html", "https://api.w.org/action-unfiltered-html"})
JSON_LD = 'script[type="application/ld+json"]'
OWN_SCRIPT = "masthead-schema"  # the class that the companion gives it
FAULT_CODE = re.compile(r"<name>faultCode</name>\s*<value>\s*<int>(\d+)</int>")
FEED_VERSION = re.compile(r"<generator>https?://wordpress\.org/\?v=([\w.+-]+)</generator>")


def examine(site: str, url: str, user: str, password: str, now: datetime, timeout_s: float = 20.0) -> Examination:
    """Look at a site. Raises nothing for what is wrong with it: that is what it returns."""
    try:
        address = checked_address(url)
    except UnreachableAddressError as refusal:
        reach = "plain http" if url.startswith("http://") and "@" not in url else "not an address"
        shown = str(refusal.args[0])
        return Examination(
            site=site, url=shown, at=now, reach=reach, reach_said=str(refusal.args[1]), login=Login(user=user)
        )
    visitor = Visitor(user, password, timeout_s)
    front = visitor.page(f"{address}/")
    if front.status == 0:
        return Examination(
            site=site, url=address, at=now, reach=front.reach, reach_said=front.said, login=Login(user=user)
        )
    return _Looking(site, address, user, visitor, now).at_all(front)


class _Looking:
    """One examination of a site that answers."""

    def __init__(self, site: str, url: str, user: str, visitor: Visitor, now: datetime) -> None:
        self.site, self.url, self.user, self.visitor, self.now = site, url, user, visitor, now
        self.root = f"{url}/wp-json"

    def at_all(self, front: Visit) -> Examination:
        rest, index, is_open = self._find_rest()
        about: Mapping[str, Any] = index.json if rest in ("pretty", "plain") else {}
        me = self._get("/wp/v2/users/me", {"context": "edit"}) if about else index
        posts = (
            self._list("/wp/v2/posts", {"context": "edit", "per_page": SAMPLE, "status": "publish"}) if about else []
        )
        live = self._live(posts)
        page = head(front)
        namespaces = tuple(map(str, about.get("namespaces", ())))
        companion = self._companion(namespaces)
        return Examination(
            site=self.site, url=self.url, at=self.now, reach="answers", rest=rest,
            rest_said="" if about else _problem(index), open_to_visitors=is_open,
            home=str(about.get("home", "")).rstrip("/"), version=version(page) or self._version_in_feed(),
            timezone=str(about.get("timezone_string") or ""), offset_h=_number(about.get("gmt_offset")),
            application_passwords=not about or bool(about.get("authentication")),
            multisite=self._multisite(page, me), namespaces=namespaces,
            meta_keys=self._meta_keys() if about else (), companion=str(companion.get("version", "")),
            cache=cache_signs(front), login=self._login(me, posts, bool(about)),
            sample=self._sample(posts, live), cron=self._cron(companion) if about else Cron(),
            left=self._left() if _access(me) == "accepted" else (), front=page,
            shows_modified=self._shows_modified(posts, live, _zone(about)),
            post=_head_of_post(live, posts[0]) if live else None,
        )  # fmt: skip

    def _find_rest(self) -> tuple[Rest, Visit, bool]:
        """Where the REST API is, its index (or what stood in its place), and whether visitors may read it."""
        tried: list[Visit] = []
        for login in (False, True):
            for rest, root, params in self._roots():
                visit = self.visitor.rest(f"{root}/" if rest == "pretty" else root, params, login=login)
                if _is_index(visit):
                    self.root = root
                    return rest, visit, not login
                tried.append(visit)
        closed = next((visit for visit in tried if _kind(visit) == "closed"), tried[0])
        return _kind(closed), closed, False

    def _roots(self) -> tuple[tuple[Rest, str, Params], ...]:
        return ("pretty", f"{self.url}/wp-json", {}), ("plain", f"{self.url}/", {"rest_route": "/"})

    def _get(self, path: str, params: Params, method: str = "GET") -> Visit:
        if self.root.endswith("/"):
            return self.visitor.rest(self.root, {"rest_route": path, **params}, method=method)
        return self.visitor.rest(self.root + path, params, method=method)

    def _list(self, path: str, params: Params) -> list[Any]:
        visit = self._get(path, params)
        return visit.json if visit.status == 200 and isinstance(visit.json, list) else []

    def _login(self, me: Visit, posts: Sequence[Any], asked: bool) -> Login:
        access = _access(me) if asked else "not tried"
        if access != "accepted":
            said = me.words if asked else ""
            return Login(user=self.user, access=access, said=said, without_header=self._taken_in_a_body())
        able = {name for name, granted in me.json["capabilities"].items() if granted}
        used = self._get("/wp/v2/users/me/application-passwords/introspect", {"context": "edit"}).json
        return Login(
            user=self.user, access=access, roles=tuple(me.json.get("roles", ())),
            missing=tuple(meaning for right, meaning in RIGHTS.items() if right not in able),
            claims_scripts="unfiltered_html" in able, scripts=_may_keep_scripts(posts),
            password_made_at=str(used.get("created", "")) if isinstance(used, dict) else "",
        )  # fmt: skip

    def _taken_in_a_body(self) -> Proof:
        visit = self.visitor.by_body(f"{self.url}/xmlrpc.php")
        if visit.status != 200 or "<methodResponse>" not in visit.text:
            return "unknown"
        fault = FAULT_CODE.search(visit.text)
        if fault:
            return "no" if int(fault[1]) == XMLRPC_REFUSED else "unknown"
        return "yes" if "blogid" in visit.text else "unknown"

    def _multisite(self, page: Head, me: Visit) -> Proof:
        """WordPress offers `url` among its settings on a single site only; administrators may read that."""
        if _access(me) != "accepted":
            return "unknown"
        settings = self._get("/wp/v2/settings", {})
        if settings.status != 200 or not isinstance(settings.json, dict):
            return "unknown"
        return "no" if "url" in settings.json else "yes"

    def _meta_keys(self) -> tuple[str, ...]:
        found = self._get("/wp/v2/posts", {}, "OPTIONS").json
        for key in ("schema", "properties", "meta", "properties"):
            found = found.get(key, {}) if isinstance(found, dict) else {}
        return tuple(sorted(found)) if isinstance(found, dict) else ()

    def _companion(self, namespaces: Sequence[str]) -> Mapping[str, Any]:
        """What the companion says of itself and of the cron; empty where there is none."""
        if "masthead/v1" not in namespaces:
            return {}
        found = self._get("/masthead/v1/records", {"limit": 1}).json
        return {"version": "unknown", **(found if isinstance(found, dict) else {})}

    def _cron(self, companion: Mapping[str, Any]) -> Cron:
        told = companion.get("cron")
        cron = told if isinstance(told, dict) else {}
        oldest: Params = {"context": "edit", "status": "trash", "orderby": "modified", "order": "asc", "per_page": 1}
        trash = self._list("/wp/v2/posts", oldest)
        return Cron(
            by_visits=_proof(cron.get("by_visits")),
            late_s=int(_number(cron.get("late_s"))),
            trash_days=(self.now - _gmt(trash[0], "modified_gmt")).days if trash else 0,
        )

    def _left(self) -> tuple[str, ...]:
        """What a killed probe left here."""
        return tuple(map(str, leftovers(self._list)))

    def _live(self, posts: Sequence[Any]) -> Visit | None:
        """The first of these posts as visitors see it, when it is at this site's address."""
        link = str(posts[0].get("link", "")) if posts else ""
        if urls.host_of(link) != urls.host_of(self.url):
            return None
        visit = self.visitor.page(link)
        return visit if visit.status else None

    def _shows_modified(self, posts: Sequence[Any], newest: Visit | None, zone: tzinfo) -> tuple[str, ...] | None:
        """Where the page of the newest post that can tell shows its last change; the newest post of all was visited before.

        One that was changed on a day on which another was published cannot tell: pages list other posts with their days.
        """
        taken = {_gmt(post).date() for post in posts}
        for post in posts:
            dates = Dates(_gmt(post), _gmt(post, "modified_gmt"))
            if dates.telling and dates.modified.date() not in taken:
                visit = newest if post is posts[0] else self._live([post])
                return shown_modified(visit.text, dates, zone) if visit and visit.status == 200 else None
        return None

    def _version_in_feed(self) -> str:
        found = FEED_VERSION.search(self.visitor.page(f"{self.url}/", {"feed": "rss2"}).text)
        return found[1] if found else ""

    def _sample(self, posts: Sequence[Any], live: Visit | None) -> Sample:
        raw = [str(post["content"].get("raw", "")) for post in posts]
        block = sum("<!-- wp:" in text for text in raw)
        pages = [live.text if live else "", *[""] * len(posts)]  # the newest post's page is the one that was looked at
        made = [_builder(post, page) for post, page in zip(posts, pages, strict=False)]
        later = self._list("/wp/v2/posts", {"context": "edit", "per_page": 100, "status": "future"})
        return Sample(
            posts=len(posts), block=block, classic=len(posts) - block,
            builders=tuple(dict.fromkeys(name for name in made if name)),
            scheduled=len(later), overdue=sum(_gmt(post) < self.now for post in later),
        )  # fmt: skip


def _builder(post: Mapping[str, Any], page: str) -> str:
    """Which page builder a post is made with. What WordPress renders may show marks that the raw content has not."""
    meta = post.get("meta")
    found = page_builder(str(post["content"].get("raw", "")), page, meta if isinstance(meta, dict) else {})
    return found or page_builder(str(post["content"].get("rendered", "")))


def _head_of_post(live: Visit, post: Mapping[str, Any]) -> Head:
    """Read a post's head; its `types` are those that the site adds, not those of scripts that stand in the post itself.

    A post of ours would else make the site look as if it printed our types for every post.
    """
    own = [_parsed(node) for node in LexborHTMLParser(str(post["content"].get("rendered", ""))).css(JSON_LD)]
    tree = LexborHTMLParser(live.text)
    for node in tree.css(JSON_LD):
        if node.attributes.get("class") == OWN_SCRIPT or _parsed(node) in own:
            node.decompose()
    return head_of(tree, live)


def _parsed(script: LexborNode) -> Any:
    try:
        return json.loads(script.text())
    except ValueError:
        return script.text().strip()


def _is_index(visit: Visit) -> bool:
    return visit.status == 200 and isinstance(visit.json, dict) and "wp/v2" in visit.json.get("namespaces", ())


def _kind(visit: Visit) -> Rest:
    """What stands where the REST API should be."""
    if visit.location:
        return "login page" if "wp-login" in visit.location else "redirect"
    if visit.json is not None:
        return "closed" if visit.status in (401, 403) else "none"
    if visit.status == 401 and "WWW-Authenticate" in visit.headers:
        return "server login"
    if visit.status == 404:
        return "none"
    return "page" if "<html" in visit.text[:2000].lower() else "broken"


def _problem(visit: Visit) -> str:
    if visit.status == 0:
        return visit.said
    return f"a redirect to {visit.location.split('?')[0]}" if visit.location else visit.words


def _access(me: Visit) -> Access:
    if me.status == 200:
        return (
            "accepted" if isinstance(me.json, dict) and isinstance(me.json.get("capabilities"), dict) else "unreadable"
        )
    if me.status == 401:
        return "refused"
    return "forbidden" if me.json is not None else "unreadable"


def _may_keep_scripts(posts: Sequence[Any]) -> Proof:
    """WordPress links the act to a post that the user may edit only where it would really let him keep scripts."""
    if not posts:
        return "unknown"
    return "yes" if MAY_KEEP_SCRIPTS & set(posts[0].get("_links", {})) else "no"


def _zone(about: Mapping[str, Any]) -> tzinfo:
    """The clock by which the site's theme prints dates."""
    try:
        return ZoneInfo(str(about.get("timezone_string") or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _gmt(post: Mapping[str, Any], field: str = "date_gmt") -> datetime:
    return datetime.fromisoformat(str(post[field])).replace(tzinfo=UTC)


def _proof(value: object) -> Proof:
    if not isinstance(value, bool):
        return "unknown"
    return "yes" if value else "no"


def _number(value: object) -> float:
    try:
        return float(str(value or 0))
    except ValueError:
        return 0.0
