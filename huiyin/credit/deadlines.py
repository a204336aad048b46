"""信用修复和异议处理的期限: rows of the place (`Term`), since no national number is verified. Pure."""

from huiyin.casework.deadlines import TimeLimit, Unit


def local(step: str, label: str, length: int, unit: Unit, basis: str) -> TimeLimit:
    """A row as a rule, counted from the day after which the office owes the step."""
    return TimeLimit(f"credit-term.{step}", label, length, unit, basis)
