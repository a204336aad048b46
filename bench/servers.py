"""Start a WSGI application the way the demonstration is started, and ask it as hard as it goes."""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 16
SECONDS = 3
SAME_FOR_ALL = [
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "2",
    "--no-ws",
    "--log-level",
    "warning",
]


@contextmanager
def serving(application: str, **environment: str) -> Iterator[str]:
    """The address of a started application."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("granian")), *SAME_FOR_ALL, "--port", str(port)]
    process = subprocess.Popen([*command, application], cwd=ROOT, env={**os.environ, **environment})
    try:
        wait_until_answered(process, port, "/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answered(
    process: "subprocess.Popen[bytes]", port: int, path: str, within: float = 300
) -> int:
    """The status of the first answer."""
    give_up = time.monotonic() + within
    while time.monotonic() < give_up and process.poll() is None:
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            site.request("GET", path)
            return site.getresponse().status
        except OSError:
            time.sleep(0.05)
        finally:
            site.close()
    raise RuntimeError("the server did not start")


def fetch(address: str) -> str:
    """The page, which has to be there."""
    status, page = visit(address)
    if status != 200:
        raise RuntimeError(f"{address}: {status}")
    return page


def visit(address: str) -> tuple[int, str]:
    """Status and page, whatever they are."""
    parts = urlsplit(address)
    site = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        site.request("GET", quote(f"{parts.path}?{parts.query}".rstrip("?"), safe="/?&=%"))
        answer = site.getresponse()
        return answer.status, answer.read().decode()
    finally:
        site.close()


def requests_per_second(address: str) -> float:
    """With `wrk` where it is installed, else with threads of our own (which ask more slowly)."""
    return _with_wrk(address) if client() == "wrk" else _with_threads(address)


def client() -> str:
    return "wrk" if shutil.which("wrk") else "threads"


def _with_wrk(address: str) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"{address}: not every request was answered\n{told}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if not found:
        raise RuntimeError(f"wrk said nothing of requests a second:\n{told}")
    return float(found.group(1))


def _with_threads(address: str) -> float:
    parts = urlsplit(address)
    counts: list[int] = []
    until = time.monotonic() + SECONDS

    def ask() -> None:
        site, count = http.client.HTTPConnection(parts.netloc, timeout=30), 0
        while time.monotonic() < until:
            site.request("GET", parts.path)
            answer = site.getresponse()
            answer.read()
            if answer.status != 200:
                return
            count += 1
        counts.append(count)
        site.close()

    askers = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    if len(counts) < CONNECTIONS:
        raise RuntimeError(f"{address}: not every request was answered")
    return sum(counts) / SECONDS


def huiyin(*arguments: str) -> str:
    """Run a command of huiyin on HUIYIN_HOME; what it said on stdout."""
    command = [str(Path(sys.executable).with_name("huiyin")), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"huiyin {arguments[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def as_json(text: str) -> dict[str, object]:
    made: dict[str, object] = json.loads(text)
    return made
