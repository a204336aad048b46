"""The summary as files: Word, PDF, HTML and JSON of the same text."""

import json
from collections.abc import Callable
from datetime import datetime

from huiyin.web.addresses import absolute

from . import html, word
from .annual import files
from .text import Report

OFFERED = files.OFFERED
TYPES = files.TYPES


def write(report: Report, form: str, *, at: datetime, annex: bool = True) -> bytes:
    """The report in that form, one of TYPES; `annex`: a Word file with the definitions."""
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: word.to_docx(report, absolute(), annex=annex),
        "pdf": lambda: files.to_pdf(report, at=at),
        "html": lambda: html.page(report, absolute()).encode(),
        "json": lambda: json.dumps(report.as_json(), ensure_ascii=False, indent=2).encode(),
    }
    return makers[form]()
