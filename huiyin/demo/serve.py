"""Web server and timetable of the demonstration as one program: `python -m huiyin.demo.serve PORT TEXT`.

It knows nothing of Django, so that the process that only waits stays small. It says TEXT when the
site answers, and stops both when one of them ends or when it gets the signal to stop.
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

ANSWERS_WITHIN = 60  # seconds
ENDS_WITHIN = 15  # seconds
BIN = Path(sys.executable).parent


class Stopped(BaseException):
    """Somebody pressed Ctrl-C or asked us to end."""


def main(port: int, text: str) -> int:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(subprocess.Popen(_web(port)))  # noqa: S603 - our own program
        children.append(subprocess.Popen(_timetable()))  # noqa: S603 - our own program
        _wait_for_answer(port, children)
        sys.stderr.write(text)
        sys.stderr.flush()
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        sys.stderr.write("网站或定时任务意外停止，详见上面的信息\n")
        return 1
    except Stopped:
        return 0
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        _end(children)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _web(port: int) -> list[str]:
    """WSGI on the loopback address; two processes of eight threads."""
    return [sys.executable, "-m", "huiyin.config.serve", "--port", str(port)]


def _timetable() -> list[str]:
    return [str(BIN / "huiyin"), "tick", "--every-minute", "-v0"]


def _wait_for_answer(port: int, children: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Until the site answers anything; a child that ends first is the main loop's to report."""
    give_up = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < give_up and all(child.poll() is None for child in children):
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            site.request("GET", "/healthz")
            site.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            site.close()


def _end(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    give_up = time.monotonic() + ENDS_WITHIN
    for child in children:
        try:
            child.wait(timeout=max(0.1, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    sys.exit(main(int(sys.argv[1]), sys.argv[2]))
