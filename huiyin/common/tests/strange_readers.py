"""Confined functions that do what no reader should."""

import importlib
import os
import resource
import signal
import sys
import time

from huiyin.common.confined import Work, confined


class OwnError(Exception):
    """With a fact of its own, and made otherwise than its arguments say."""

    def __init__(self, page: int) -> None:
        super().__init__(f"第 {page} 页")
        self.page = page


class RefusedError(Exception):
    pass


def refusing(function):
    return confined(Work.READING, refusal=RefusedError)(function)


@refusing
def plain(*values, **named):
    return values, named


@refusing
def surroundings():
    """Its environment, its open descriptors, and whether Django is there."""
    return dict(os.environ), len(os.listdir("/proc/self/fd")), "django" in sys.modules


@refusing
def loaded_with(modules, package):
    """What of a package is there after these modules are loaded."""
    for module in modules:
        importlib.import_module(module)
    return [name for name in sys.modules if name.partition(".")[0] == package]


@refusing
def held():
    """What the kernel holds this process to."""
    names = ("CPU", "CORE", "FSIZE", "NOFILE")
    limits = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in names}
    timers = (signal.ITIMER_PROF, signal.ITIMER_REAL)
    return limits, [signal.getitimer(timer)[0] for timer in timers]


@refusing
def peak(megabytes):
    """How much memory it has taken at most, in megabytes."""
    len(b"x" * (megabytes * 2**20))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@refusing
def fill():
    held = []
    while True:
        held.append(b"x" * 2**24)


@refusing
def spin():
    while True:
        pass


@refusing
def rest():
    time.sleep(60)


@refusing
def talk(megabytes):
    return b"x" * (megabytes * 2**20)


@refusing
def vanish():
    os.kill(os.getpid(), 9)


@refusing
def stumble(text):
    return int(text)


@refusing
def dive():
    return dive.__wrapped__()


@refusing
def own():
    raise OwnError(7)


class _Live:
    pass


@refusing
def strange():
    return _Live()


@refusing
def nested():
    return plain(1), os.getpid() == plain_pid()


@refusing
def plain_pid():
    return os.getpid()
