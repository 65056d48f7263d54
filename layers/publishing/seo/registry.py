"""Every adapter by its name."""

from collections.abc import Mapping

from layers.nouns import AdapterName
from layers.publishing.seo.adapter import Adapter
from layers.publishing.seo.aioseo import AIOSEO
from layers.publishing.seo.keyed import COMPANION, EXCERPT, TSF
from layers.publishing.seo.rank_math import RANK_MATH
from layers.publishing.seo.seopress import SEOPRESS
from layers.publishing.seo.slim_seo import SLIM_SEO
from layers.publishing.seo.yoast import YOAST

ADAPTERS: Mapping[AdapterName, Adapter] = {
    each.name: each for each in (YOAST, RANK_MATH, SEOPRESS, AIOSEO, SLIM_SEO, TSF, COMPANION, EXCERPT)
}
