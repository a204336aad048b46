"""信用承诺公示和履约核查的期限: rows of the place (`Term`), since no national number is known. Pure."""

from huiyin.casework.deadlines import TimeLimit, Unit


def local(key: str, label: str, length: int, unit: Unit, basis: str) -> TimeLimit:
    """A row as a rule, counted from the day of the commitment."""
    return TimeLimit(f"commitments.{key}", label, length, unit, basis)
