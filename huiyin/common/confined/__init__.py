"""隔离读取: what reads a stranger's file does so in a child process under limits.

A file says how large it is, and it may lie; a library in C cannot be stopped from outside. So
memory, processor and answer are bounded by the kernel, and a reader that breaks down takes
nobody along. A confined function is called like any other; it must be one of a module that knows
nothing of Django, so that neither settings nor secrets nor a database are in reach.
"""

import logging
import os
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from . import caller, state
from .caller import NotStartedError
from .limits import Limits, Work, limits
from .wire import BrokenOffError

__all__ = [
    "BeyondLimitsError",
    "Limits",
    "NotStartedError",
    "Work",
    "confined",
    "limits",
    "readers",
]

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

SENTENCE = (
    "文件过大或结构异常，未能在限定的时间和内存内读完。"
    "请用办公软件打开后另存一份，删去多余的内容或拆成几个文件再试"
)
BUSY = "正在读取别的文件，暂时轮不到这一份。请过几分钟再试"

readers: set[tuple[str, str]] = set()
"""Module and name of every confined function."""


class BeyondLimitsError(Exception):
    """The file was not read to its end; the message says what to do."""


_places: dict[Work, threading.BoundedSemaphore] = {}


def confined(
    work: Work,
    *,
    refusal: Callable[[str], Exception] = BeyondLimitsError,
    sentence: str = SENTENCE,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the function in a child; raise `refusal` with what to do (`sentence`) at a limit.

    Exceptions of ours come back as they are. Any other one means that a library met a file it was
    not written for: it is logged, and the file is refused.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        readers.add((function.__module__, function.__name__))

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if state.is_inline:
                return function(*args, **kwargs)
            allowed, place = limits[work], _place(work)
            if not place.acquire(timeout=allowed.wall_clock):
                raise refusal(BUSY)
            try:
                answer = caller.call(function.__module__, function.__name__, args, kwargs, allowed)
            except BrokenOffError as error:
                answer = ("limit", str(error))
            except NotStartedError as error:
                logger.exception("no child can be started")
                raise refusal(BUSY) from error
            finally:
                place.release()
            try:
                return cast(R, _value(function, answer))
            except BeyondLimitsError as error:
                raise refusal(sentence) from error

        return run

    return decorate


def _place(work: Work) -> threading.BoundedSemaphore:
    return _places.setdefault(work, threading.BoundedSemaphore(limits[work].at_once))


os.register_at_fork(after_in_child=_places.clear)


def _value(function: Callable[..., Any], answer: Any) -> Any:
    match answer:
        case ("value", value):
            return value
        case ("raise", type() as kind, tuple(arguments), dict(facts)) if issubclass(
            kind, Exception
        ):
            error: Exception = kind.__new__(kind, *arguments)
            vars(error).update(facts)
            raise error
        case ("fault", text):
            logger.error("%s cannot read a file:\n%s", function.__qualname__, text)
        case ("limit", text):
            logger.warning("%s was stopped at its limits: %s", function.__qualname__, text)
        case _:
            logger.error("%s: this is no answer", function.__qualname__)
    raise BeyondLimitsError(SENTENCE)
