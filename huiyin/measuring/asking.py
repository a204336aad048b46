"""Asking a measure by its name: a function, or the key of a figure."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from huiyin.figures import registry

from .base import Ask, Measure, Measurement, Verdict, known, names
from .figures import of_figure

logger = logging.getLogger(__name__)


def find(name: str, agency: int | None = None) -> Measure:
    """The measure of this name; a name with a point is the key of a figure.

    Several keys with a plus between them count together.

    Raises:
        LookupError: there is none.
    """
    if "+" in name:
        return together([find(one.strip(), agency) for one in name.split("+")])
    if name in known:
        return known[name]
    if "." not in name:
        raise LookupError(f"没有名为“{name}”的检查方法")
    return of_figure(registry.find(name, agency))


def together(measures: Sequence[Measure]) -> Measure:
    """The faults of each of them; what any of them cannot measure is not measured."""

    def measured(ask: Ask) -> Measurement:
        parts = [measure(ask) for measure in measures]
        if missing := next((p for p in parts if p.verdict is Verdict.UNMEASURED), None):
            return missing
        return Measurement(
            Verdict.BROKEN if any(p.verdict is Verdict.BROKEN for p in parts) else Verdict.MET,
            "、".join(part.value for part in parts),
            "、".join(filter(None, (part.limit for part in parts))),
            sum(part.faults for part in parts),
            [one for part in parts for one in part.evidence],
            "；".join(dict.fromkeys(filter(None, (part.note for part in parts)))),
        )

    return measured


def explained(name: str, agency: int | None = None) -> tuple[str, str]:
    """What it measures and by which definition, in the words of the office.

    Raises:
        LookupError: there is none.
    """
    if "+" in name:
        said = [explained(one.strip(), agency) for one in name.split("+")]
        return "＋".join(label for label, _ in said), "；".join(rule for _, rule in said)
    if name in known:
        return names.get(name, (name, ""))
    figure = registry.find(name, agency)
    return figure.label, figure.definition


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
