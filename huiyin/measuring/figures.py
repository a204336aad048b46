"""A figure as a measure: a share that must be reached, a number of things there must be, or faults."""

from huiyin.figures import registry
from huiyin.figures.registry import Figure, Ratio, Reading
from huiyin.figures.regular import Regular

from .base import Ask, Evidence, Measure, Measurement, Verdict, unmeasured

ALL = 100


def of_figure(figure: Figure) -> Measure:
    """The figure of the agency and year that are asked for.

    A share must reach the threshold, 100 without one. A count must reach it, too; without one each
    record that it counts is a fault.
    """

    def measured(ask: Ask) -> Measurement:
        if ask.agency is None:
            return unmeasured("数据按机关统计，请在一个机关的范围内计算")
        scope = ask.scope
        reading = registry.read([figure], scope)[figure.key]
        said = reading.instead or f"{reading.value}{figure.unit}"
        text = f"{scope.start.year}年{scope.until}{figure.label}：{said}（{figure.definition}）"
        evidence = [Evidence(registry.trace_address(figure, scope), text)]
        if reading.is_empty or reading.value is None:
            return Measurement(Verdict.MET, reading.instead, "", 0, evidence, "没有可以扣分的记录")
        limit, faults = _judged(figure, reading, ask)
        verdict = Verdict.BROKEN if faults else Verdict.MET
        return Measurement(verdict, said, limit, faults, evidence)

    return measured


def _judged(figure: Figure, reading: Reading, ask: Ask) -> tuple[str, int]:
    """What is required, and how often it is missed."""
    value = reading.value or 0
    if isinstance(figure, Ratio | Regular) or ask.threshold is not None:
        least = ALL if ask.threshold is None else ask.threshold
        return f"不低于{least}{figure.unit}", int(value < least)
    return f"0{figure.unit}", int(value)
