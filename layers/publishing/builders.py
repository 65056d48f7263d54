"""Page builders: pages that are made in another place than their content, so that a change of the content is lost or breaks them.

Such pages are read, never edited. The marks are those that the builders' own code leaves (looked up 2026-11-21).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import JsonValue

from layers.publishing.shown import passages, shows_text

# What a registered meta key holds where the builder was never used on the post
UNUSED = frozenset({"", "0", "off", "no", "false", "none", "null", "default", "disabled", "wordpress", "[]", "{}"})
OWN_ID = re.compile(r"""<body\b[^>]*\bclass=["'][^"'>]*\b(?:postid|page-id)-(\d+)\b""", re.IGNORECASE)
# A post may write about a builder: its marks count in a tag, and a shortcode that is not escaped by a second bracket
TAG = r"<[a-zA-Z][^<>]*"
CODE = r"\[(?<!\[\[)"  # the bracket first: only so are texts without any passed over at once
POST_CONTENT = re.compile(
    r"-post-content\b(?:(?<=\bbrxe-post-content)|(?<=\bbde-post-content)|(?<=\bwp-block-post-content))"
)


class Builder(NamedTuple):
    """How one builder is told.

    `content` stands in the raw content. `own` stands in the live page around this very post (ID is its id): a
    header or a template that was made with the builder has another id; it begins with a letter that is meant, for only so
    is a long page searched at once. `instead` stands in a live page that may show the
    builder's work in place of the content: it counts only where the content is not shown. `keys` are meta keys.
    """

    name: str
    content: str = ""
    own: str = ""
    instead: str = ""
    keys: tuple[str, ...] = ()


BUILDERS = (
    Builder("Elementor", rf"{TAG}\bdata-elementor-type=", r"""data-elementor-id=["']ID["']""", "", ("_elementor_edit_mode", "_elementor_data")),
    Builder("Divi", rf"{CODE}et_pb_(?:section|row|column|text)\b|<!-- wp:divi/", "", "", ("_et_pb_use_builder",)),
    Builder("WPBakery", rf"{CODE}vc_(?:row|section|column)\b", "", "", ("_wpb_vc_js_status",)),
    Builder("Beaver Builder", rf"<!-- wp:fl-builder/|{TAG}\bfl-builder-content\b", r"fl-builder-content-ID\b", "", ("_fl_builder_enabled",)),
    Builder("Bricks", "", "", rf"{TAG}\bbrxe-\w", ("_bricks_editor_mode", "_bricks_page_content_2")),
    Builder("Oxygen", "", "", rf"{TAG}\b(?:ct-section|oxy-(?:section|container))\b", ("ct_builder_json", "ct_builder_shortcodes", "_oxygen_data")),
    Builder("Breakdance", r"<!-- wp:breakdance/", "", rf"{TAG}\bbde-section\b", ("_breakdance_data",)),
    Builder("Brizy", rf"{TAG}\bbrz-root__container\b", "", "", ("brizy_enabled",)),
    Builder("SiteOrigin", rf"""<!-- wp:siteorigin-panels/|{TAG}\bid=["']pl-(?:gb)?\d""", r"""id=["']pl-ID["']""", "", ("panels_data",)),
    Builder("Avada", rf"{CODE}fusion_builder_(?:container|row|column)\b", "", "", ("fusion_builder_status",)),
    Builder("Enfold", rf"{CODE}av_(?:section|textblock|one_full|one_half|layout_row)\b", "", "", ("_aviaLayoutBuilder_active",)),
    Builder("Flatsome", rf"{CODE}ux_\w+|{CODE}section\b[^\]]*\]\s*\[row\b", "", "", ()),
    Builder("Cornerstone", rf"<!-- cs-content -->|{CODE}cs_content\b", "", "", ("_cornerstone_data",)),
    Builder("Themify", r"<!--themify_builder_static-->", "", "", ("_themify_builder_settings_json",)),
    Builder("Thrive Architect", rf"{TAG}\bthrv_wrapper\b", "", rf"{TAG}\bthrv_wrapper\b", ("tcb_editor_enabled",)),
    Builder("Visual Composer", rf"<!--vcv no format-->|{TAG}\bdata-vce-do-apply=", "", "", ("vcv-pageContent",)),
    Builder("Zion", "", "", rf"{TAG}\bzb-section\b", ("_zionbuilder_page_status",)),
    Builder("Live Composer", rf"{TAG}\bdslc-modules-section\b", "", "", ("dslc_code",)),
    Builder("BeBuilder", "", "", rf"{TAG}\bmfn-builder-content\b", ("mfn-page-items",)),
    Builder("SeedProd", "", "", "", ("_seedprod_page", "_seedprod_edited_with_seedprod")),
    Builder("Pagelayer", r"<!-- wp:pagelayer/", "", "", ("pagelayer-data",)),
    Builder("Etch", r"<!-- wp:etch/", "", "", ()),
)  # fmt: skip
OWN = tuple((each.name, re.compile(each.own.replace("ID", r"(\d+)"))) for each in BUILDERS if each.own)
ANY_CONTENT = re.compile("|".join(each.content for each in BUILDERS if each.content))  # hardly a post has any of them


def page_builder(content: str, live: str = "", meta: Mapping[str, JsonValue] | None = None, text: str = "") -> str:
    """The name of the builder that a post is made with; empty where its own content is what visitors see.

    `content` is raw; `live` the HTML that visitors get, where it is known: Elementor leaves a copy without any mark in the
    content, Bricks and its like leave nothing. `meta` is what the REST API says of the post, `text` what `live` shows
    readers, where that is known already.
    """
    found = _by_content(content) or _by_meta(meta or {}) or _by_id(live)
    return found or _by_replacement(content, live, text or live)


def _by_content(content: str) -> str:
    if not ANY_CONTENT.search(content):
        return ""
    return next((each.name for each in BUILDERS if each.content and re.search(each.content, content)), "")


def _by_meta(meta: Mapping[str, JsonValue]) -> str:
    return next(
        (each.name for each in BUILDERS for key in each.keys if str(meta.get(key) or "").lower() not in UNUSED), ""
    )


def _by_id(live: str) -> str:
    own = OWN_ID.search(live)
    if own is None:
        return ""
    return next((name for name, mark in OWN if any(found[1] == own[1] for found in mark.finditer(live))), "")


def _by_replacement(content: str, live: str, text: str) -> str:
    if not live or POST_CONTENT.search(live):
        return ""
    if content.strip() and (not passages(content) or shows_text(text, content)):
        return ""
    return next((each.name for each in BUILDERS if each.instead and re.search(each.instead, live)), "")
