"""How long `make demo` takes to answer (without the installation), and how much memory it holds."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from . import servers

PAGES = 300
NOT_PAGES = ("/desk", "/cms", "/static", "/files", "/display")


def run() -> dict[str, Any]:
    first, _ = _start()
    second, memory = _start()
    return {"first_start_seconds": first, "second_start_seconds": second, "memory_mib": memory}


def _start() -> tuple[float, float]:
    """Seconds until / is answered; MiB of all processes after some hundred pages were read."""
    port = servers.free_port()
    command = [str(Path(sys.executable).with_name("huiyin")), "demo-serve", "--port", str(port)]
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=servers.ROOT, env=os.environ, stderr=subprocess.DEVNULL)
    try:
        status = servers.wait_until_answered(process, port, "/")
        seconds = time.monotonic() - begun
        if status != 200:
            raise RuntimeError(f"/ was answered with {status}")
        _read_around(f"http://127.0.0.1:{port}")
        memory = sum(_kibibytes(pid) for pid in servers.family(process.pid)) / 1024
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    return round(seconds, 2), round(memory, 1)


def _read_around(site: str) -> None:
    """Visit page after page by the links that are found, as a crawler does."""
    known, waiting = {"/"}, ["/"]
    for _ in range(PAGES):
        if not waiting:
            return
        status, page = servers.visit(f"{site}{waiting.pop(0)}")
        if status >= 500:
            raise RuntimeError(f"a page of the demonstration fails with {status}")
        links = [path for path in re.findall(r'href="(/[^"#?]*/)"', page) if path not in known]
        waiting += [path for path in dict.fromkeys(links) if not path.startswith(NOT_PAGES)]
        known.update(links)


def _kibibytes(pid: int) -> int:
    """Its own memory, and its share of what it shares (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise RuntimeError(f"no Pss of process {pid}")
