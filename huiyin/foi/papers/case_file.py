"""案卷: cover, list of letters and files, what happened, and every frozen letter, as one PDF."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.casework.workflow import workflows
from huiyin.common import days
from huiyin.files import keeping, typeset
from huiyin.foi.models import Application, Paper

from .kinds import telling

_PAGE = {"width": 595.28, "height": 841.89, "top": 104.88, "bottom": 99.21, "left": 79.37,
         "right": 73.7, "pitch": -0.2, "header": [], "even_header": None, "header_distance": 42.5,
         "footer_distance": 65.0}  # fmt: skip
_WORDS = {"draw": "制作文书", "redraw": "重新制作文书", "freeze": "文书定稿"}


def case_file(application: Application) -> bytes:
    """The whole case for the archive; the same record gives the same file."""
    papers = list(
        application.papers.filter(frozen_at__isnull=False).select_related("pdf").order_by("pk")
    )
    body = [*_cover(application), *_contents(application, papers), *_events(application)]
    at = max([paper.frozen_at for paper in papers if paper.frozen_at] + [_begun(application)])
    front = typeset.pdf_of(
        {**_PAGE, "footer": [_page_number("right")], "even_footer": [_page_number("left")],
         "body": body, "title": f"{application.reference} 案卷"},
        at=at,
    )  # fmt: skip
    letters = [keeping.content_of(paper.pdf) for paper in papers if paper.pdf]
    return typeset.joined([front, *letters], title=f"{application.reference} 案卷")


def _begun(application: Application) -> datetime:
    first = _entries(application).first()
    return first.at if first else timezone.now()


def _cover(application: Application) -> list[dict[str, Any]]:
    agency = application.agency
    lines = [
        ("申请编号", application.reference),
        ("申请人", application.applicant_name),
        ("申请人类型", application.get_applicant_kind_display()),
        ("申请渠道", application.get_channel_display()),
        (
            "收到日期",
            days.written(application.received_on) if application.received_on else "尚未确认",
        ),
        ("答复期限", application.due_day.spoken if application.due_day else "中止或者尚未起算"),
        ("办理结果", application.get_decision_display() or "尚未办结"),
        (
            "办结日期" if telling(application.decision).is_ending else "答复日期",
            days.written(application.answered_on),
        ),
        (
            "申请人收到日期",
            days.written(application.delivered_on),
        ),
        ("答复文号", application.answer_number),
        ("状态", str(Application.State(application.state).label)),
        ("申请获取的信息", application.description),
    ]
    return [
        _text("", size=22, line=34), _text("", size=22, line=34),
        _text(agency.on(application.answered_on).name, size=22, line=36, align="center", face="title"),
        _text("政府信息公开申请案卷", size=26, line=44, align="center", face="title"),
        _text("", line=40),
        _table([(label, value) for label, value in lines if value], (1, 3)),
        {"kind": "break"},
    ]  # fmt: skip


def _contents(application: Application, papers: list[Paper]) -> list[dict[str, Any]]:
    rows = [
        (str(number), paper.document_number, paper.get_kind_display(),
         days.written(timezone.localdate(paper.frozen_at)) if paper.frozen_at else "")
        for number, paper in enumerate(papers, 1)
    ]  # fmt: skip
    files = [
        (str(number), file.get_role_display(), file.file.name, file.file.sha256[:16])
        for number, file in enumerate(application.files.select_related("file"), 1)
    ]
    return [
        _heading("一、卷内文书"),
        *_listed(("序号", "文号", "文书", "日期"), rows, (1, 4, 3, 3)),
        _heading("二、材料清单"),
        *_listed(("序号", "类别", "文件名", "摘要（前16位）"), files, (1, 2, 4, 3)),
    ]


def _events(application: Application) -> list[dict[str, Any]]:
    rows = [
        (f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}", _said(entry.verb), entry.actor_name)
        for entry in _entries(application)
    ]
    return [_heading("三、办理经过"), *_listed(("时间", "事项", "办理人"), rows, (3, 4, 3))]


def _entries(application: Application) -> "QuerySet[Entry]":
    """Of the application itself and of its letters."""
    papers = [str(key) for key in application.papers.values_list("pk", flat=True)]
    own = Entry.objects.filter(
        subject_type=application._meta.label_lower, subject_key=str(application.pk)
    )
    of_papers = Entry.objects.filter(subject_type=Paper._meta.label_lower, subject_key__in=papers)
    return (own | of_papers).order_by("pk")


def _said(verb: str) -> str:
    name = verb.rpartition(".")[2]
    return _WORDS.get(name) or _labels().get(name, verb)


def _labels() -> dict[str, str]:
    """What the moves are called on the desk."""
    flow = next(flow for flow in workflows() if flow.model is Application)
    return {name: label for name, (label, _) in flow.starts.items()} | {
        name: move.label for name, move in flow.moves.items()
    }


def _listed(
    head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
) -> list[dict[str, Any]]:
    if not rows:
        return [_text("无", first=32.0)]
    return [_table([head, *rows], widths, has_head=True), _text("", line=16, size=10)]


def _table(
    rows: Sequence[tuple[str, ...]], widths: tuple[int, ...], *, has_head: bool = False
) -> dict[str, Any]:
    return {
        "kind": "table",
        "ruled": True,
        "columns": list(widths),
        "rows": [
            [
                {"span": 1, "body": [_text(cell, size=12, line=19, align="left",
                                           face="sans" if has_head and not row_number else "text")]}
                for cell in row
            ]
            for row_number, row in enumerate(rows)
        ],
    }  # fmt: skip


def _heading(text: str) -> dict[str, Any]:
    return {**_text(text, face="sans"), "keep": True, "before": 6.0, "after": 4.0}


def _text(
    text: str, *, size: float = 16.0, line: float = 29.0, align: str = "justify",
    face: str = "text", first: float = 0.0,
) -> dict[str, Any]:  # fmt: skip
    runs = [_run(text, size, face)] if text else []
    return {"kind": "text", "runs": runs, "size": size, "align": align, "first": first,
            "left": 0.0, "right": 0.0, "before": 0.0, "after": 0.0, "line": line, "keep": False,
            "rule": None}  # fmt: skip


def _run(text: str, size: float, face: str) -> dict[str, Any]:
    return {"text": text, "size": size, "bold": False, "italic": False, "underline": False,
            "face": face, "color": "#000000"}  # fmt: skip


def _page_number(side: str) -> dict[str, Any]:
    parts = [_run("— ", 14.0, "song"), {**_run("", 14.0, "song"), "field": "page"},
             _run(" —", 14.0, "song")]  # fmt: skip
    return {**_text("", size=14.0, align=side), "runs": parts, side: 16.0}
