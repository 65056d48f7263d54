"""Layer 3: draft -> article. The SEO, AEO and GEO passes fill fields and patch places; no fact comes or goes."""

from layers.optimization.aeo import aeo_blocking, apply_aeo, ask_for_aeo
from layers.optimization.geo import apply_geo, ask_for_geo, geo_blocking
from layers.optimization.opening import opening_article
from layers.optimization.passing import Passed
from layers.optimization.seo import apply_seo, ask_for_seo, seo_blocking

__all__ = [
    "Passed", "aeo_blocking", "apply_aeo", "apply_geo", "apply_seo", "ask_for_aeo", "ask_for_geo", "ask_for_seo",
    "geo_blocking", "opening_article", "seo_blocking",
]  # fmt: skip
