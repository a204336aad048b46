"""Attachments of demonstration documents: real .xlsx and .docx files, made on the spot."""

import hashlib
import io
from collections.abc import Iterable
from functools import cache
from random import Random

import docx
import xlsxwriter
from django.core.files.base import ContentFile

from huiyin.disclosure.models import DocumentAttachment
from huiyin.files import unseen
from huiyin.files.models import StoredFile
from huiyin.web.html import to_text

from . import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def table(title: str, random: Random) -> DocumentAttachment:
    """A small table: places and amounts."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("明细")
        sheet.write_row(0, 0, ["序号", "项目", "地点", "数量", "金额（万元）"])
        for row in range(1, 13):
            amount = round(random.uniform(1, 90), 2)
            sheet.write_row(
                row,
                0,
                [
                    row,
                    random.choice(words.PROJECTS),
                    words.place(random),
                    random.randrange(1, 40),
                    amount,
                ],
            )
        sheet.set_column(1, 2, 28)
    return _stored(f"{title[:40]}明细表.xlsx", XLSX, stream.getvalue())


@cache
def _blank() -> bytes:
    """An empty Word file without the properties of its template."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    return unseen.clean(stream.getvalue(), "空白.docx")


def paper(title: str, body: str) -> DocumentAttachment:
    """The document itself as a Word file."""
    return _stored(f"{title[:60]}.docx", DOCX, word_file(title, to_text(body).splitlines()))


def word_file(title: str, lines: Iterable[str]) -> bytes:
    document = docx.Document(io.BytesIO(_blank()))
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _stored(name: str, media_type: str, content: bytes) -> DocumentAttachment:
    stored = StoredFile(
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        is_public=True,
    )
    stored.content.save(name, ContentFile(content), save=False)
    stored.save()
    return DocumentAttachment(name=name, file=stored)
