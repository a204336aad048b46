"""Asking a measure by its name: a function, or the key of a figure."""

import logging
from dataclasses import replace

from huiyin.figures import registry

from .base import Ask, Measure, Measurement, Verdict, known
from .figures import of_figure

logger = logging.getLogger(__name__)


def find(name: str, agency: int | None = None) -> Measure:
    """The measure of this name; a name with a point is the key of a figure.

    Raises:
        LookupError: there is none.
    """
    if name in known:
        return known[name]
    if "." not in name:
        raise LookupError(f"没有名为“{name}”的检查方法")
    return of_figure(registry.find(name, agency))


def measured(name: str, ask: Ask) -> Measurement | str:
    """What it finds, or the message of a measure that failed: the others go on.

    What is broken has a fault at least.
    """
    try:
        result = find(name, ask.agency)(ask)
    except Exception as error:
        logger.exception("measure %s failed", name)
        return f"{type(error).__name__}：{error}"
    if result.verdict is Verdict.BROKEN:
        return replace(result, faults=max(result.faults, 1))
    return result
