"""From wording to a Word file in the layout of 《党政机关公文格式》(GB/T 9704-2012).

The name of the organ and of the letter as a title of two lines, the number below; the place of the
seal empty. What it shares with other papers is in `paper`.
"""

import io
from functools import lru_cache

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from .paper import CHARACTER, LEVEL_1, TEXT, lay_out, line, rule_below, title
from .texts import FLUSH_MARK, HEADING_MARK, PAGE_MARK, RIGHT_MARK, TITLE_MARK, LetterText

COPIES_SIZE = 14
SIGNATURE_FROM = Pt(12.5 * CHARACTER)
"""署名 and 日期 are centred upon each other in what is right of here: the date has four characters free."""


@lru_cache(maxsize=32)
def to_template(text: LetterText) -> bytes:
    """The template as an office may download, edit in Word and upload again."""
    document = docx.Document()
    lay_out(document)
    if text.mark:
        line(document, text.mark, LEVEL_1, align=WD_ALIGN_PARAGRAPH.RIGHT)
    title(document, "{{机关名称}}")
    title(document, "{{文书名称}}")
    if text.is_numbered:
        line(document, "{{文号}}", align=WD_ALIGN_PARAGRAPH.CENTER)
    line(document, "")
    letter, annexes = text.parts()
    last = 3 if any("附件" in words for words in letter[-2:]) else 2
    for number, words in enumerate(letter):
        paragraph = _body(document, words)
        # the signature never stands alone on a page, nor with the list of attachments alone
        paragraph.paragraph_format.keep_with_next = number >= len(letter) - last
    _sign(document)
    if text.copies:
        _copies(document, text.copies)
    for words in annexes:
        _body(document, words)
    document.core_properties.title = text.title
    for name in ("author", "last_modified_by", "comments"):
        setattr(document.core_properties, name, "")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _body(document: Document, words: str) -> Paragraph:
    if words == PAGE_MARK:
        paragraph = document.add_paragraph()
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return paragraph
    if words.startswith(TITLE_MARK):
        return title(document, words.removeprefix(TITLE_MARK))
    if words.startswith(HEADING_MARK):
        paragraph = line(document, words.removeprefix(HEADING_MARK), LEVEL_1, indent=2)
        paragraph.paragraph_format.keep_with_next = True
        return paragraph
    if words.startswith(FLUSH_MARK):
        text = words.removeprefix(FLUSH_MARK)
        return line(document, text, LEVEL_1 if text.startswith("附件") else TEXT)
    if words.startswith(RIGHT_MARK):
        return line(document, words.removeprefix(RIGHT_MARK), align=WD_ALIGN_PARAGRAPH.RIGHT)
    return line(document, words, indent=2 if words else 0)


def _copies(document: Document, words: str) -> None:
    """抄送: 4号, between two rules, one character from either side (GB/T 9704, 7.4)."""
    line(document, "")
    rule_below(line(document, "", size=COPIES_SIZE))
    paragraph = line(document, words, size=COPIES_SIZE)
    paragraph.paragraph_format.left_indent = Pt(COPIES_SIZE)
    paragraph.paragraph_format.right_indent = Pt(COPIES_SIZE)
    rule_below(paragraph)


def _sign(document: Document) -> None:
    """Organ and date, the date four characters from the right; between text and organ room for the seal."""
    for text in ("", "", "{{机关名称}}", "{{成文日期}}"):
        paragraph = line(document, text, align=WD_ALIGN_PARAGRAPH.CENTER if text else None)
        paragraph.paragraph_format.keep_with_next = text != "{{成文日期}}"
        if text:
            paragraph.paragraph_format.left_indent = SIGNATURE_FROM
