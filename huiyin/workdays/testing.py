"""For tests: a notice of 2027 as it might be. Nothing of it is known; the names say so."""

from datetime import date
from typing import Any


def notice_of_2027(*, new_year_until: int = 3, worked: tuple[date, ...] = ()) -> dict[str, Any]:
    """All holidays as short as the regulation allows; 元旦 as long as a test wants it."""
    spans = [
        ("元旦", (1, 1), (1, new_year_until)),
        ("春节", (2, 5), (2, 11)),
        ("清明节", (4, 3), (4, 5)),
        ("劳动节", (5, 1), (5, 5)),
        ("端午节", (6, 9), (6, 9)),
        ("中秋节", (9, 15), (9, 15)),
        ("国庆节", (10, 1), (10, 7)),
    ]
    holidays: list[dict[str, Any]] = [
        {"name": name, "from": date(2027, *first), "to": date(2027, *last)}
        for name, first, last in spans
    ]
    holidays[0]["worked"] = list(worked)
    return {
        "year": 2027,
        "number": "测试通知〔2026〕1号",
        "issued_on": date(2026, 11, 20),
        "holidays": holidays,
    }


def as_toml(notice: dict[str, Any]) -> str:
    """The notice as the text of a notice file."""
    lines = [f"year = {notice['year']}", f'number = "{notice["number"]}"']
    lines += [f"issued_on = {notice['issued_on']}"] if notice.get("issued_on") else []
    for holiday in notice["holidays"]:
        worked = ", ".join(map(str, holiday.get("worked", [])))
        lines += ["", "[[holidays]]", f'name = "{holiday["name"]}"', f"from = {holiday['from']}"]
        lines += [f"to = {holiday['to']}", f"worked = [{worked}]"]
    return "\n".join(lines) + "\n"
