"""案卷: cover, list of papers and materials, what happened, and every frozen paper, as one PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.casework.models import Matter
from huiyin.casework.workflow import workflows
from huiyin.common import days
from huiyin.files import keeping, typeset

from .models import DraftedPaper

_PAGE = {"width": 595.28, "height": 841.89, "top": 104.88, "bottom": 99.21, "left": 79.37,
         "right": 73.7, "pitch": -0.2, "header": [], "even_header": None, "header_distance": 42.5,
         "footer_distance": 65.0}  # fmt: skip
Row = tuple[str, ...]


@dataclass(frozen=True)
class CaseFile:
    """What one kind of matter says of itself.

    Attributes:
        organ: its name, above the title of the cover.
        title: 政府信息公开申请案卷.
        cover: (label, value) lines; those without a value are left out.
        materials: (number, role, name, first signs of the digest).
        papers: frozen ones, with their `pdf`, each with the name of its kind.
        drafts: every paper of the matter, whose entries belong to what happened.
        said: last part of a verb of the log → its Chinese, where it is no move of the workflow.
    """

    matter: Matter
    organ: str
    title: str
    cover: Sequence[tuple[str, str]]
    papers: Sequence[tuple[DraftedPaper, str]] = ()
    drafts: "QuerySet[DraftedPaper] | None" = None
    materials: Sequence[Row] = ()
    said: Mapping[str, str] = field(default_factory=dict)

    def pdf(self) -> bytes:
        """The whole case for the archive; the same record gives the same file."""
        frozen = [paper.frozen_at for paper, _ in self.papers if paper.frozen_at]
        title = f"{self.matter.reference} 案卷"
        front = typeset.pdf_of(
            {**_PAGE, "footer": [_page_number("right")], "even_footer": [_page_number("left")],
             "body": [*self._front(), *self._contents(), *self._events()], "title": title},
            at=max([*frozen, self._begun()]),
        )  # fmt: skip
        letters = [keeping.content_of(paper.pdf) for paper, _ in self.papers if paper.pdf]
        return typeset.joined([front, *letters], title=title)

    def _front(self) -> list[dict[str, Any]]:
        return [
            _text("", size=22, line=34), _text("", size=22, line=34),
            _text(self.organ, size=22, line=36, align="center", face="title"),
            _text(self.title, size=26, line=44, align="center", face="title"),
            _text("", line=40),
            _table([(label, value) for label, value in self.cover if value], (1, 3)),
            {"kind": "break"},
        ]  # fmt: skip

    def _contents(self) -> list[dict[str, Any]]:
        rows = [
            (str(number), paper.document_number, kind,
             days.written(timezone.localdate(paper.frozen_at)) if paper.frozen_at else "")
            for number, (paper, kind) in enumerate(self.papers, 1)
        ]  # fmt: skip
        return [
            _heading("一、卷内文书"),
            *_listed(("序号", "文号", "文书", "日期"), rows, (1, 4, 3, 3)),
            _heading("二、材料清单"),
            *_listed(("序号", "类别", "文件名", "摘要（前16位）"), self.materials, (1, 2, 4, 3)),
        ]

    def _events(self) -> list[dict[str, Any]]:
        labels = {**_labels(type(self.matter)), **self.said}
        rows = [
            (
                f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}",
                labels.get(entry.verb.rpartition(".")[2], entry.verb),
                entry.actor_name,
            )
            for entry in self._entries()
        ]
        return [_heading("三、办理经过"), *_listed(("时间", "事项", "办理人"), rows, (3, 4, 3))]

    def _begun(self) -> datetime:
        first = self._entries().first()
        return first.at if first else timezone.now()

    def _entries(self) -> "QuerySet[Entry]":
        """Of the matter itself and of its papers."""
        entries = _about(type(self.matter), [self.matter.pk])
        if self.drafts is not None:
            entries |= _about(self.drafts.model, list(self.drafts.values_list("pk", flat=True)))
        return entries.order_by("pk")


def _about(model: type[Model], keys: Sequence[Any]) -> "QuerySet[Entry]":
    label = model._meta.label_lower
    return Entry.objects.filter(subject_type=label, subject_key__in=[str(key) for key in keys])


def _labels(model: type[Model]) -> dict[str, str]:
    """What the moves are called on the desk."""
    flow = next(flow for flow in workflows() if flow.model is model)
    return {name: label for name, (label, _) in flow.starts.items()} | {
        name: move.label for name, move in flow.moves.items()
    }


def _listed(head: Row, rows: Sequence[Row], widths: tuple[int, ...]) -> list[dict[str, Any]]:
    if not rows:
        return [_text("无", first=32.0)]
    return [_table([head, *rows], widths, has_head=True), _text("", line=16, size=10)]


def _table(
    rows: Sequence[Row], widths: tuple[int, ...], *, has_head: bool = False
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
