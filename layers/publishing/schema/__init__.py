"""JSON-LD: an article as one graph, held against schema.org and Google before it is written and on the live page after."""

from layers.publishing.schema.building import graph
from layers.publishing.schema.checking import problems, recommendations
from layers.publishing.schema.nodes import Graph
from layers.publishing.schema.printed import live_problems

__all__ = ["Graph", "graph", "live_problems", "problems", "recommendations"]
