"""Judge what a probe could do on a site: what an article gets there, and why one could not be published whole."""

from collections.abc import Iterator, Mapping

from layers.nouns import AdapterName, Examination, Means, Probe, SchemaPlace, Site
from layers.nouns.probe import Tried
from layers.publishing.line import Line, fault, ok, warning
from layers.publishing.plugins import seo_plugins
from layers.publishing.seo import FULL, NAMES, adapter_for, by_reason, plan

OLD_DAYS = 90
BY_RIGHTS = "; judged by the user's rights, for there was no way to try it that leaves nothing behind"
OTHERS = "others' posts"
AGAIN = "masthead doctor {} --probe"
# What each plugin prints of a post, where the site has no post yet on which that could be seen
PRINTED: Mapping[AdapterName, tuple[str, ...]] = {
    "yoast": ("Article", "WebPage", "BreadcrumbList", "WebSite", "Person"),
    "rank-math": ("Person", "Organization", "WebSite", "WebPage", "BlogPosting"),
    "aioseo": ("BlogPosting", "BreadcrumbList", "Organization", "Person", "WebPage", "WebSite"),
    "slim-seo": ("WebSite", "SearchAction", "BreadcrumbList", "WebPage", "ReadAction", "Organization", "Article", "Person"),
    "tsf": ("WebSite", "WebPage"),
}  # fmt: skip
SILENT_COMPANION = "Squirrly SEO"  # beside it the companion prints nothing, for nobody has seen what it prints itself


def lines(probe: Probe, site: Site) -> Iterator[Line]:
    """Say what the probe found. Each fault is a reason why an article cannot be published whole."""
    if probe.left:
        yield warning(
            "left by the probe", f"{', '.join(probe.left)} could not be removed",
            "Delete it in WordPress, with the login of an administrator; nobody else sees it meanwhile.",
        )  # fmt: skip
    if probe.refused:
        yield fault(
            "draft", f"none could be written: {probe.refused}",
            "Look for a plugin or a firewall that guards the REST API against writing, and exempt this user. Then probe again.",
        )  # fmt: skip
        return
    yield from _marker(probe)
    yield from _json_ld(probe, site)
    yield from _seo(probe)
    yield from _others_posts(probe)
    yield from _terms(probe)
    yield from _media(probe, site)


def standing(probe: Probe, seen: Examination) -> Iterator[Line]:
    """When the site was probed, seen from a later look; and whether it is still the site that was probed."""
    gone = sorted(set(probe.examination.meta_keys) - set(seen.meta_keys))
    if gone and seen.login.access == "accepted":
        yield fault(
            "probe", f"{probe.at:%Y-%m-%d %H:%M} UTC; since then the site takes no more {', '.join(gone)}",
            f"Probe again, or switch on what was switched off: {AGAIN.format(seen.site)}",
        )  # fmt: skip
        return
    days = (seen.at - probe.at).days
    said = f"{probe.at:%Y-%m-%d %H:%M} UTC"
    changed = changes(probe, seen)
    if changed:
        yield warning(
            "probe", f"{said}; changed since: {'; '.join(changed)}", f"Probe again: {AGAIN.format(seen.site)}"
        )
    elif days > OLD_DAYS:
        yield warning("probe", f"{said}, {days} days ago", f"Probe again: {AGAIN.format(seen.site)}")
    else:
        yield ok("probe", said)


def unproved(seen: Examination) -> Line:
    """Nobody has probed the site with this address and login."""
    return warning(
        "probe", "none yet: what WordPress keeps of this user's posts is not known",
        f"`masthead publish` asks for it: {AGAIN.format(seen.site)}",
    )  # fmt: skip


def changes(probe: Probe, seen: Examination) -> tuple[str, ...]:
    """What the probe rests on and is otherwise now: the SEO plugin, the companion, the user's role."""
    then = probe.examination
    pairs = (
        ("the SEO fields are written for", adapter_for(then), adapter_for(seen)),
        ("the companion is", then.companion or "absent", seen.companion or "absent"),
        ("the role is", ", ".join(then.login.roles) or "none", ", ".join(seen.login.roles) or "none"),
    )
    return tuple(f"{what} {now} (was {was})" for what, was, now in pairs if was != now)


def impossible(probe: Probe, site: Site) -> tuple[str, ...]:
    """Why an article cannot be published whole, each with its mend; empty: it can."""
    missing = probe.examination.login.missing
    rights = (f"the user may not {'; nor '.join(missing)}. Give the user the role Editor.",) if missing else ()
    said = (line for line in lines(probe, site) if line.state == "fault" and not (missing and line.subject == OTHERS))
    return (*rights, *(f"{line.subject}: {line.seen}. {line.mend}" for line in said))


