"""检查方法 by name: the measure of each indicator. All of them only read."""

from . import content, files, interaction, outside, pages, updating
from .base import Ask, Evidence, Measure, Measurement, known, of_the_site

__all__ = ["Ask", "Evidence", "Measure", "Measurement", "find", "known", "of_the_site"]

_MODULES = (content, files, interaction, outside, pages, updating)


def find(name: str) -> Measure:
    """The function of this name.

    Raises:
        LookupError: there is none.
    """
    if name not in known:
        raise LookupError(f"没有名为“{name}”的检查方法")
    return known[name]
