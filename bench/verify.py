"""/verify/ of a paper, which is never kept, next to a bare Django view.

Both under the same server with the same number of processes, in turns; the ratio is that of
requests for a second of the server's own processor time, so that it holds on a busy machine.
"""

import os
import statistics
from pathlib import Path
from typing import Any

from tests import demonstration

from . import load, servers, site

TURNS = 5


def run() -> dict[str, Any]:
    demonstration.copy(Path(os.environ["HUIYIN_HOME"]))
    site.prepare()
    from huiyin.letters.models import PaperCode

    code = PaperCode.objects.order_by("pk").first()
    if code is None:
        raise RuntimeError("the demonstration has no paper with a code")
    path = f"/verify/{code.code}/"
    with (
        servers.serving("huiyin.config.wsgi:application") as huiyin,
        servers.serving("bench.peers.hello:application") as hello,
    ):
        if code.number not in servers.fetch(huiyin.address + path):
            raise RuntimeError(f"{path} does not name its paper")
        load.turn(huiyin, path), load.turn(hello, "/")  # the first turns warm up
        pairs = [(load.turn(huiyin, path), load.turn(hello, "/")) for _ in range(TURNS)]
    ratios = [paper.by_processor / bare.by_processor for paper, bare in pairs]
    return {
        "verify_to_hello": round(statistics.median(ratios), 3),
        "verify_ms": round(statistics.median(1000 / paper.by_processor for paper, _ in pairs), 2),
        "turns": pairs,
    }
