"""A document page next to a bare Django view and to a plain Wagtail page of the same text.

All three under the same server with the same number of processes, on the same machine, one after
the other in turns; each figure is the median of its turns. The ratios are those of requests for a
second of the server's own processor time, taken turn by turn: they hold on a busy machine, too.
"""

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import demonstration

from . import load, servers, site
from .load import Turn
from .servers import Server

TURNS = 5
WATCHED = 3  # seconds


def run() -> dict[str, Any]:
    home = os.environ["HUIYIN_HOME"]
    demonstration.copy(Path(home))
    site.prepare()
    with servers.serving("huiyin.config.wsgi:application") as huiyin:
        path, title, body = _document(huiyin.address)
        _fill_peer(home, title, body)
        with (
            servers.serving("bench.peers.hello:application") as hello,
            servers.serving("bench.peers.wagtail_site.wsgi:application", PEER_HOME=home) as wagtail,
        ):
            measured = _in_turns(
                {
                    "hello": (hello, "/", "hello"),
                    "document": (huiyin, path, title),
                    "wagtail": (wagtail, "/text/", title),
                }
            )
        released, withdrawn = _until_seen(huiyin.address)
    return {
        **_rates(measured),
        "document_to_hello": round(_ratio(measured, "hello"), 3),
        "document_to_wagtail": round(_ratio(measured, "wagtail"), 2),
        "release_seen_seconds": released,
        "withdrawal_seen_seconds": withdrawn,
        "turns": measured,
        "text_bytes": len(body.encode()),
    }


def _document(site: str) -> tuple[str, str, str]:
    """A document found as a visitor finds one: its path, title and text."""
    hit = re.search(r'<h2><a href="(/i/[^"]+)"', servers.fetch(f"{site}/search/?q=垃圾分类"))
    if not hit:
        raise RuntimeError("the demonstration's search found no document")
    page = servers.fetch(f"{site}{hit.group(1)}")
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    text = re.search(
        r'<div class="text"[^>]*>(.*?)</div>\s*(?=<section|<footer|</article)', page, re.S
    )
    if not (title and text):
        raise RuntimeError("the page that was found is not a document")
    return hit.group(1), title.group(1).strip(), text.group(1)


def _fill_peer(home: str, title: str, body: str) -> None:
    command = [sys.executable, "-m", "bench.peers.wagtail_site.fill", title]
    environment = {**os.environ, "PEER_HOME": home}
    subprocess.run(command, cwd=servers.ROOT, env=environment, input=body, text=True, check=True)


def _in_turns(asked: dict[str, tuple[Server, str, str]]) -> dict[str, list[Turn]]:
    """Each page has to show its words."""
    for server, path, words in asked.values():
        if words not in servers.fetch(server.address + path):
            raise RuntimeError(f"{path} does not show {words!r}")
        load.turn(server, path)  # the first turn warms up and is not counted
    measured: dict[str, list[Turn]] = {name: [] for name in asked}
    for _ in range(TURNS):
        for name, (server, path, _) in asked.items():
            measured[name].append(load.turn(server, path))
    return measured


def _rates(measured: dict[str, list[Turn]]) -> dict[str, float]:
    return {
        f"{name}_rps": round(statistics.median(turn.by_clock for turn in turns), 1)
        for name, turns in measured.items()
    }


def _ratio(measured: dict[str, list[Turn]], peer: str) -> float:
    pairs = zip(measured["document"], measured[peer], strict=True)
    return statistics.median(one.by_processor / other.by_processor for one, other in pairs)


def _until_seen(site: str) -> tuple[float, float]:
    """Seconds from a release, and from a withdrawal, until no worker shows what was before."""
    from datetime import datetime

    from django.utils import timezone

    from huiyin.audit.actors import system
    from huiyin.disclosure.models import ColumnPage, DocumentPage, public_path
    from huiyin.disclosure.tree import publishing
    from huiyin.disclosure.tree.actions import publish_document

    actor, at = system("bench"), timezone.now()
    known = DocumentPage.objects.live().first()
    column = ColumnPage.objects.get(path=known.path[:-4])
    shown = f"{site}{public_path(column)}"
    values = {
        "title": "刚刚发布的通知", "index_number": "", "issuer": "某局", "source": "某局",
        "published_at": timezone.make_aware(datetime(2999, 1, 1)), "body": "<p>正文</p>",  # noqa: DTZ001
    }  # fmt: skip
    with _watching(shown, "刚刚发布的通知") as seen:
        page = publish_document(column, known.agency, values, actor=actor, at=at)
    released = _until(seen, wanted=True)
    with _watching(shown, "刚刚发布的通知") as seen, publishing.gate(actor):
        page.unpublish()
    return released, _until(seen, wanted=False)


@contextmanager
def _watching(address: str, words: str) -> Iterator[list[tuple[float, bool]]]:
    """Asks all the time, over new connections, whichever worker takes them: (since when, shown).

    Times count from the end of the block; readers go on for some seconds after it.
    """
    asked: list[tuple[float, bool]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            begun = time.monotonic()
            asked.append((begun, words in servers.fetch(address)))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    seen: list[tuple[float, bool]] = []
    try:
        time.sleep(1)  # every worker holds the page
        yield seen
        done = time.monotonic()
        time.sleep(WATCHED)
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    seen += [(begun - done, shown) for begun, shown in asked if begun > done]


def _until(seen: list[tuple[float, bool]], *, wanted: bool) -> float:
    """Seconds until the last reader began who was shown what was before."""
    last = max((begun for begun, shown in seen if shown != wanted), default=0.0)
    if len(seen) < 20 or last > WATCHED - 0.5:
        raise RuntimeError(
            f"the change was not seen: {len(seen)} readers, the last at {last:.2f} s"
        )
    return round(last, 2)
