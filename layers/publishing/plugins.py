"""Which SEO plugin a site has, told by what it does and not by its name in a list: namespaces, registered keys, marks.

The list of installed plugins needs an administrator, and an active plugin that was never set up does nothing.
"""

from collections.abc import Sequence

from layers.nouns import Examination, Value

YOAST_KEYS = frozenset({"_yoast_wpseo_title", "_yoast_wpseo_metadesc"})
FROM_EXCERPT = "It makes the description from the excerpt, which Masthead writes"
BY_HAND = (
    "Masthead does not write its fields yet: set a title of your own in WordPress where the post's title is not enough"
)


class SeoPlugin(Value):
    """A plugin as it can be told. `takes` says what an application password can write, `loss` what Masthead's posts lack under it."""

    name: str
    namespace: str = ""
    mark: str = ""
    takes: str
    loss: str = f"{FROM_EXCERPT}. {BY_HAND}."
    describes: bool = True


YOAST = SeoPlugin(
    name="Yoast SEO", namespace="yoast/v1", mark="optimized with the Yoast SEO",
    takes="title, description and keyphrase of posts over REST (27.7 or newer)", describes=False,
    loss="It makes no description from the excerpt: a post has none until somebody writes it in Yoast's box or a template for it is set (Yoast SEO > Settings > Posts).",
)  # fmt: skip
OLD_YOAST = YOAST.model_copy(
    update={"name": "Yoast SEO before 27.7", "takes": "nothing over REST: it drops its keys and answers 2xx"}
)
PLUGINS = (
    YOAST,
    SeoPlugin(
        name="Rank Math", namespace="rankmath/v1", mark="Search Engine Optimization by Rank Math",
        takes="all its fields over its own REST route",
    ),
    SeoPlugin(name="SEOPress", namespace="seopress/v1", takes="title and description with the post, the rest over its own routes"),
    SeoPlugin(
        name="All in One SEO", namespace="aioseo/v1", mark="All in One SEO",
        takes="all its fields with the post (4.9.8 or newer)",
    ),
    SeoPlugin(name="Slim SEO", namespace="slim-seo", mark="slim-seo-schema", takes="title and description with the post"),
    SeoPlugin(name="The SEO Framework", mark="The SEO Framework by", takes="nothing over REST"),
    SeoPlugin(
        name="Squirrly SEO", namespace="squirrly", takes="its fields over an ability of WordPress 6.9 and newer",
        loss=f"Whether it makes descriptions from excerpts was never tried. {BY_HAND}.",
    ),
)  # fmt: skip


def seo_plugins(seen: Examination) -> tuple[SeoPlugin, ...]:
    """Return the SEO plugins that act on the site: one, none, or several that contradict each other."""
    marks = [mark for page in (seen.front, seen.post) if page for mark in page.marks]
    found = [plugin for plugin in PLUGINS if _acts(plugin, seen.namespaces, marks)]
    return tuple(OLD_YOAST if plugin is YOAST and not set(seen.meta_keys) >= YOAST_KEYS else plugin for plugin in found)


def _acts(plugin: SeoPlugin, namespaces: Sequence[str], marks: Sequence[str]) -> bool:
    by_namespace = plugin.namespace and any(
        name == plugin.namespace or name.startswith(f"{plugin.namespace}/") for name in namespaces
    )
    return bool(by_namespace or (plugin.mark and any(plugin.mark in mark for mark in marks)))
