"""A document page next to a bare Django view and to a plain Wagtail page of the same text.

All three under the same server with the same number of processes, on the same machine, one after
the other in turns; each figure is the median of its turns.
"""

import os
import re
import statistics
import subprocess
import sys
from typing import Any

from . import servers

TURNS = 5


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
    medians = {name: statistics.median(values) for name, values in measured.items()}
    return {
        **{f"{name}_rps": round(value, 1) for name, value in medians.items()},
        "document_to_hello": round(medians["document"] / medians["hello"], 3),
        "document_to_wagtail": round(medians["document"] / medians["wagtail"], 2),
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
