"""Eight processes that write to one SQLite file without a pause: how long the slowest of them waits.

Next to it the same number of processes that insert one row of the same width with SQLite alone,
which wait as SQLite itself makes them wait. Both wait for the disk as in operation.
"""

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import site
from .intake import TEXT, Cases

CLIENTS, SECONDS = 8, 10


def run() -> dict[str, Any]:
    site.prepare()
    Cases()  # the agency, made once
    bare = sqlite3.connect(_bare_file())
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("CREATE TABLE request (id INTEGER PRIMARY KEY, text TEXT)")
    bare.close()
    ours, alone = at_once("receive"), at_once("bare")
    return {
        "longest_ms": ours[0], "per_second": ours[1],
        "bare_longest_ms": alone[0], "bare_per_second": alone[1],
    }  # fmt: skip


def at_once(name: str) -> tuple[float, float]:
    """(the longest that one write took, ms; writes a second of all)."""
    context = multiprocessing.get_context("spawn")
    gate, results = context.Barrier(CLIENTS), context.Queue()
    clients = [context.Process(target=client, args=(name, gate, results)) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    seen = [results.get(timeout=300) for _ in clients]
    for one in clients:
        one.join()
    if min(count for _, count in seen) == 0:
        raise RuntimeError("a writer never got its turn")
    return round(max(most for most, _ in seen), 1), round(sum(n for _, n in seen) / SECONDS, 1)


def client(name: str, gate: Any, results: Any) -> None:
    site.prepare()
    act: Callable[[], object] = Cases().receive if name == "receive" else bare_writer()
    act()
    gate.wait()
    longest, count, end = 0.0, 0, time.perf_counter() + SECONDS
    while (begun := time.perf_counter()) < end:
        act()
        longest, count = max(longest, time.perf_counter() - begun), count + 1
    results.put((longest * 1000, count))


def bare_writer() -> Callable[[], None]:
    connection = sqlite3.connect(_bare_file(), timeout=60, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO request (text) VALUES (?)", [TEXT])
        connection.execute("COMMIT")

    return write


def _bare_file() -> Path:
    return Path(os.environ["HUIYIN_HOME"], "bare.sqlite3")
