"""The store: one object, one database, each method one transaction."""

from layers.boundary.store.articles import Articles, Runs, Steps
from layers.boundary.store.audits import Audits
from layers.boundary.store.examinations import Examinations
from layers.boundary.store.fixes import Fixes
from layers.boundary.store.journal import Approvals, Journal, Leases
from layers.boundary.store.mirrors import Mirrors
from layers.boundary.store.outside import Outside
from layers.boundary.store.term_indexes import TermIndexes


class Store(
    Articles, Runs, Steps, Journal, Approvals, Leases, Audits, Examinations, Mirrors, Outside, TermIndexes, Fixes
):
    """SQLite by default (`sqlite:///.masthead/masthead.db`), PostgreSQL by URL (`postgresql://...`)."""
