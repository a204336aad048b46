"""附件里看不见的内容: hidden content of a file, and a copy without it.

Tracked changes, comments, hidden sheets and slides, names of authors, places of photographs:
whoever downloads the file has them. `find` lists them, `clean` makes a copy that looks the same.
"""

import zipfile

from huiyin.checks import Unseen
from huiyin.common.confined import BeyondLimitsError, Work, confined
from huiyin.common.office.package import UnreadablePackageError

from . import archives, ofd, pdf, pictures, seen, sheets, slides, word
from .kinds import CannotCleanError, NotInspectedError, NotReadableError, kind_of

_FINDERS = {
    "docx": word.find, "xlsx": sheets.find, "pptx": slides.find,
    "pdf": pdf.find, "ofd": ofd.find, "jpg": pictures.find, "png": pictures.find,
}  # fmt: skip
_CLEANERS = {
    "docx": word.clean, "xlsx": sheets.clean, "pptx": slides.clean,
    "pdf": pdf.clean, "jpg": pictures.clean, "png": pictures.clean,
}  # fmt: skip

BY_HAND = "请在原软件中删除后重新上传"
_NEWER = {
    "doc": "docx", "wps": "docx", "dot": "docx", "rtf": "docx", "odt": "docx",
    "xls": "xlsx", "et": "xlsx", "ods": "xlsx", "ppt": "pptx", "dps": "pptx", "odp": "pptx",
}  # fmt: skip

__all__ = ["CannotCleanError", "NotInspectedError", "clean", "find", "pictures"]


def find(content: bytes, name: str = "") -> list[Unseen]:
    """The hidden content of the file; "not inspected" for kinds that cannot be searched."""
    try:
        return look(content, name)
    except BeyondLimitsError:
        return [Unseen("not-inspected", "太大或者结构异常，机器查不完")]


@confined(Work.READING)
def look(content: bytes, name: str) -> list[Unseen]:
    """`find` within limits.

    Raises:
        BeyondLimitsError: it was not looked through to its end.
    """
    kind = kind_of(content, name)
    if kind in {"txt", "csv"}:
        return []
    finder = _FINDERS.get(kind)
    if finder is None and kind != "zip":
        return [Unseen("not-inspected", _why(kind, name))]
    try:
        return finder(content) if finder is not None else archives.find(content, find)
    except (UnreadablePackageError, NotReadableError, zipfile.BadZipFile):
        return [Unseen("not-inspected", "打不开或者加了密码，机器查不了")]


@confined(Work.READING, refusal=CannotCleanError)
def clean(content: bytes, name: str = "") -> bytes:
    """A copy that looks the same without hidden content; the file itself if there is none.

    Raises:
        CannotCleanError: it cannot be made, or would show something else; says what to do.
    """
    unseen = find(content, name)
    if not unseen:
        return content
    kind = kind_of(content, name)
    if kind == "zip":
        try:
            return archives.clean(content, clean)
        except UnreadablePackageError as error:
            raise NotInspectedError(f"这个文件{unseen[0].detail}") from error
    cleaner = _CLEANERS.get(kind)
    if all(one.kind == "not-inspected" for one in unseen):
        raise NotInspectedError(f"这个文件{unseen[0].detail}")
    if cleaner is None:
        raise CannotCleanError(f"{_said(unseen)}不能自动清理。{BY_HAND}")
    try:
        cleaned = cleaner(content)
        is_same = seen.of(kind, content) == seen.of(kind, cleaned)
    except (UnreadablePackageError, NotReadableError) as error:
        raise CannotCleanError("这个文件打不开，请重新保存后再上传") from error
    if not is_same:
        raise CannotCleanError("清理会改变看得见的内容，没有替换。请在原软件中清理后重新上传")
    if findings := find(cleaned, name):
        raise CannotCleanError(f"{_said(findings)}去不掉。{BY_HAND}")
    return cleaned


def _said(unseen: list[Unseen]) -> str:
    return "、".join(dict.fromkeys(one.detail for one in unseen))


def _why(kind: str, name: str) -> str:
    """Why the file was not inspected, and what to do."""
    if (newer := _NEWER.get(kind)) is not None:
        return f"是旧格式，机器查不了修订、批注和作者。请另存为 {newer} 或 PDF 再上传"
    return "这种格式机器查不了有没有批注、修订和作者。请另存为 docx、xlsx 或 PDF 再上传"
