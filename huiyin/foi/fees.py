"""信息处理费 (国办函〔2020〕109号): pure arithmetic in 分.

Both tables are progressive (超额累进): each tier has its own rate, what lies below it keeps
the lower one. An application is charged by one of them, never by both.
"""

YUAN = 100
FREE_ITEMS = 10
ITEM_TIERS_FROM = 31
PAGE_TIERS = ((30, 0), (100, 10 * YUAN), (200, 20 * YUAN))
PAGE_RATE_ABOVE = 40 * YUAN


def item_rate(nth: int) -> int:
    """What the n-th application of one applicant in a calendar month costs."""
    _natural(nth)
    if nth <= FREE_ITEMS:
        return 0
    if nth < ITEM_TIERS_FROM:
        return 100 * YUAN
    return (200 + (nth - ITEM_TIERS_FROM) // 10 * 100) * YUAN


def by_item(count: int) -> int:
    """All that `count` applications of one applicant in a calendar month cost together."""
    _natural(count)
    return sum(item_rate(nth) for nth in range(1, count + 1))


def for_items(count: int, of_which: int = 1) -> int:
    """The share of the last `of_which` among `count` in the month: what one application owes."""
    if not 1 <= of_which <= count:
        raise ValueError("an application is one or more of the month's items")
    return by_item(count) - by_item(count - of_which)


def by_page(pages: int) -> int:
    """What one application owes for so many pages (A4 or smaller, each printed side one)."""
    _natural(pages)
    total = below = 0
    for last, rate in PAGE_TIERS:
        total += max(min(pages, last) - below, 0) * rate
        below = last
    return total + max(pages - below, 0) * PAGE_RATE_ABOVE


def _natural(count: int) -> None:
    if count < 0:
        raise ValueError("a count cannot be negative")
