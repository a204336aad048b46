"""A document page next to a bare Django view and to a plain Wagtail page of the same text.

All three under the same server with the same number of processes, on the same machine, one after
the other in turns; each figure is the median of its turns.
"""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from . import servers

TURNS = 5
WATCHED = 3  # seconds


def run() -> dict[str, Any]:
    servers.huiyin("demo-load")
    home = os.environ["HUIYIN_HOME"]
    with servers.serving("huiyin.config.wsgi:application") as site:
        address, title, body = _document(site)
        _fill_peer(home, title, body)
        with (
            servers.serving("bench.peers.hello:application") as hello,
            servers.serving("bench.peers.wagtail_site.wsgi:application", PEER_HOME=home) as wagtail,
        ):
            asked = {"hello": f"{hello}/", "document": address, "wagtail": f"{wagtail}/text/"}
            measured = _in_turns(asked)
        released, withdrawn = _until_seen(site)
    medians = {name: statistics.median(values) for name, values in measured.items()}
    return {
        **{f"{name}_rps": round(value, 1) for name, value in medians.items()},
        "document_to_hello": round(medians["document"] / medians["hello"], 3),
        "document_to_wagtail": round(medians["document"] / medians["wagtail"], 2),
        "release_seen_seconds": released,
        "withdrawal_seen_seconds": withdrawn,
        "turns": measured,
        "text_bytes": len(body.encode()),
        "client": servers.client(),
    }


def _document(site: str) -> tuple[str, str, str]:
    """A document found as a visitor finds one: its address, title and text."""
    found = re.search(r'<h2><a href="(/[^"]+)"', servers.fetch(f"{site}/search/?q=垃圾分类"))
    if not found:
        raise RuntimeError("the demonstration's search found no document")
    page = servers.fetch(f"{site}{found.group(1)}")
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    text = re.search(
        r'<div class="text"[^>]*>(.*?)</div>\s*(?=<section|<footer|</article)', page, re.S
    )
    if not (title and text):
        raise RuntimeError("the page that was found is not a document")
    return f"{site}{found.group(1)}", title.group(1).strip(), text.group(1)


def _fill_peer(home: str, title: str, body: str) -> None:
    command = [sys.executable, "-m", "bench.peers.wagtail_site.fill", title]
    environment = {**os.environ, "PEER_HOME": home}
    subprocess.run(command, cwd=servers.ROOT, env=environment, input=body, text=True, check=True)


def _in_turns(asked: dict[str, str]) -> dict[str, list[float]]:
    for address in asked.values():
        servers.fetch(address)
        servers.requests_per_second(address)  # the first turn warms up and is not counted
    measured: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(TURNS):
        for name, address in asked.items():
            measured[name].append(servers.requests_per_second(address))
    return measured


def _until_seen(site: str) -> tuple[float, float]:
    """Seconds from a release, and from a withdrawal, until no worker shows what was before."""
    from datetime import datetime

    from django.utils import timezone

    from huiyin.audit.actors import system
    from huiyin.disclosure import publishing
    from huiyin.disclosure.actions import publish_document
    from huiyin.disclosure.models import ColumnPage, DocumentPage

    actor, at = system("bench"), timezone.now()
    known = DocumentPage.objects.live().first()
    column = ColumnPage.objects.get(path=known.path[:-4])
    shown = f"{site}{publishing.public_path(column)}"
    values = {
        "title": "刚刚发布的通知", "index_number": "", "issuer": "某局", "source": "某局",
        "published_at": timezone.make_aware(datetime(2999, 1, 1)), "body": "<p>正文</p>",  # noqa: DTZ001
    }  # fmt: skip
    for _ in range(20):  # every worker holds the page
        servers.fetch(shown)
    page = publish_document(column, known.agency, values, actor=actor, at=at)
    released = _stale(shown, lambda text: "刚刚发布的通知" not in text)
    with publishing.gate(actor):
        page.unpublish()
    return released, _stale(shown, lambda text: "刚刚发布的通知" in text)


def _stale(address: str, is_old: Callable[[str], bool]) -> float:
    """Seconds until the last old page, asked over new connections, whichever worker takes them."""
    begun, last = time.monotonic(), 0.0
    while (now := time.monotonic() - begun) < WATCHED:
        if is_old(servers.fetch(address)):
            last = time.monotonic() - begun
    if last > WATCHED - 0.5:
        raise RuntimeError(f"{address} still shows what was before after {now:.1f} s")
    return round(last, 2)
