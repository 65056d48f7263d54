"""Articles, their runs and the outputs of their steps."""

from datetime import datetime

from sqlalchemy import Connection, Row, func, select, update

from layers.boundary import clock
from layers.boundary.store.database import Database
from layers.boundary.store.rows import Run, StoredArticle, StoredStep
from layers.boundary.store.tables import ARTICLES, LEDGER, RUNS, STEPS
from layers.boundary.store.upsert import upsert
from layers.errors import NoSuchArticleError
from layers.nouns.money import Usage


class Articles(Database):
    def add_article(self, site: str, slug: str, keyword: str, status: str) -> StoredArticle:
        """Return the article, made now if there is none of this id; one that exists is left as it is."""
        at = clock.now()
        row = {
            "site": site, "slug": slug, "keyword": keyword, "status": status, "reason": "", "post_id": 0, "url": "",
            "created_at": at, "updated_at": at,
        }  # fmt: skip
        with self.writing() as connection:
            upsert(connection, ARTICLES, row, replaced=())
        return self.article(f"{site}/{slug}")

    def find_article(self, article: str) -> StoredArticle | None:
        site, _, slug = article.partition("/")
        with self.reading() as connection:
            row = connection.execute(select(ARTICLES).where(ARTICLES.c.site == site, ARTICLES.c.slug == slug)).first()
        return None if row is None else _article(row)

    def article(self, article: str) -> StoredArticle:
        """Raises NoSuchArticleError."""
        found = self.find_article(article)
        if found is None:
            raise NoSuchArticleError(article)
        return found

    def articles(self, site: str = "", status: str = "") -> tuple[StoredArticle, ...]:
        """Return the articles of a site, or of all, oldest first."""
        query = select(ARTICLES).order_by(ARTICLES.c.created_at, ARTICLES.c.site, ARTICLES.c.slug)
        if site:
            query = query.where(ARTICLES.c.site == site)
        if status:
            query = query.where(ARTICLES.c.status == status)
        with self.reading() as connection:
            return tuple(_article(row) for row in connection.execute(query))

    def set_status(self, article: str, status: str, reason: str = "") -> None:
        """Raises NoSuchArticleError."""
        self._change(article, status=status, reason=reason)

    def set_post(self, article: str, post_id: int, url: str) -> None:
        """Raises NoSuchArticleError."""
        self._change(article, post_id=post_id, url=url)

    def _change(self, article: str, **values: str | int) -> None:
        site, _, slug = article.partition("/")
        change = update(ARTICLES).where(ARTICLES.c.site == site, ARTICLES.c.slug == slug)
        with self.writing() as connection:
            if not connection.execute(change.values(updated_at=clock.now(), **values)).rowcount:
                raise NoSuchArticleError(article)


class Runs(Database):
    def open_run(self, site: str, kind: str, article: str = "") -> str:
        """Return the id of a new run: `site/2026-11-20-a`, and after `z` comes `aa`."""
        at = clock.now()
        with self.writing(lock="runs") as connection:
            run = f"{site}/{at:%Y-%m-%d}-{_letters(_runs_of_day(connection, site, at))}"
            row = {"id": run, "site": site, "kind": kind, "article": article, "started_at": at, "outcome": ""}
            connection.execute(RUNS.insert().values(row))
        return run

    def close_run(self, run: str, outcome: str) -> None:
        """Record how a run ended."""
        with self.writing() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(ended_at=clock.now(), outcome=outcome))

    def run(self, run: str) -> Run | None:
        with self.reading() as connection:
            row = connection.execute(select(RUNS).where(RUNS.c.id == run)).first()
        return None if row is None else Run(*row)

    def runs(self, site: str = "", article: str = "") -> tuple[Run, ...]:
        """Return runs, oldest first."""
        query = select(RUNS).order_by(RUNS.c.started_at, func.length(RUNS.c.id), RUNS.c.id)
        if site:
            query = query.where(RUNS.c.site == site)
        if article:
            query = query.where(RUNS.c.article == article)
        with self.reading() as connection:
            return tuple(Run(*row) for row in connection.execute(query))


class Steps(Database):
    def step(self, article: str, key: str) -> StoredStep | None:
        """Return the stored output of a step such as `draft.1`."""
        with self.reading() as connection:
            row = connection.execute(select(STEPS).where(STEPS.c.article == article, STEPS.c.key == key)).first()
        return None if row is None else StoredStep(*row)

    def steps(self, article: str) -> tuple[StoredStep, ...]:
        """Return all steps of an article in the order in which they were done."""
        query = select(STEPS).where(STEPS.c.article == article).order_by(STEPS.c.done_at, STEPS.c.key)
        with self.reading() as connection:
            return tuple(StoredStep(*row) for row in connection.execute(query))

    def put_step(
        self,
        article: str,
        key: str,
        *,
        fingerprint: str,
        output: str,
        run: str,
        prompt_version: str = "",
        model: str = "",
    ) -> None:
        """Store a step's output; an output from other inputs is replaced (what was paid stays in the ledger)."""
        row = {
            "article": article, "key": key, "fingerprint": fingerprint, "output": output, "run": run, "done_at": clock.now(),
            "prompt_version": prompt_version, "model": model,
        }  # fmt: skip
        with self.writing() as connection:
            upsert(connection, STEPS, row, replaced=tuple(name for name in row if name not in {"article", "key"}))

    def redo(self, article: str, step: str, run: str) -> None:
        """Forget the outputs of a step, every round of it, and have its paid replies not replayed: the next run asks anew."""
        site = article.partition("/")[0]
        with self.writing() as connection:
            same = (STEPS.c.key == step) | STEPS.c.key.startswith(f"{step}.", autoescape=True)
            connection.execute(STEPS.delete().where(STEPS.c.article == article, same))
            connection.execute(LEDGER.insert().values(_set_aside(site, article, step, run)))


def _set_aside(site: str, article: str, step: str, run: str) -> dict[str, object]:
    return {
        "kind": "set aside", "at": clock.now(), "run": run, "site": site, "article": article, "layer": "", "step": step,
        "round": 0, "attempt": 0, "model": "", "question": "", "request_id": "", "error": "", "rehearsal": False,
        **Usage().model_dump(),
    }  # fmt: skip


def _article(row: Row[tuple[object, ...]]) -> StoredArticle:
    return StoredArticle(**row._mapping)


def _runs_of_day(connection: Connection, site: str, at: datetime) -> int:
    same_day = RUNS.c.id.startswith(f"{site}/{at:%Y-%m-%d}-", autoescape=True)
    return connection.execute(select(func.count()).select_from(RUNS).where(same_day)).scalar_one()


def _letters(count: int) -> str:
    """Count in letters: 0 is `a`, 25 is `z`, 26 is `aa`."""
    letters = ""
    while count >= 0:
        count, place = divmod(count, 26)
        letters = chr(ord("a") + place) + letters
        count -= 1
    return letters
