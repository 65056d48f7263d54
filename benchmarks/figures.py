"""The figures that the README gives, each measured on this machine when asked."""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.clerk import AMPLE, Clerk, clerk, questions
from benchmarks.figure import Figure
from benchmarks.killing.gate import Passage, Plan
from benchmarks.killing.stage import Gated, gated
from benchmarks.linking import linking
from benchmarks.links import links
from benchmarks.prefect_server import last_flow_run, prefect_server
from benchmarks.reports import report
from benchmarks.stage import CHECKOUT, UNSET, Stage, fresh, raised
from benchmarks.warm import warmed
from layers.boundary.claude.request import format_body
from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.store import Store
from layers.boundary.templates import Templates
from layers.nouns import CallKey, Usage
from sandbox import web, wordpress
from sandbox.model import KEY
from sandbox.processes import ProcessTable, Service, free_port

MASTHEAD = (sys.executable, "-c", "from flows.command import main; main()")
PUBLISH = ("publish", "coffee", "espresso grind size")
REPEATS = 5
CALLS = 1_000
ROUNDS = 30


def help_() -> Iterator[Figure]:
    """CPU of `masthead --help`."""
    yield Figure("masthead --help, CPU", cpu_s(("--help",), {}), "s", 0.3)


def costs() -> Iterator[Figure]:
    """CPU of `masthead costs` on a store with a thousand calls."""
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as folder:
        url = f"sqlite:///{folder}/masthead.db"
        filled(url)
        yield Figure("masthead costs with 1,000 calls, CPU", cpu_s(("costs",), {"MASTHEAD_STORE": url}), "s", 0.7)


def filled(url: str) -> None:
    """Enter settled calls, forty for each article."""
    store = Store(url)
    ledger = Ledger(store, Prices.read(CHECKOUT / "sites" / "prices.yaml"))
    used = Usage(input_tokens=900, output_tokens=700, cache_read_tokens=5_000)
    for number in range(CALLS):
        key = CallKey(
            site="coffee",
            article=f"coffee/article-{number // 40}",
            layer="generation",
            step="draft",
            round=number % 3 + 1,
        )
        reservation = ledger.reserve(key, run="coffee/bench", model="claude-sonnet-5-5", worst=used, caps=AMPLE)
        ledger.settle(reservation, used, f"req_{number}", "{}")
    store.close()


def cpu_s(words: tuple[str, ...], more: dict[str, str]) -> float:
    """Return the median CPU time of a command, its own and the kernel's for it, in seconds."""
    return statistics.median(usage(words, more)[0] for _ in range(REPEATS))


