"""A superior's document as it is uploaded."""

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.files import intake


def word(*lines, table=()):
    """The bytes of a Word file with these paragraphs, then this table."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        drawn = document.add_table(len(table), len(table[0]))
        for row, cells in zip(drawn.rows, table, strict=True):
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def plan_file(*lines, name="工作要点.docx", table=()):
    """The same as an upload."""
    return SimpleUploadedFile(name, word(*lines, table=table), intake.DOCX.media_type)
