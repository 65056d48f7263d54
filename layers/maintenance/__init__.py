"""Layer 5: inventory -> findings. The audit reads and judges; it never writes to a site."""

from layers.maintenance.addresses import Addresses, Resolved
from layers.maintenance.auditing import audit
from layers.maintenance.graph import Graph, graph
from layers.maintenance.outside import outward, still_fresh, strange, to_visit
from layers.maintenance.reading import page
from layers.maintenance.report import Audit, Bar, Group, Row, exit_code
from layers.maintenance.searching import searched

__all__ = [
    "Addresses",
    "Audit",
    "Bar",
    "Graph",
    "Group",
    "Resolved",
    "Row",
    "audit",
    "exit_code",
    "graph",
    "outward",
    "page",
    "searched",
    "still_fresh",
    "strange",
    "to_visit",
]  # fmt: skip
