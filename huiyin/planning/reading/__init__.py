"""读取上级文件: from the bytes of a file to the items in its text, in a child process under limits.

Knows nothing of Django: no settings, no secrets and no database are in reach of a strange file.
"""

from huiyin.common.confined import Work, confined
from huiyin.report_audit.papers import pdf, word
from huiyin.report_audit.papers.values import UnreadableReportError

from .items import Found, found_in

__all__ = ["Found", "UnreadableReportError", "read"]
_SENTENCE = "文件过大或结构异常，未能在限定的时间和内存内读完。请另存一份，删去多余的内容再试"


@confined(Work.READING, refusal=UnreadableReportError, sentence=_SENTENCE)
def read(content: bytes) -> tuple[Found, ...]:
    """The numbered items and the rows of task tables, in reading order.

    Raises:
        UnreadableReportError: no docx and no PDF with a text layer, or damaged; says what to do.
    """
    if content.startswith(b"%PDF-"):
        return tuple(found_in(pdf.read(content).items))
    if content.startswith(b"PK\x03\x04"):
        return tuple(found_in(word.read(content).items))
    raise UnreadableReportError("只能读 docx 和带文字层的 PDF，请另存一份再试")
