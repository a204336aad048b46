"""One server of child processes for this process, started with the first file."""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from . import server, wire
from .limits import MEGABYTE, Limits

_ROOT = str(Path(__file__).parents[3])
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from huiyin.common.confined import server; server.main(sys.argv[1:])"
)
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
_BEGINS_WITHIN = 60  # seconds; the first child of a kind waits for its libraries
_GRACE = 5  # seconds after which a child is given up that the kernel should have ended


class NotStartedError(RuntimeError):
    """No child can be started: a fault of the machine, not of a file."""


class _Server:
    """The server process, our end of its socket, and the process that owns it."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        self.control.settimeout(_BEGINS_WITHIN)
        path = [_ROOT, *(entry for entry in sys.path if entry)]
        command = [sys.executable, "-I", "-S", "-c", _START, json.dumps(path)]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [*command, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
                cwd="/",
            )

    def begin(self, module: str) -> socket.socket:
        """A connection to a new child that has loaded this module."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.control, [module.encode()], [theirs.fileno()])
                if self.control.recv(1) == server.READY:
                    return ours
            except OSError as error:
                ours.close()
                raise NotStartedError(str(error)) from error
        ours.close()
        raise NotStartedError(f"no child for {module}")

    def end(self) -> None:
        """It goes by itself when nobody is at the other end, unless something holds it up."""
        self.control.close()
        try:
            self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_lock = threading.Lock()
_server: _Server | None = None


def call(module: str, name: str, arguments: Any, names: Any, allowed: Limits) -> Any:
    """The child's answer: its kind, and its content.

    Raises:
        BrokenOffError: it was ended at a limit, or broke down.
        NotStartedError: there is no child.
    """
    message = wire.packed((module, name, arguments, names, allowed))
    with _line(module) as line:
        line.settimeout(allowed.wall_clock + _GRACE)
        try:
            wire.send(line, message)
            return wire.answer(wire.receive(line, allowed.answer * MEGABYTE))
        except OSError as error:
            raise wire.BrokenOffError(str(error)) from error


def _line(module: str) -> socket.socket:
    """The first one; a server that has ended since, for want of files, is replaced."""
    global _server
    with _lock:
        if _server is not None:
            try:
                return _server.begin(module)
            except NotStartedError:
                _server.end()
        _server = _Server()
        return _server.begin(module)


def end() -> None:
    """End the server; the next call starts another one."""
    global _server
    with _lock:
        if _server is not None:
            _server.end()
        _server = None


def _forget() -> None:
    """After a fork the new process starts a server of its own."""
    global _lock, _server
    _lock, _server = threading.Lock(), None


atexit.register(end)
os.register_at_fork(after_in_child=_forget)
