"""What a site is made of: version, addresses, clock, cache, SEO plugin, what its pages emit, how its posts were made."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from layers.maintenance.fixing.dates import FOR_READERS
from layers.nouns import AdapterName, Examination, Head, Site
from layers.publishing.line import Line, fault, ok, warning
from layers.publishing.plugins import seo_plugins
from layers.publishing.seo import FIELDS, FULL, NAMES, adapter_for, by_reason, plan

OLDEST = (6, 1)
START_CRON = "Have the server call wp-cron.php every five minutes, or remove DISABLE_WP_CRON from wp-config.php."
EMPTIED_DAYS = 32  # WordPress's 30 and two to spare: the cron empties the trash once a day


def version(seen: Examination, _site: Site) -> Iterator[Line]:
    found = re.match(r"(\d+)\.(\d+)", seen.version)
    if not found:
        yield warning(
            "WordPress", "the site does not say its version", "Make sure that it is 6.1 or newer (Dashboard, Updates)."
        )
    elif (int(found[1]), int(found[2])) < OLDEST:
        yield fault(
            "WordPress", f"version {seen.version}", "Update WordPress: 6.1 is the oldest that Masthead was run with."
        )
    else:
        yield ok("WordPress", f"version {seen.version}")


def permalinks(seen: Examination, _site: Site) -> Iterator[Line]:
    if seen.rest == "plain" or (seen.post and "?p=" in seen.post.url):
        yield warning(
            "permalinks", "plain (?p=123): addresses say nothing to readers and slugs are not used",
            "Choose `Post name` under Settings, Permalinks; on a live site have old addresses redirected first.",
        )  # fmt: skip
    else:
        yield ok("permalinks", "pretty")


def place(seen: Examination, _site: Site) -> Iterator[Line]:
    """The address that WordPress gives itself: canonical links and redirects follow it."""
    if seen.home and seen.home != seen.url:
        yield warning(
            "place", f"WordPress calls itself {seen.home}", f"Write `url: {seen.home}`, so that links are recognised."
        )
        return
    folder = urlsplit(seen.home or seen.url).path.strip("/")
    yield ok("place", f"in the folder /{folder}/" if folder else "at the root of its host")


def network(seen: Examination, _site: Site) -> Iterator[Line]:
    if seen.login.access != "accepted":
        return
    if seen.multisite == "yes":
        yield ok("multisite", "yes; only a super admin's scripts are kept")
    elif seen.multisite == "no":
        yield ok("multisite", "no")
    else:
        yield ok("multisite", "cannot be seen by this user; administrators can see it")


def timezone(seen: Examination, site: Site) -> Iterator[Line]:
    theirs = seen.timezone or ("UTC" if not seen.offset_h else "")
    if theirs == site.timezone:
        yield ok("time zone", theirs)
    elif not theirs:
        yield warning(
            "time zone", f"WordPress has a fixed offset of {seen.offset_h:+g} h, the YAML has {site.timezone}",
            "Choose a city under Settings, General: an offset knows no summer time.",
        )  # fmt: skip
    else:
        yield warning(
            "time zone", f"WordPress has {theirs}, the YAML has {site.timezone}",
            f"Write `timezone: {theirs}`, or change it under Settings, General: dates and schedules would differ.",
        )  # fmt: skip


def cron(seen: Examination, _site: Site) -> Iterator[Line]:
    """Posts for a later date wait for WordPress's cron. Its switch shows through the companion alone, its absence in what is late."""
    if seen.login.access != "accepted":
        return
    sample, late_h = seen.sample, seen.cron.late_s // 3_600
    if sample.overdue:
        said = f"{sample.overdue} of {sample.scheduled} scheduled posts should be out already"
        yield fault("cron", f"{said}: WordPress's cron does not run", START_CRON)
    elif late_h and seen.cron.by_visits == "no":
        yield fault(
            "cron", f"DISABLE_WP_CRON is set and nothing else runs it: its oldest event is {late_h} h late", START_CRON
        )
    elif late_h:
        yield warning(
            "cron", f"its oldest event is {late_h} h late: no visitor came, or the site cannot call itself",
            "Look again in some minutes, for this look was a visit. If it stays late, have the server call wp-cron.php.",
        )  # fmt: skip
    elif seen.cron.trash_days > EMPTIED_DAYS and seen.cron.by_visits == "unknown":
        yield warning(
            "cron", f"a post has been in the trash for {seen.cron.trash_days} days; WordPress's cron empties it after 30",
            f"Unless EMPTY_TRASH_DAYS says otherwise, nothing runs it: {START_CRON[0].lower()}{START_CRON[1:]}",
        )  # fmt: skip
    else:
        yield ok("cron", _cron_that_is_well(seen))


def _cron_that_is_well(seen: Examination) -> str:
    scheduled = f"{seen.sample.scheduled} posts scheduled, none overdue" if seen.sample.scheduled else ""
    if seen.cron.by_visits == "yes":
        return scheduled or "visits start it, nothing is late"
    if seen.cron.by_visits == "no":
        return "DISABLE_WP_CRON is set, and the server runs it: nothing is late"
    return (
        scheduled or "no post is scheduled, so nothing shows whether it runs (the companion would say; REST does not)"
    )