def means(probe: Probe) -> Means:
    """How a post is written on the site."""
    seen = probe.examination
    return Means(
        probed_at=probe.at, adapter=probe.adapter, meta_keys=seen.meta_keys, schema_place=_place(probe), emits=_emits(seen),
        terms=probe.terms, media=probe.media, seo_lost=probe.seo_lost,
    )  # fmt: skip


def _place(probe: Probe) -> SchemaPlace:
    silent = any(plugin.name == SILENT_COMPANION for plugin in seo_plugins(probe.examination))
    if probe.head_schema == "yes" and not silent and not _taken_out_for_nothing(probe):
        return "head"
    return "block" if probe.json_ld == "yes" else "nowhere"


def _taken_out_for_nothing(probe: Probe) -> bool:
    """Whether the companion leaves to an SEO plugin what that prints nothing of: the plugin's own schema is switched off."""
    printed = PRINTED.get(probe.adapter, ())
    return bool(printed) and set(printed).isdisjoint(_emits(probe.examination))


def _emits(seen: Examination) -> tuple[str, ...]:
    """What the site's newest post carries that does not stand in the post itself."""
    return seen.post.types if seen.post is not None else PRINTED.get(adapter_for(seen), ())


def _marker(probe: Probe) -> Iterator[Line]:
    if probe.marker == "yes":
        yield ok("mark in posts", "a block's name (metadata.name) survives")
    else:
        yield fault(
            "mark in posts",
            "WordPress takes a block's name (metadata.name) away: a post whose writing broke off could not be found again",
            "Find the plugin that rewrites block markup on saving, and exempt this user or this field.",
        )


def _json_ld(probe: Probe, site: Site) -> Iterator[Line]:
    place = _place(probe)
    if place == "head":
        yield ok("JSON-LD", "kept by the companion, for the page's head")
    elif place == "block":
        yield ok("JSON-LD", "kept in the post, to the byte")
    elif site.schema_.enabled:
        yield fault(
            "JSON-LD", "WordPress does not keep it in this user's posts, and no companion keeps it for the head",
            "Install the companion (masthead doctor --companion), or use a user whom WordPress lets keep scripts, or set "
            "`schema: {enabled: false}` in the site's YAML.",
        )  # fmt: skip
    else:
        yield ok("JSON-LD", "not kept, and not wanted (`schema: {enabled: false}`)")


def _seo(probe: Probe) -> Iterator[Line]:
    """Losses that were to be expected stand with the SEO plugin; the others are news. What nothing can show is no loss yet."""
    expected = {loss.field for loss in plan(probe.adapter, probe.examination.meta_keys, FULL).lost}
    news = [loss for loss in probe.seo_lost if loss.field not in expected and not loss.unread]
    unread = [NAMES[loss.field] for loss in probe.seo_lost if loss.unread]
    kept = ", ".join(NAMES[field] for field in probe.seo_kept)
    said = f"kept and read back: {kept}" if kept else "none is kept and read back"
    if unread:
        said += f"; sent, and to be seen on the live page alone: {', '.join(unread)}"
    yield warning("SEO fields", said, f"Posts lack {'; '.join(by_reason(news))}.") if news else ok("SEO fields", said)


def _others_posts(probe: Probe) -> Iterator[Line]:
    if probe.others_posts == "yes":
        yield ok(OTHERS, f"can be edited{_judged(probe, 'others_posts')}")
    else:
        yield fault(
            OTHERS, f"cannot be edited{_judged(probe, 'others_posts')}: no link can be set into them",
            "Give the user the role Editor.",
        )  # fmt: skip


def _terms(probe: Probe) -> Iterator[Line]:
    if probe.terms == "yes":
        yield ok("terms", f"categories and tags can be made{_judged(probe, 'terms')}")
        return
    said = f"this user may not make categories or tags{_judged(probe, 'terms')}"
    if probe.absent:
        yield fault(
            "terms", f"{said}, and the site has not: {', '.join(probe.absent)}",
            "Make them in WordPress (Posts, Categories) with these slugs, or give the user the role Editor.",
        )  # fmt: skip
    else:
        yield warning("terms", said, "Tags that the site has not are left out; the YAML's categories are all there.")


def _media(probe: Probe, site: Site) -> Iterator[Line]:
    if probe.media == "yes":
        yield ok("images", f"can be uploaded{_judged(probe, 'media')}")
        return
    mend = "Give the user the right `upload_files`." if site.post.image == "card" else "Nothing: `post: {image: none}`."
    yield warning("images", f"cannot be uploaded{_judged(probe, 'media')}: posts get no featured image", mend)


def _judged(probe: Probe, what: Tried) -> str:
    return BY_RIGHTS if what in probe.judged else ""
