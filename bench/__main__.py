"""`make bench`: what the pages and the API cost beside a bare “hello” on the same gunicorn in the same run.

Every figure is the median of several rounds in which the two take turns, because a machine's speed drifts. One worker
serves pages, so that the server and not the client is what is measured; sync, which waits for the disk, has a worker a
core.
"""

import json
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice, repeat
from pathlib import Path

from uuid_utils.compat import uuid7

from bench import browser, drills, marking, placement, reviews
from bench.load import Measured, drive, request_bytes
from bench.outage import ARRIVAL, end_outage, prepare_phones
from bench.raw import raw_rate
from bench.servers import gunicorn
from bench.stage import Stage, prepare

ROUNDS = 5
LEARNERS = 400
PHONES = 10_000
CONNECTIONS = 8
LESSON = "/ar/learn/nl-orientation/your-rights/what-rights-are"
BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html"}


def main() -> None:
    """Run everything and print it."""
    with tempfile.TemporaryDirectory() as folder:
        print("Preparing: migrations, packs, an officer with 400 learners …", flush=True)
        stage = prepare(Path(folder), LEARNERS)
        with gunicorn("bench.hello:app", {}) as hello, gunicorn("wsgi:app", stage.environ) as ours:
            _pages(hello, ours, stage)
        workers = os.cpu_count() or 1
        with gunicorn("bench.hello:app", {}, workers) as hello, gunicorn("wsgi:app", stage.environ, workers) as ours:
            _sync(hello, ours, stage)
            _outage(ours, stage)
        browser.measure(stage)
    drills.measure()
    marking.measure()
    reviews.measure()
    placement.measure_shipped()


def _pages(hello: int, ours: int, stage: Stage) -> None:
    print(f"\nRequests a second, {CONNECTIONS} connections, one worker; hello in the same rounds")
    print(f"{'':34}{'rate':>8}{'hello':>8}{'ratio':>7}{'p50 ms':>8}{'p95 ms':>8}{'bytes':>8}   aim")
    greeting = repeat(request_bytes("GET", "/"))
    officer = {"Cookie": f"staff={stage.officer_token}"}
    bearer = {"Authorization": f"Bearer {stage.officer_token}"}
    for name, path, headers, count, aim in (
        ("lesson page (Arabic, brotli)", LESSON, BROWSER, 2000, "≥ 0.70"),
        ("catalogue page", "/ar/", BROWSER, 2000, "≥ 0.50"),
        ("catalogue, API", "/api/v1/packs", {}, 2000, "≥ 0.50"),
        ("officer's table, 400 people, page", f"/staff/groups/{stage.group_id}", officer, 40, ""),
        ("officer's table, 400 people, API", f"/api/v1/groups/{stage.group_id}/table", bearer, 40, ""),
    ):
        wanted = repeat(request_bytes("GET", path, headers))
        theirs, mine = _take_turns(
            lambda: drive(hello, greeting, count=2000, connections=CONNECTIONS),
            partial(drive, ours, wanted, count=count, connections=CONNECTIONS),
        )
        _print(name, mine, theirs, aim)


def _sync(hello: int, ours: int, stage: Stage) -> None:
    print("\nEvents a second through POST /api/v1/sync, a worker a core as in production; raw is one process that does")
    print("nothing but sqlite3.executemany: same batch, table and indexes, synchronous=FULL")
    print(f"{'':34}{'rate':>8}{'raw':>8}{'ratio':>7}{'p50 ms':>8}{'p95 ms':>8}{'hello':>8}   aim")
    database = stage.folder / "orientation.sqlite"
    greeting = repeat(request_bytes("GET", "/"))
    for batch, batches, connections, aim in (
        (1, 300, 1, "p95 ≤ 3 ms"),
        (20, 300, 8, "≥ 0.25"),  # with fewer phones the kernel may give one worker nearly none of them
        (100, 160, 8, "≥ 0.40"),
        (20, 500, 16, "p95 ≤ 80 ms"),
    ):
        raws, mine = [], []
        for _ in range(ROUNDS):
            raws.append(raw_rate(database, stage.learner_id, batch=batch, batches=batches))
            made = list(islice(_batches(stage, batch), batches))  # the client's work is not what is measured
            mine.append(drive(ours, iter(made), count=batches, connections=connections))
        rate = statistics.median(m.rate for m in mine)
        ratio = statistics.median(m.rate * batch / r for m, r in zip(mine, raws, strict=True))
        name = f"{batch} events a request, {connections} phones"
        plain = drive(hello, greeting, count=1000, connections=connections)
        print(
            f"{name:34}{rate * batch:8.0f}{statistics.median(raws):8.0f}{ratio:7.2f}"
            f"{statistics.median(m.p50 for m in mine):8.1f}{statistics.median(m.p95 for m in mine):8.1f}"
            f"{plain.rate:8.0f}   {aim}"
        )


def _outage(port: int, stage: Stage) -> None:
    tokens = prepare_phones(stage, PHONES)
    done = end_outage(port, stage, tokens, 20)
    print(f"\n{PHONES} phones with 20 events each, all of which notice within {ARRIVAL:.0f} s that the network is back")
    answers = ", ".join(f"{number} × {status}" for status, number in sorted(done.statuses.items()))
    print(f"all acknowledged after {done.seconds:.1f} s   aim ≤ 120 s; {done.acked} acknowledged, {done.stored} stored")
    print(f"answers: {answers}   aim: nothing but 200, 429, 503")
    print(f"accepted: p50 {done.p50:.0f} ms, p99 {done.p99:.0f} ms, at most {done.most:.0f} ms   aim: p99 ≤ 2000 ms")


def _batches(stage: Stage, size: int) -> Iterator[bytes]:
    headers = {"Authorization": f"Bearer {stage.learner_token}", "Content-Type": "application/json"}
    lesson = {"pack": "nl-orientation", "version": 1, "module": "your-rights", "lesson": "what-rights-are"}
    while True:
        now = datetime.now(UTC).isoformat()
        events = [
            {"id": str(uuid7()), "seq": n, "verb": "answered", "at": now, "seconds": 4, **lesson, **stage.answer}
            for n in range(size)
        ]
        body = {"device": "bench", "phone_time": now, "events": events}
        yield request_bytes("POST", "/api/v1/sync", headers, json.dumps(body).encode())


def _take_turns(a: Callable[[], Measured], b: Callable[[], Measured]) -> tuple[list[Measured], list[Measured]]:
    a(), b()  # a round to warm up
    pairs = [(a(), b()) for _ in range(ROUNDS)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _print(name: str, mine: list[Measured], hello: list[Measured], aim: str) -> None:
    ratio = statistics.median(m.rate / h.rate for m, h in zip(mine, hello, strict=True))
    print(
        f"{name:34}{statistics.median(m.rate for m in mine):8.0f}{statistics.median(h.rate for h in hello):8.0f}"
        f"{ratio:7.2f}{statistics.median(m.p50 for m in mine):8.1f}{statistics.median(m.p95 for m in mine):8.1f}"
        f"{mine[-1].bytes:8}   {aim}",
        flush=True,
    )


if __name__ == "__main__":
    main()
