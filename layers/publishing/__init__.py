"""Layer 4: article -> post. Taxonomy, blocks, JSON-LD, links both ways; nothing here talks to WordPress."""

from layers.publishing.hosts import Host, HostChoice, LeftOut, choose_hosts, weigh_hosts
from layers.publishing.insert import (
    Place,
    contains_link,
    has_place,
    insert,
    insert_sentence,
    remove,
    same_address,
)
from layers.publishing.links import RELATED, TargetChoice, choose_targets, standing, weigh_targets
from layers.publishing.marker import find_marker, marker
from layers.publishing.mentions import Mention, Mentions
from layers.publishing.placing import (
    Aim,
    Placed,
    anchors_to,
    ask_for_link_sentence,
    ask_for_sentence_to,
    existing_link,
    folded,
    link_sentence_problems,
    place_link,
    place_sentence,
    place_sentence_to,
    said,
    sentence_problems,
)
from layers.publishing.post import Written, expected_url, post_fields, render_content
from layers.publishing.schema import live_problems, recommendations
from layers.publishing.schema import problems as schema_problems
from layers.publishing.site_index import SiteIndex, address, inbound_counts
from layers.publishing.spots import Spot, linked_at, same_spot
from layers.publishing.taxonomy import PlannedTerm, TermPlan, Terms, taxonomy
from layers.publishing.term_index import TermIndex

__all__ = [
    "RELATED", "Aim", "Host", "HostChoice", "LeftOut", "Mention", "Mentions", "Place", "Placed", "PlannedTerm", "SiteIndex", "Spot", "TargetChoice", "TermIndex", "TermPlan", "Terms", "Written", "address", "anchors_to", "ask_for_link_sentence", "ask_for_sentence_to", "choose_hosts",
    "choose_targets", "contains_link", "existing_link", "expected_url", "find_marker", "folded", "has_place", "inbound_counts", "insert",
    "insert_sentence", "link_sentence_problems", "linked_at", "live_problems", "marker", "place_link", "place_sentence", "place_sentence_to", "post_fields", "recommendations", "remove",
    "render_content", "said", "same_address", "same_spot", "schema_problems", "sentence_problems", "standing", "taxonomy", "weigh_hosts", "weigh_targets",
]  # fmt: skip
