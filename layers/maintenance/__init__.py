"""Layer 5: inventory -> findings, the graph of links, and the links that it lacks. It reads and judges; it never writes to a site."""

from layers.maintenance.addresses import Addresses, Resolved
from layers.maintenance.auditing import audit
from layers.maintenance.graph import Graph, graph
from layers.maintenance.linkage import Cluster, Degree, Linkage, Node, Weakness, linkage
from layers.maintenance.picture import Picture, picture
from layers.maintenance.proposing import End, Proposal, Proposals, Without, propose
from layers.maintenance.reading import page
from layers.maintenance.report import Audit, Bar, Group, Row, exit_code

__all__ = [
    "Addresses", "Audit", "Bar", "Cluster", "Degree", "End", "Graph", "Group", "Linkage", "Node", "Picture", "Proposal", "Proposals", "Resolved",
    "Row", "Weakness", "Without", "audit", "exit_code", "graph", "linkage", "page", "picture", "propose",
]  # fmt: skip
