"""The SEO Framework and the companion take meta keys and nothing else; where there is neither plugin nor companion, nothing."""

from collections.abc import Collection, Mapping, Sequence

from pydantic import JsonValue

from layers.nouns import SeoField, SeoFields
from layers.publishing.seo.adapter import WITH_COMPANION, Adapter, Slot

WITHOUT_NAME = "_tsf_title_no_blogname"
NO_PLUGIN = "there is no SEO plugin that Masthead can write to"
BY_COMPANION: Mapping[SeoField, str] = {
    "focus_keyword": "the companion keeps no focus keyword: no page shows one",
    "canonical": "the companion prints no canonical address: WordPress prints the post's own",
    "robots": "the companion cannot ask search engines to leave a post out: an SEO plugin can",
    "social_title": "the companion prints no tags for social networks: an SEO plugin does",
    "social_description": "the companion prints no tags for social networks: an SEO plugin does",
    "social_image": "the companion prints no tags for social networks: an SEO plugin does",
}
BY_NOBODY: Mapping[SeoField, str] = {
    "title": f"{NO_PLUGIN}; {WITH_COMPANION}",
    "description": f"{NO_PLUGIN}; {WITH_COMPANION}",
    "focus_keyword": NO_PLUGIN,
    "canonical": f"{NO_PLUGIN}: WordPress prints the post's own address",
    "robots": f"{NO_PLUGIN}: the post cannot be kept from search engines",
    "social_title": NO_PLUGIN,
    "social_description": NO_PLUGIN,
    "social_image": NO_PLUGIN,
}


class SeoFramework(Adapter):
    @property
    def keys(self) -> tuple[str, ...]:
        return (*super().keys, WITHOUT_NAME)

    def meta(self, slots: Sequence[Slot], keys: Collection[str], seo: SeoFields) -> dict[str, JsonValue]:
        """It adds the site's name to every title, also to one that was written for a result's width, unless told not to."""
        made = super().meta(slots, keys, seo)
        return {**made, WITHOUT_NAME: "1"} if "_genesis_title" in made and WITHOUT_NAME in keys else made


TSF = SeoFramework(
    name="tsf",
    plugin="The SEO Framework",
    slots=(
        Slot(field="title", key="_genesis_title"),
        Slot(field="description", key="_genesis_description"),
        Slot(field="canonical", key="_genesis_canonical_uri"),
        Slot(field="robots", key="_genesis_noindex", noindex="1"),
        Slot(field="social_title", key="_open_graph_title"),
        Slot(field="social_description", key="_open_graph_description"),
        Slot(field="social_image", key="_social_image_url"),
    ),
    lacks={"focus_keyword": "The SEO Framework has no focus keyword"},
    unregistered=f"The SEO Framework takes nothing over REST; {WITH_COMPANION}",
    describes=". Until then it makes the description from the excerpt",
)
COMPANION = Adapter(
    name="companion",
    plugin="the companion",
    slots=(
        Slot(field="title", key="masthead_seo_title", literal=True),
        Slot(field="description", key="masthead_seo_description", literal=True),
    ),
    lacks=BY_COMPANION,
    unregistered="this version of the companion does not take it; install the newer one (`masthead doctor --companion`)",
)
EXCERPT = Adapter(name="excerpt", plugin="WordPress", lacks=BY_NOBODY)
