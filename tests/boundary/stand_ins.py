"""Stand-ins for SEO plugins, which no package registry offers: the same keys, routes, rights, answers and heads.

They follow the plugins' sources and what runs of the plugins showed, silent failures included; what neither showed they
do not do. `docs/seo-plugins.md` says which fields were tried with a real plugin.
"""

from pathlib import Path
from typing import Literal

from sandbox import wordpress as sandbox
from tests.sites import Sites

SeoPluginName = Literal["yoast", "rank-math", "seopress", "aioseo", "slim-seo", "tsf"]
FOLDER = Path(__file__).parent / "seo_plugins"
VERSIONS = {
    "yoast": "WPSEO_VERSION", "rank-math": "RANK_MATH_VERSION", "seopress": "SEOPRESS_VERSION", "aioseo": "AIOSEO_VERSION",
}  # fmt: skip


def seo_plugin(name: SeoPluginName, version: str = "", before: str = "") -> str:
    """PHP of a must-use plugin that stands in for an SEO plugin, in this version or its newest one. `before` runs first.

    Rank Math has its registration skipped: without that it does nothing at all.
    """
    lines = [before] if before else []
    if version:
        lines.append(f"define( '{VERSIONS[name]}', '{version}' );")
    if name == "rank-math":
        lines.append("defined( 'RANK_MATH_REGISTRATION_SKIP' ) || define( 'RANK_MATH_REGISTRATION_SKIP', true );")
    return "\n".join(["<?php", *lines, f"require '{FOLDER / name}.php';\n"])


def put_in(at: Sites, site: str, name: SeoPluginName | None, version: str = "", before: str = "") -> None:
    """Put a stand-in into a site, until the test ends. Without a name, none."""
    if name:
        sandbox.plugin(at.root, site, seo_plugin(name, version, before), "seo")
