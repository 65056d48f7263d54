"""Layer 5: inventory -> findings. The audit reads and judges; it never writes to a site."""

from layers.maintenance.addresses import Addresses, Resolved
from layers.maintenance.auditing import audit
from layers.maintenance.cases import Resemblance
from layers.maintenance.change import Change, change, identity
from layers.maintenance.charts import Bar, Point
from layers.maintenance.graph import Graph, graph
from layers.maintenance.outside import outward, still_fresh, strange, to_visit
from layers.maintenance.reading import page
from layers.maintenance.report import Audit, Group, Row, exit_code
from layers.maintenance.searching import searched
from layers.maintenance.showing import Report
from layers.maintenance.spreadsheet import as_csv
from layers.maintenance.verdicts import verdicts

__all__ = [
    "Addresses", "Audit", "Bar", "Change", "Graph", "Group", "Point", "Report", "Resemblance", "Resolved", "Row", "as_csv", "audit",
    "change", "exit_code", "graph", "identity", "outward", "page", "searched", "still_fresh", "strange", "to_visit", "verdicts",
]  # fmt: skip
