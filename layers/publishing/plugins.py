"""Which SEO plugin a site has, told by what it does and not by its name in a list: namespaces, registered keys, marks.

The list of installed plugins needs an administrator, and an active plugin that was never set up does nothing.
"""

from collections.abc import Sequence

from layers.nouns import AdapterName, Examination, Value

YOAST_KEYS = frozenset({"_yoast_wpseo_title", "_yoast_wpseo_metadesc"})
OLD_YOAST = "Yoast SEO before 27.7"


class SeoPlugin(Value):
    """A plugin as it can be told, and the adapter that writes its fields; `excerpt` where none does."""

    name: str
    adapter: AdapterName
    namespace: str = ""
    mark: str = ""


PLUGINS = (
    SeoPlugin(name="Yoast SEO", adapter="yoast", namespace="yoast/v1", mark="optimized with the Yoast SEO"),
    SeoPlugin(
        name="Rank Math", adapter="rank-math", namespace="rankmath/v1", mark="Search Engine Optimization by Rank Math"
    ),
    SeoPlugin(name="SEOPress", adapter="seopress", namespace="seopress/v1"),
    SeoPlugin(name="All in One SEO", adapter="aioseo", namespace="aioseo/v1", mark="All in One SEO"),
    SeoPlugin(name="Slim SEO", adapter="slim-seo", namespace="slim-seo", mark="slim-seo-schema"),
    SeoPlugin(name="The SEO Framework", adapter="tsf", mark="The SEO Framework by"),
    SeoPlugin(name="Squirrly SEO", adapter="excerpt", namespace="squirrly"),
)


def seo_plugins(seen: Examination) -> tuple[SeoPlugin, ...]:
    """Return the SEO plugins that act on the site: one, none, or several that contradict each other."""
    marks = [mark for page in (seen.front, seen.post) if page for mark in page.marks]
    found = [plugin for plugin in PLUGINS if _acts(plugin, seen.namespaces, marks)]
    return tuple(_dated(plugin, seen.meta_keys) for plugin in found)


def _dated(plugin: SeoPlugin, keys: Sequence[str]) -> SeoPlugin:
    """Yoast that registers no keys of its own is an old one."""
    old = plugin.adapter == "yoast" and not set(keys) >= YOAST_KEYS
    return plugin.model_copy(update={"name": OLD_YOAST}) if old else plugin


def _acts(plugin: SeoPlugin, namespaces: Sequence[str], marks: Sequence[str]) -> bool:
    by_namespace = plugin.namespace and any(
        name == plugin.namespace or name.startswith(f"{plugin.namespace}/") for name in namespaces
    )
    return bool(by_namespace or (plugin.mark and any(plugin.mark in mark for mark in marks)))