def cache(seen: Examination, _site: Site) -> Iterator[Line]:
    if seen.cache:
        yield warning(
            "page cache", "; ".join(seen.cache),
            "Visitors may see the old page for a while after a change; have the cache cleared when a post is updated.",
        )  # fmt: skip
    else:
        yield ok("page cache", "no sign of one")


def seo(seen: Examination, _site: Site) -> Iterator[Line]:
    plugins = seo_plugins(seen)
    for plugin in plugins:
        yield _taken(plugin.name, plugin.adapter, seen)
    if not plugins:
        yield _taken("none that Masthead knows", adapter_for(seen), seen)
    if len(plugins) > 1:
        names = " and ".join(plugin.name for plugin in plugins)
        yield fault("SEO plugins", f"{names} act at once and contradict each other", "Deactivate all but one.")


def _taken(name: str, adapter: AdapterName, seen: Examination) -> Line:
    """What a post can be given under one plugin, by its registered keys; only `--probe` shows what is kept."""
    lost = plan(adapter, seen.meta_keys, FULL).lost
    taken = [NAMES[field] for field in FIELDS if field not in {loss.field for loss in lost}]
    said = f"{name}; takes {', '.join(taken) or 'nothing over REST'}"
    if not lost:
        return ok("SEO plugin", said)
    return warning("SEO plugin", said, f"{'; '.join(by_reason(lost))}.")


def emitted(seen: Examination, _site: Site) -> Iterator[Line]:
    for name, page in (("front page", seen.front), ("newest post", seen.post)):
        if page is None:
            continue
        if "noindex" in page.robots.lower():
            yield fault(
                name,
                "forbids search engines to index it",
                "Settings, Reading: untick `Discourage search engines`; or the SEO plugin does it.",
            )
        lacking = [field for field in ("title", "description", "canonical") if not getattr(page, field)]
        said = f"{_emits(page)}; no {', no '.join(lacking)}" if lacking else _emits(page)
        if "title" in lacking or "description" in lacking:
            yield warning(
                name, said, "A theme or an SEO plugin prints these; a post's description may come from its excerpt."
            )
        else:
            yield ok(name, said)


def graph(seen: Examination, site: Site) -> Iterator[Line]:
    """What the site says of a post itself is left out of Masthead's JSON-LD: twice the same confuses search engines."""
    if seen.post and seen.post.types and site.schema_.enabled:
        yield ok("site's JSON-LD", f"{', '.join(seen.post.types)} on posts; Masthead adds what is not among these")
    rules = site.schema_
    values = {"schema.logo": rules.logo, "schema.same_as": rules.same_as, "schema.author": rules.author}
    unsaid = [key for key, value in values.items() if not value]
    if unsaid and rules.enabled:
        yield ok("JSON-LD fields", f"Google recommends more than the YAML says: {', '.join(unsaid)} would give it")


def modified(seen: Examination, _site: Site) -> Iterator[Line]:
    """Whether readers see that a post was written to: every fix moves that time, and nothing sets it back."""
    if seen.login.access != "accepted":
        return
    if seen.shows_modified is None:
        yield ok(
            "last change",
            "nothing tells who sees that: no newest post was changed on a day on which none of them was published",
        )
    elif FOR_READERS.isdisjoint(seen.shows_modified):
        hidden = f"; {' and '.join(seen.shows_modified)} has it, as search engines want" if seen.shows_modified else ""
        yield ok("last change", f"readers do not see when a post was last changed{hidden}")
    else:
        yield warning(
            "last change", f"pages show when a post was last changed, in {' and '.join(seen.shows_modified)}",
            "Each link and each fix moves that day, and posts look renewed. Have the theme print the date of publication.",
        )  # fmt: skip


def content(seen: Examination, _site: Site) -> Iterator[Line]:
    sample = seen.sample
    if sample.builders:
        yield warning(
            "content", f"posts made with {', '.join(sample.builders)}",
            "Such pages are read, never edited: none of them gets a link to a new article. Name others under `hubs:`.",
        )  # fmt: skip
    elif sample.posts:
        yield ok(
            "content", f"of the newest {sample.posts} posts {sample.block} are made of blocks, {sample.classic} classic"
        )
    elif seen.login.access == "accepted":
        yield ok("content", "no posts yet")


def companion(seen: Examination, _site: Site) -> Iterator[Line]:
    if seen.login.access != "accepted":
        return
    yield ok(
        "companion",
        f"version {seen.companion}"
        if seen.companion
        else "not installed; it is optional (`masthead doctor --companion` prints it)",
    )


def _emits(page: Head) -> str:
    parts = [field for field in ("title", "description", "canonical") if getattr(page, field)]
    parts += [f"JSON-LD {', '.join(page.types)}"] if page.types else []
    parts += [f"{len(page.social)} social tags"] if page.social else []
    return f"emits {', '.join(parts) or 'nothing'}"
