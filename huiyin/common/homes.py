"""家庭住址: finds home addresses down to the door in a text.

A place of work is no home: an office, a shop or a window at the same kind of address is left alone,
unless words beside it say that somebody lives there.
"""

import re
from dataclasses import dataclass

from .folding import Folded

_NUMBER = r"[A-Za-z]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_QUARTER = r"小区|花园|花苑|新村|家园|公寓|苑|名邸|佳园|雅居|公馆|嘉园|新苑|府邸|庭院|弄|巷|里|城|府|湾|庄园|名都|家属院|宿舍|安置房"
_DOOR = (
    rf"{_NUMBER} ?(?:栋|幢|号楼|座|#楼|#|号|楼) ?(?:[A-Za-z\d一二三四五六七八九十甲乙丙丁]{{1,3}} ?单元|[-#] ?\d{{1,2}} ?[-#])?"
    r" ?(?:[A-Za-z]?\d{3,4}(?!\d| ?[-~] ?\d|号|[多余来]|户[居人])|[一二三四五六七八九〇零]{3,4}) ?[室户房号]?"
    rf"|{_NUMBER} ?(?:栋|幢|号楼|座|#楼|#) ?[A-Za-z\d一二三四五六七八九十甲乙丙丁]{{1,3}} ?单元"
    r"|\d{1,3} ?- ?\d{1,2} ?- ?\d{3,4}(?![\d-])"
)
_ROOM = re.compile(
    rf"(?:[\u3400-\u9fff]{{1,10}}(?:{_QUARTER})|[\u3400-\u9fff]{{1,10}}[路街道] ?\d{{1,5}} ?号)"
    rf"[\u3400-\u9fffA-Za-z，、 ]{{0,6}}? ?(?P<door>{_DOOR})"
)
_LIVING = r"家住|住址|家庭(?:地址|住址)|户籍(?:地|所在地)?|现住|居住地?|住在|[我人者]住|家在|住所|住处|寄到我?家"
_SOME = re.compile(r"[栋幢楼座#＃号室户组-]|单元|[‐-―－]")
_SAID = re.compile(
    rf"(?:{_LIVING})(?:地址|址|地)?[：:为在于是,， ]{{0,2}}(?P<door>[\u3400-\u9fff]{{2,20}}(?:村|组|路|街|社区|巷|弄|里|屯|寨|庄)"
    r"[\u3400-\u9fff\d ]{0,8}?\d{1,4} ?(?:号|户|组))"
)
MAY_BE_HOME = (
    re.compile(r"[栋幢楼座#号] ?[A-Za-z\d一二三四五六七八九十〇零甲乙丙丁\-#]"),
    re.compile(r"\d ?- ?\d{1,2} ?- ?\d"),
    re.compile(r"[住家户寄](?:(?<=住)|(?<=家)[庭在]|(?<=户)籍|(?<=寄)到)"),
)
"""Patterns of a `plain` face: where none is, there is no home."""
_LIVES = re.compile(
    rf"{_LIVING}|家庭|居住|住户|业主|本人|家里|我家|户主|当事人|申请人|来信人|举报人|投诉人|诉求人"
)
_WORKS = re.compile(
    r"办公|大厦|写字楼|商务|营业|公司|政务|单位|地址[：:]|经营场所|商铺|门面|联系地址|[局科]|服务中心|窗口"
)
_OFFICE = re.compile(r"办公|大厦|写字楼|商务|营业|政务|经营场所|商铺|门面|服务中心|窗口")


@dataclass(frozen=True, slots=True)
class Home:
    """The place of the door in the text, and whether the text says that somebody lives there."""

    start: int
    end: int
    is_said: bool


def homes(text: str, head: str = "", *, doubtful: bool = False) -> list[Home]:
    """The doors in a text; `doubtful` for a person's own matter, where only an office is none."""
    if not _SOME.search(text):
        return []
    folded = Folded(text)
    plain = folded.text
    if not any(pattern.search(plain) for pattern in MAY_BE_HOME):
        return []
    doors = {
        hit.span("door"): is_said
        for hit, is_said in ((hit, _is_said(plain, hit, head)) for hit in _ROOM.finditer(plain))
        if is_said or not (_OFFICE if doubtful else _WORKS).search(_around(plain, hit, head))
    }
    for hit in _SAID.finditer(plain):
        if not any(start < hit.end("door") and hit.start("door") < end for start, end in doors):
            doors[hit.span("door")] = True
    return [Home(*folded.span(*span), doors[span]) for span in sorted(doors)]


def _is_said(text: str, hit: re.Match[str], head: str) -> bool:
    return bool(_LIVES.search(_around(text, hit, head)))


def _around(text: str, hit: re.Match[str], head: str) -> str:
    return (
        f"{text[max(hit.start() - 24, 0) : hit.start()]} {hit[0]} {text[hit.end() :][:12]} {head}"
    )
