"""Layer 5: inventory -> findings, the graph of links, and the links that it lacks. It reads and judges; it never writes to a site."""

from layers.maintenance.addresses import Addresses, Resolved
from layers.maintenance.auditing import audit
from layers.maintenance.cases import Resemblance
from layers.maintenance.change import Change, change, identity
from layers.maintenance.charts import Bar, Point
from layers.maintenance.graph import Graph, graph
from layers.maintenance.linkage import Cluster, Degree, Linkage, Node, Weakness, linkage
from layers.maintenance.outside import outward, still_fresh, strange, to_visit
from layers.maintenance.picture import Picture, picture
from layers.maintenance.proposing import End, Proposal, Proposals, Without, propose
from layers.maintenance.reading import page
from layers.maintenance.report import Audit, Group, Row, exit_code
from layers.maintenance.searching import searched
from layers.maintenance.showing import Report
from layers.maintenance.spreadsheet import as_csv
from layers.maintenance.verdicts import verdicts

__all__ = [
    "Addresses", "Audit", "Bar", "Change", "Cluster", "Degree", "End", "Graph", "Group", "Linkage", "Node",
    "Picture", "Point", "Proposal", "Proposals", "Report", "Resemblance", "Resolved", "Row", "Weakness", "Without",
    "as_csv", "audit", "change", "exit_code", "graph", "identity", "linkage", "outward", "page", "picture",
    "propose", "searched", "still_fresh", "strange", "to_visit", "verdicts",
]  # fmt: skip
