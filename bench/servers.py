"""Start a WSGI application the way the demonstration is started, and visit it."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
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


def family(pid: int) -> list[int]:
    """This process and all below it."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    ]
    return [pid, *(below for child in children for below in family(child))]


class Server(NamedTuple):
    address: str
    pid: int

    def processor_seconds(self) -> float:
        """What all its processes have used so far, in the system's calls, too."""
        times = [
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in family(self.pid)
        ]
        return sum(int(ticks) for line in times for ticks in line.split()[11:13]) / TICKS


@contextmanager
def serving(application: str, **environment: str) -> Iterator[Server]:
    """A started application."""
    granian = str(Path(sys.executable).with_name("granian"))
    with _started(granian, *SAME_FOR_ALL, application, **environment) as server:
        yield server


@contextmanager
def in_operation() -> Iterator[Server]:
    """huiyin as docs/operations.md has it started."""
    serve = ("-m", "huiyin.config.serve", "--workers", "2", "--threads", "8")
    with _started(sys.executable, *serve) as server:
        yield server


@contextmanager
def _started(*command: str, **environment: str) -> Iterator[Server]:
    port = free_port()
    process = subprocess.Popen(
        [*command, "--port", str(port)], cwd=ROOT, env={**os.environ, **environment}
    )
    try:
        wait_until_answered(process, port, "/")
        yield Server(f"http://127.0.0.1:{port}", process.pid)
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


def huiyin(*arguments: str) -> str:
    """Run a command of huiyin on HUIYIN_HOME; what it said on stdout."""
    command = [str(Path(sys.executable).with_name("huiyin")), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"huiyin {arguments[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def as_json(text: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(text)
    return document
