"""一、（一）一是: numbers in words, as headings and enumerations take them."""

from collections.abc import Sequence

from huiyin.common.numerals import in_chinese


def heading(position: int, level: int, title: str) -> str:
    """一、 on the first level, （一） below."""
    return (
        f"{in_chinese(position)}、{title}" if level == 1 else f"（{in_chinese(position)}）{title}"
    )


def enumerated(items: Sequence[str]) -> str:
    """一是…；二是…; a single one stands alone."""
    if len(items) == 1:
        return items[0]
    return "；".join(f"{in_chinese(place)}是{item}" for place, item in enumerate(items, start=1))
