"""The small process from which the children are forked, and what a child does.

It has one thread, no settings, no database and no secrets. It loads the module of a reader once,
so that a child begins with it; each file has a child of its own, which ends with its file.
"""

import gc
import importlib
import math
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from . import state, wire
from .limits import MEGABYTE, Limits

IDLE = 600  # seconds after which it ends; the next file starts another one
_LARGEST_FILE = 256 * MEGABYTE  # that a child may write (pages drawn for another program)
_MOST_OPEN = 64
_FRAMES = 8  # of a traceback that are logged
_STATM = Path("/proc/self/statm")
READY, FAILED = b"+", b"-"


def serve(descriptor: int) -> None:
    """Fork a child for each request, until the caller has gone or nothing has come for long."""
    control = socket.socket(fileno=descriptor)
    control.settimeout(IDLE)
    while True:
        _reap()
        try:
            request, lines, _, _ = socket.recv_fds(control, 1000, 1)
        except TimeoutError:
            return
        if not request:
            return
        line = socket.socket(fileno=lines[0])
        control.sendall(_begin(request.decode(), line, control))
        line.close()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return  # none is left


def _begin(module: str, line: socket.socket, control: socket.socket) -> bytes:
    try:
        importlib.import_module(module)
        gc.collect()
        gc.freeze()  # its pages stay shared with the children
        child = os.fork()
    except Exception:
        traceback.print_exc()
        return FAILED
    if not child:
        status = 1
        try:
            control.close()
            os.dup2(sys.stdout.fileno(), sys.stderr.fileno())  # what a library says as it dies
            _work(line)
            status = 0
        finally:
            os._exit(status)
    return READY


def _work(line: socket.socket) -> None:
    """One call within its limits."""
    module, name, arguments, names, allowed = pickle.loads(wire.receive(line))  # noqa: S301 - from our own caller
    state.is_inline = True
    confine(allowed)
    try:
        function = getattr(importlib.import_module(module), name)
        reply = wire.packed(("value", function(*arguments, **names)))
        if len(reply) > allowed.answer * MEGABYTE:
            reply = _packed("limit", "too much was read")
    except MemoryError:
        reply = _packed("limit", "memory")
    except Exception as error:
        reply = _raised(error)
    wire.send(line, reply)


def _raised(error: Exception) -> bytes:
    kind = type(error)
    if kind.__module__.startswith("huiyin."):
        return wire.packed(("raise", kind, error.args, dict(vars(error))))
    where = "".join(traceback.format_tb(error.__traceback__)[-_FRAMES:])
    return _packed("fault", where + kind.__qualname__)  # its message may quote the file


def _packed(kind: str, text: str) -> bytes:
    return wire.packed((kind, text))


def confine(allowed: Limits) -> None:
    """From here on the kernel ends this process at its limits."""
    signal.setitimer(signal.ITIMER_REAL, allowed.wall_clock)  # nobody handles its signal
    signal.setitimer(signal.ITIMER_PROF, allowed.seconds)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, math.ceil(allowed.seconds) + 1)  # also of programs it calls
    _limit(resource.RLIMIT_FSIZE, _LARGEST_FILE)
    _limit(resource.RLIMIT_NOFILE, _MOST_OPEN)
    if _STATM.exists():  # elsewhere than on Linux memory is not limited
        memory = int(_STATM.read_text().split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, memory + allowed.megabytes * MEGABYTE)


def _limit(which: int, most: int) -> None:
    hardest = resource.getrlimit(which)[1]
    if hardest != resource.RLIM_INFINITY:
        most = min(most, hardest)
    resource.setrlimit(which, (most, most))


def main(arguments: list[str]) -> Any:
    """`sys.path` is that of the caller, set before this module was loaded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller; then we end as well
    serve(int(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
