"""Page builders: pages that are made in another place than their content, so that a change of the content is lost or breaks them.

Such pages are read, never edited. The marks are those that the builders' own code leaves (looked up 2026-11-21).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import JsonValue

from layers.publishing.shown import shows_text

# What a registered meta key holds where the builder was never used on the post
UNUSED = frozenset({"", "0", "off", "no", "false", "none", "null", "default", "disabled", "wordpress", "[]", "{}"})
OWN_ID = re.compile(r"""<body\b[^>]*\bclass=["'][^"'>]*\b(?:postid|page-id)-(\d+)\b""", re.IGNORECASE)
POST_CONTENT = re.compile(r"\b(?:brxe|bde|oxy)-post-content\b|\bwp-block-post-content\b")


class Builder(NamedTuple):
    """How one builder is told.

    `content` stands in the raw content. `own` stands in the live page around this very post (ID is replaced by its id): a
    header or a template that was made with the builder has another id. `instead` stands in a live page that may show the
    builder's work in place of the content: it counts only where the content is not shown. `keys` are meta keys.
    """

    name: str
    content: str = ""
    own: str = ""
    instead: str = ""
    keys: tuple[str, ...] = ()


BUILDERS = (
    Builder("Elementor", r"data-elementor-type=", r"""data-elementor-id=["']ID["']""", "", ("_elementor_edit_mode", "_elementor_data")),
    Builder("Divi", r"\[et_pb_(?:section|row|column|text)\b|<!-- wp:divi/", "", "", ("_et_pb_use_builder",)),
    Builder("WPBakery", r"\[vc_(?:row|section|column)\b", "", "", ("_wpb_vc_js_status",)),
    Builder("Beaver Builder", r"<!-- wp:fl-builder/|\bfl-builder-content\b", r"\bfl-builder-content-ID\b", "", ("_fl_builder_enabled",)),
    Builder("Bricks", "", "", r"\bbrxe-\w", ("_bricks_editor_mode", "_bricks_page_content_2")),
    Builder("Oxygen", "", "", r"\b(?:ct-section|oxy-(?:section|container))\b", ("ct_builder_json", "ct_builder_shortcodes", "_oxygen_data")),
    Builder("Breakdance", r"<!-- wp:breakdance/", "", r"\bbde-section\b", ("_breakdance_data",)),
    Builder("Brizy", r"\bbrz-root__container\b", "", "", ("brizy_enabled",)),
    Builder("SiteOrigin", r"""<!-- wp:siteorigin-panels/|\bid=["']pl-(?:gb)?\d""", r"""\bid=["']pl-ID["']""", "", ("panels_data",)),
    Builder("Avada", r"\[fusion_builder_(?:container|row|column)\b", "", "", ("fusion_builder_status",)),
    Builder("Enfold", r"\[av_(?:section|textblock|one_full|one_half|layout_row)\b", "", "", ("_aviaLayoutBuilder_active",)),
    Builder("Flatsome", r"\[ux_\w+|\[section\b[^\]]*\]\s*\[row\b", "", "", ()),
    Builder("Cornerstone", r"<!-- cs-content -->|\[cs_content\b", "", "", ("_cornerstone_data",)),
    Builder("Themify", r"<!--themify_builder_static-->", "", "", ("_themify_builder_settings_json",)),
    Builder("Thrive Architect", r"\bthrv_wrapper\b", "", r"\bthrv_wrapper\b", ("tcb_editor_enabled",)),
    Builder("Visual Composer", r"<!--vcv no format-->|\bdata-vce-do-apply=", "", "", ("vcv-pageContent",)),
    Builder("Zion", "", "", r"\bzb-section\b", ("_zionbuilder_page_status",)),
    Builder("Live Composer", r"\bdslc-modules-section\b", "", "", ("dslc_code",)),
    Builder("BeBuilder", "", "", r"\bmfn-builder-content\b", ("mfn-page-items",)),
    Builder("SeedProd", "", "", "", ("_seedprod_page", "_seedprod_edited_with_seedprod")),
    Builder("Pagelayer", r"<!-- wp:pagelayer/", "", "", ("pagelayer-data",)),
    Builder("Etch", r"<!-- wp:etch/", "", "", ()),
)  # fmt: skip


def page_builder(content: str, live: str = "", meta: Mapping[str, JsonValue] | None = None) -> str:
    """The name of the builder that a post is made with; empty where its own content is what visitors see.

    `content` is raw; `live` the HTML that visitors get, where it is known: Elementor leaves a copy without any mark in the
    content, Bricks and its like leave nothing. `meta` is what the REST API says of the post.
    """
    found = _by_content(content) or _by_meta(meta or {}) or _by_id(live)
    return found or _by_replacement(content, live)


def _by_content(content: str) -> str:
    return next((each.name for each in BUILDERS if each.content and re.search(each.content, content)), "")


def _by_meta(meta: Mapping[str, JsonValue]) -> str:
    return next(
        (each.name for each in BUILDERS for key in each.keys if str(meta.get(key) or "").lower() not in UNUSED), ""
    )


def _by_id(live: str) -> str:
    own = OWN_ID.search(live)
    if own is None:
        return ""
    return next((each.name for each in BUILDERS if each.own and re.search(each.own.replace("ID", own[1]), live)), "")


def _by_replacement(content: str, live: str) -> str:
    if not live or POST_CONTENT.search(live) or shows_text(live, content):
        return ""
    return next((each.name for each in BUILDERS if each.instead and re.search(each.instead, live)), "")
