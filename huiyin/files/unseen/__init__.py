"""附件里看不见的内容: what a file carries beside what its reader sees, and a copy without it.

Tracked changes, comments, hidden sheets and slides, names of authors, places of photographs:
whoever downloads the file has them. `find` names them, `clean` makes a copy that shows the same.
"""

import zipfile

from huiyin.checks import Unseen
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
    """What the file carries unseen; that it cannot be told, for kinds nobody can look into."""
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


def clean(content: bytes, name: str = "") -> bytes:
    """A copy that shows the same and carries nothing else; the file itself if there is nothing.

    Raises:
        CannotCleanError: it cannot be made, or would show something else; says what to do.
    """
    found = find(content, name)
    if not found:
        return content
    kind = kind_of(content, name)
    if kind == "zip":
        return archives.clean(content, clean)
    cleaner = _CLEANERS.get(kind)
    if all(one.kind == "not-inspected" for one in found):
        raise NotInspectedError(f"这个文件{found[0].detail}")
    if cleaner is None:
        raise CannotCleanError(f"{_said(found)}不能自动清理。{BY_HAND}")
    try:
        made = cleaner(content)
        same = seen.of(kind, content) == seen.of(kind, made)
    except (UnreadablePackageError, NotReadableError) as error:
        raise CannotCleanError("这个文件打不开，请重新保存后再上传") from error
    if not same:
        raise CannotCleanError("清理会改变看得见的内容，没有替换。请在原软件中清理后重新上传")
    if left := find(made, name):
        raise CannotCleanError(f"{_said(left)}去不掉。{BY_HAND}")
    return made


def _said(found: list[Unseen]) -> str:
    return "、".join(dict.fromkeys(one.detail for one in found))


def _why(kind: str, name: str) -> str:
    """What keeps the machine from looking, and what to do."""
    if (newer := _NEWER.get(kind)) is not None:
        return f"是旧格式，机器查不了修订、批注和作者。请另存为 {newer} 或 PDF 再上传"
    return "这种格式机器查不了有没有批注、修订和作者。请另存为 docx、xlsx 或 PDF 再上传"
