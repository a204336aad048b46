"""字符编码: from bytes to text, by byte order mark, trial decoding and declaration."""

import codecs
import re
from dataclasses import dataclass

from .folding import visible

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{2,20})""", re.IGNORECASE
)
_SAME = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "utf8": "utf-8",
    "big5-hkscs": "big5hkscs",
}
_SIGNATURES = (
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "Word、Excel 等 Office 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
)
# Characters that fill official Chinese, in both scripts: the right reading has many of them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "政府信息公开市局关于通知工作管理部门发布日期名称号文件机构索引年度报告规定单位服务社会建设"
    "這為個國時來們對會發動過開關於門佈稱號機構報單務設與應當業據產經濟縣區總實現學體電辦"
)
_TELLTALE = re.compile(r"锟斤拷|烫烫烫|鐨勫|涓€|鏀垮簻|[À-ïÂÃ][\x80-¿][\x80-¿]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class UndecodableError(Exception):
    """These bytes are no text; a stable code, and a sentence that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Decoded:
    """The text, how it was written, and what a person should look at: codes and sentences."""

    text: str
    encoding: str
    remarks: tuple[tuple[str, str], ...] = ()


def decode(content: bytes) -> Decoded:
    """The text of a saved page.

    Raises:
        UndecodableError: empty, not text at all, or unreadable in every known encoding.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise UndecodableError("empty", "文件是空的，请重新保存原网页")
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _checked(content[len(mark) :], name, "")
    _refuse_binary(content)
    declaration = _DECLARED.search(content[:8192])
    declared = _known(declaration[1].decode("ascii", "ignore")) if declaration else ""
    return _checked(content, _best(content, declared), declared)


def _refuse_binary(content: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise UndecodableError("not-a-page", f"文件内容是{kind}，不是网页或文本")
    head = content[:65536]
    controls = sum(head.count(bytes([code])) for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16))
    if controls * 200 > len(head):
        raise UndecodableError("not-a-page", "文件内容不是文本（二进制文件），无法读取")


def _known(name: str) -> str:
    name = _SAME.get(name.lower(), name.lower())
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _best(content: bytes, declared: str) -> str:
    """UTF-8 if it decodes; among double-byte encodings the one with most frequent characters."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        sample = content[:262144]
        names = dict.fromkeys(name for name in (declared, "utf-8", "gb18030", "big5hkscs") if name)
        return max(names, key=lambda name: _score(sample, name))
    return "utf-8"


def _score(content: bytes, name: str) -> float:
    text = content.decode(name, "replace")
    beyond = [character for character in text if character > "\x7f"]
    good = sum(character in _COMMON for character in beyond)
    return (good - 5 * text.count("\ufffd")) / (len(beyond) or 1)


def _checked(content: bytes, name: str, declared: str) -> Decoded:
    text = content.decode(name, "replace")
    remarks = []
    lost = text.count("\ufffd")
    beyond = sum(character > "\x7f" for character in text)
    if lost * 5 > max(beyond, 1):
        raise UndecodableError(
            "mojibake", "文字编码无法识别，多数汉字成了乱码；请用浏览器重新保存原网页"
        )
    if lost or _TELLTALE.search(text):
        remarks.append(("mojibake", f"有乱码（{lost or '多'}处），请对照原网页核对文字"))
    if declared and declared not in {name, "ascii"}:
        remarks.append(("encoding", f"网页声明的编码是 {declared}，实际按 {name} 读取"))
    text = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(visible(text.removeprefix("\ufeff")), name, tuple(remarks))