def usage(words: Sequence[str], more: dict[str, str]) -> tuple[float, float]:
    """Run the command to its end; return its CPU seconds and its peak memory in MB."""
    environment = {name: value for name, value in os.environ.items() if name not in UNSET} | more
    process = subprocess.Popen(
        [*MASTHEAD, *words], cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        raise RuntimeError(f"masthead {' '.join(words)} ended with {process.returncode}: {errors[-400:]}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def rehearsal() -> Iterator[Figure]:
    """Time of one call of the rehearsal model, as a client on this machine sees it, for each step."""
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as folder, ExitStack() as stack:
        home = Path(folder)
        table = ProcessTable(home)
        service = Service(
            "model",
            (sys.executable, "-m", "sandbox.model", "--port", "{port}", "--log", str(home / "log")),
            free_port(9950),
        )
        stack.callback(table.stop_all)
        table.start(service)
        table.wait(service)
        read = web.start()
        stack.callback(read.stop)
        times = call_times(
            clerk(f"http://127.0.0.1:{service.port}", read.port, home / "masthead.db"), service.port or 0
        )
    slowest = max(times, key=lambda step: times[step])
    yield Figure(
        "a call of the rehearsal model",
        statistics.mean(times.values()),
        "ms",
        5,
        f"mean of the steps; slowest {slowest}, {times[slowest]:.1f} ms",
    )


def call_times(of: Clerk, port: int) -> dict[str, float]:
    """Return the median time of a call in ms, by step."""
    templates = Templates(CHECKOUT / "templates")
    bodies = {
        step: json.dumps(format_body(templates, each, of.site.model_for(step), ""))
        for step, each in questions(of).items()
    }
    connection = http.client.HTTPConnection("127.0.0.1", port)
    return {step: statistics.median(call_ms(connection, body) for _ in range(ROUNDS)) for step, body in bodies.items()}


def call_ms(connection: http.client.HTTPConnection, body: str) -> float:
    began = time.perf_counter()
    connection.request(
        "POST", "/v1/messages", body, {"content-type": "application/json", "authorization": f"Bearer {KEY}"}
    )
    reply = connection.getresponse()
    reply.read()
    if reply.status != 200:
        raise RuntimeError(f"the rehearsal model answered {reply.status}")
    return (time.perf_counter() - began) * 1000


def sandbox() -> Iterator[Figure]:
    """Time until two seeded sites answer: made anew, and started again."""
    wordpress.prepare()
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as folder:
        root = Path(folder) / "sandbox"
        try:
            yield Figure("sandbox up, sites made anew", up_s(root), "s")
            wordpress.down(root)
            yield Figure("sandbox up, warm", up_s(root), "s", 20)
        finally:
            wordpress.down(root, wipe=True)


def up_s(root: Path) -> float:
    began = time.perf_counter()
    wordpress.up(root, wordpress.demo_sites(), free_port(9300 + os.getpid() % 90))
    return time.perf_counter() - began


def article() -> Iterator[Figure]:
    """Own time and peak memory of one article with a Prefect server running."""
    with tempfile.TemporaryDirectory(prefix="masthead-bench-") as folder, ExitStack() as stack:
        home = Path(folder)
        stage = stack.enter_context(new_stage(home / "sandbox"))
        api = stack.enter_context(prefect_server(home / "prefect"))
        prefect = {"PREFECT_API_URL": api, "PREFECT_HOME": str(home / "prefect")}
        bench = stack.enter_context(gated(stage, home / "sites"))
        yield memory(bench, prefect)
        yield from own_time(bench, prefect, api)


def memory(bench: Gated, prefect: dict[str, str]) -> Figure:
    _, peak_mb = usage((*PUBLISH, "--rehearse"), bench.desk.environment() | prefect)
    return Figure("one article, peak memory", peak_mb, "MB", 300)


def own_time(bench: Gated, prefect: dict[str, str], api: str) -> Iterator[Figure]:
    """From flow start to flow end by Prefect's own clock, less what the gate saw the model and the sites take.

    The process has everything imported, because imports do not count.
    """
    shutil.rmtree(bench.desk.store.parent)
    fresh(bench.desk, bench.desk.store)
    bench.stage.restore()
    bench.gate.arm(Plan())
    with warmed(**prefect) as warm:
        ended = replace(bench.desk, starter=warm.start).masthead(*PUBLISH, **prefect)
    if ended.returncode != 0:
        raise RuntimeError(f"the article was not published: {ended.stderr[-400:]}")
    whole_s = float(last_flow_run(api)["total_run_time"])
    asked_s = waited_s(bench.gate.passages)
    remark = f"{whole_s:.2f} s in all, {asked_s:.2f} s of it the model's and WordPress's"
    yield Figure("one article, own time with a Prefect server", whole_s - asked_s, "s", 3, remark)


def waited_s(passages: Sequence[Passage]) -> float:
    """How long the model and the sites took, in seconds; pages of the web are the program's own business."""
    doors = ("model", "coffee", "bikes")
    return sum(passage.ended - passage.began for passage in passages if passage.label.startswith(doors))


@contextmanager
def new_stage(root: Path) -> Iterator[Stage]:
    root.mkdir(parents=True)
    try:
        with raised(root) as stage:
            yield stage
    finally:
        wordpress.down(root, wipe=True)


FIGURES = {
    "help": help_,
    "costs": costs,
    "model": rehearsal,
    "sandbox": sandbox,
    "article": article,
    "links": links,
    "report": report,
    "linking": linking,
}
