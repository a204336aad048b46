"""依据: what a box rests on, as it is printed, listed for the applicant, and offered to the answer."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from huiyin.files import plans, typeset
from huiyin.files.models import RedactionPlan
from huiyin.files.plans import PlanBox
from huiyin.foi.models import Application, Exemption, Ground
from huiyin.foi.papers.wording import by_law

ARTICLES: dict[str, str] = {
    Exemption.STATE_SECRET: "条例第十四条",
    Exemption.FORBIDDEN_BY_LAW: "条例第十四条",
    Exemption.SAFETY: "条例第十四条",
    Exemption.THIRD_PARTY_RIGHTS: "条例第十五条",
    Exemption.INTERNAL: "条例第十六条第一款",
    Exemption.IN_PROCESS: "条例第十六条第二款",
    Exemption.ENFORCEMENT_FILE: "条例第十六条第二款",
    Exemption.ADMINISTRATIVE_QUERY: "条例第三十六条第七项",
}
"""What is printed on a box: the article alone, it has to fit."""
LONGEST_PORTION = 300


class Portion(NamedTuple):
    """What is withheld for one reason: `第2页第3处、第4页第1处`."""

    code: str
    reason: str
    places: tuple[str, ...]


def caption(code: str) -> str:
    return ARTICLES[code]


def portions(boxes: Iterable[PlanBox]) -> list[Portion]:
    """The boxes by ground and reason, each with its place on its page."""
    by_ground: dict[tuple[str, str], list[str]] = {}
    on_page: dict[int, int] = {}
    for box in boxes:
        on_page[box.page] = on_page.get(box.page, 0) + 1
        place = f"第{box.page + 1}页第{on_page[box.page]}处"
        by_ground.setdefault((box.code, box.reason), []).append(place)
    return [Portion(code, reason, tuple(places)) for (code, reason), places in by_ground.items()]


def released_plans(application: Application) -> list[RedactionPlan]:
    """The plans whose results the applicant gets."""
    given = application.files.filter(is_for_applicant=True).values("file")
    plans_of = plans.of_subject(application).filter(released__in=given)
    return list(plans_of.select_related("released").order_by("pk"))


def grounds_of(application: Application) -> list[Ground]:
    """For the draft of the answer: unsaved grounds with their portion filled in."""
    grounds = []
    for plan in released_plans(application):
        name = plan.released.name if plan.released else ""
        for portion in portions(plans.boxes_of(plan)):
            text = _shortened(f"《{name}》", portion.places)
            grounds.append(Ground(code=portion.code, portion=text, reason=portion.reason))
    return grounds


def _shortened(name: str, places: Sequence[str]) -> str:
    """All places where they fit; else the first ones and how many there are."""
    text = name + "、".join(places)
    if len(text) <= LONGEST_PORTION:
        return text
    end = f"等{len(places)}处"
    kept = text[: LONGEST_PORTION - len(end)].rpartition("、")[0]
    return kept + end


def listing(application: Application, released: list[RedactionPlan], *, at: datetime) -> bytes:
    """区分处理依据清单 as a PDF for the applicant: where, by which article, why."""
    body = [
        _line("区分处理依据清单", size=22, align="center", face="title"),
        _line(f"申请编号：{application.reference}", size=14),
        _line(
            "下列文件中涂黑的部分不予公开，其余部分已经提供（依据《中华人民共和国政府信息公开条例》第三十七条）。",
            size=14,
        ),
    ]
    for plan in released:
        rows = [("不予公开的部分", "依据", "理由")]
        rows += [
            ("、".join(portion.places), by_law(portion.code), portion.reason)
            for portion in portions(plans.boxes_of(plan))
        ]
        body.append(_line(plan.released.name if plan.released else "", size=14, face="sans"))
        body.append(_table(rows))
    sheet = {
        "width": 595.28, "height": 841.89, "top": 90.0, "bottom": 85.0, "left": 79.37,
        "right": 73.7, "pitch": -0.2, "header": [], "even_header": None,
        "header_distance": 42.5, "footer_distance": 60.0, "footer": [], "even_footer": None,
        "body": body, "title": "区分处理依据清单",
    }  # fmt: skip
    return typeset.pdf_of(sheet, at=at)


def _line(text: str, *, size: float, align: str = "left", face: str = "text") -> dict[str, Any]:
    run = {"text": text, "size": size, "bold": False, "italic": False, "underline": False,
           "face": face, "color": "#000000"}  # fmt: skip
    return {"kind": "text", "runs": [run], "size": size, "align": align, "first": 0.0,
            "left": 0.0, "right": 0.0, "before": 4.0, "after": 4.0, "line": size * 1.6,
            "keep": face == "sans", "rule": None}  # fmt: skip


def _table(rows: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    cells = [
        [
            {"span": 1, "body": [_line(text, size=12, face="text" if number else "sans")]}
            for text in row
        ]
        for number, row in enumerate(rows)
    ]
    return {"kind": "table", "ruled": True, "columns": [3, 4, 3], "rows": cells}
