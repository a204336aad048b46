"""Ask a server as hard as it goes, with a loop that costs next to nothing itself.

A client as busy as the server would make a fast page look like a slow one.
"""

import re
import selectors
import socket
import time
from contextlib import ExitStack
from typing import NamedTuple
from urllib.parse import urlsplit

from .servers import Server

CONNECTIONS = 16
SECONDS = 3
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.I)
LAST_CHUNK = b"\r\n0\r\n\r\n"


class Turn(NamedTuple):
    """How many answers a second, and how many a second of the server's own processor time."""

    by_clock: float
    by_processor: float


def turn(server: Server, path: str) -> Turn:
    """Some seconds of asking; one question at a time on each connection, all must be answered."""
    busy = server.processor_seconds()
    count, seconds = _ask(server.address + path)
    return Turn(count / seconds, count / max(server.processor_seconds() - busy, 0.01))


def _ask(address: str) -> tuple[int, float]:
    parts = urlsplit(address)
    question = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    count = 0
    with ExitStack() as open_ones, selectors.DefaultSelector() as waiting:
        for _ in range(CONNECTIONS):
            connection = socket.create_connection((parts.hostname, parts.port), timeout=30)
            open_ones.enter_context(connection)
            connection.sendall(question)
            waiting.register(connection, selectors.EVENT_READ, bytearray())
        begun = time.monotonic()
        while (passed := time.monotonic() - begun) < SECONDS:
            for key, _ in waiting.select(timeout=1):
                part = key.fileobj.recv(1 << 18)
                if not part:
                    raise RuntimeError(f"{address}: a connection was closed")
                answer: bytearray = key.data
                answer.extend(part)
                if _is_whole(answer, address):
                    count += 1
                    answer.clear()
                    key.fileobj.sendall(question)
    if count < CONNECTIONS:
        raise RuntimeError(f"{address}: {count} answers in {SECONDS} s")
    return count, passed


def _is_whole(answer: bytearray, address: str) -> bool:
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"{address}: {bytes(answer[:head])!r}")
    if length := LENGTH.search(answer, 0, head + 2):
        return len(answer) == head + 4 + int(length.group(1))
    return answer.endswith(LAST_CHUNK)
