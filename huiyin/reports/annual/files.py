"""The report as files: Word, PDF, HTML and JSON of the same object."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from huiyin.common import days
from huiyin.files import typeset
from huiyin.reports import html, word
from huiyin.reports.text import Paragraph, Report, Section, words
from huiyin.web.addresses import absolute
from huiyin.web.grid import Grid

from . import data
from .composing import Annual

SOURCE = Path(__file__).with_name("report.typ")
OFFERED = (("Word", "docx"), ("PDF", "pdf"), ("网页", "html"), ("JSON", "json"))
TYPES = {
    "docx": word.MEDIA_TYPE,
    "pdf": typeset.MEDIA_TYPE,
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


def write(annual: Annual, form: str, *, at: datetime) -> bytes:
    """The report in that form, one of TYPES."""
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: to_docx(annual),
        "pdf": lambda: to_pdf(annual.report, at=at),
        "html": lambda: html.page(annual.report, absolute()).encode(),
        "json": lambda: data.written(data.of(annual)),
    }
    return makers[form]()


def printed(annual: Annual, *, at: datetime) -> dict[str, tuple[str, bytes]]:
    """What is attached to the published document: form → media type and content."""
    return {form: (TYPES[form], write(annual, form, at=at)) for form in ("docx", "pdf")}


def to_docx(annual: Annual) -> bytes:
    return word.to_docx(annual.report, absolute(), annex=False)


def to_pdf(report: Report, *, at: datetime) -> bytes:
    """Set from the same text and the same boxes."""
    sheet = {
        "title": report.title,
        "lines": word.title_lines(report.title),
        "addressee": report.addressee,
        "opening": _texts(report.opening),
        "sections": [_section(section) for section in report.sections],
        "signed": report.signed,
        "dated": days.written(report.written_on),
    }
    return typeset.pdf_of(sheet, at=at, source=SOURCE)


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "paragraphs": _texts(section.paragraphs),
        "table": _table(section.grid) if section.grid else None,
    }


def _table(grid: Grid) -> dict[str, Any]:
    cells = [
        {
            "x": column, "y": row, "across": box.across, "down": box.down,
            "text": str(box.content), "left": box.scope == "row" or box.across == len(grid.widths),
        }
        for row, column, box in grid.placed()
    ]  # fmt: skip
    return {"widths": grid.widths, "head": len(grid.head), "cells": cells}


def _texts(paragraphs: list[Paragraph]) -> list[str]:
    return [words(one) for one in paragraphs]
