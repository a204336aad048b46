"""个人信息的号码: what a run of digits is, judged by itself and by the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from huiyin.common import identity, masking, uscc

IDENTITY, OLD_IDENTITY, PASSPORT = "identity", "old-identity", "passport"
MOBILE, LANDLINE, CARD, PLATE = "mobile", "landline", "card", "plate"

_WIDE = str.maketrans("０１２３４５６７８９ＸＹ－　", "0123456789XY- ")
_GAP = r"[ \-\u200b\u2060\u00ad]?"
_BOUND_LEFT = r"(?<![0-9A-Za-z./_〔\-])"
_BOUND_RIGHT = r"(?![0-9A-Za-z_])(?!\.\d)"
_IDENTITY = re.compile(rf"{_BOUND_LEFT}[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx]{_BOUND_RIGHT}(?!/\d)")
_OLD = re.compile(
    rf"{_BOUND_LEFT}[1-9]\d{{5}}\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}{_BOUND_RIGHT}"
)
_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z])(?:[EGDSP]\d{8}|E[A-HJ-NP-Z]\d{7}|[HM]\d{8,10})(?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z./_\-])(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![0-9A-Za-z_])(?!\.\d)"
)
_LANDLINE = re.compile(
    r"(?<![\d\-])0\d{2,3}[-—－ )）]{1,2}\d{7,8}(?!\d)|(?<![\d\-])[（(]0\d{2,3}[）)]\s?\d{7,8}(?!\d)"
)
_CARD = re.compile(
    rf"{_BOUND_LEFT}[3-9]\d{{3}}(?:[ ]?\d{{4}}){{2}}[ ]?\d{{3,4}}(?:[ ]?\d{{1,3}})?{_BOUND_RIGHT}(?!/\d)"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•\s]?"
    r"(?=[A-HJ-NP-Z0-9]{0,5}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
_OLD_WORDS = re.compile(r"身份证|证件号")
_PASSPORT_WORDS = re.compile(r"护照|通行证|证件号")
_CODES = re.compile(
    r"信用代码|索引号|代码证|机构代码|注册号|执照号|订单|流水|编号|编码|备案|设备|资产"
)
_IDENTITY_WORDS = re.compile(r"身份证|公民身份|证件号")
_CARD_WORDS = re.compile(r"卡号|账号|帐号|账户|帐户|银行|开户|存折|一卡通|打卡|信用社|农商行")
_DIGITS = re.compile(r"[\d０-９Ｘ]{7}|[\d０-９][ \-]\d|[A-Z]\d|[A-Z][·•]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A number of a person: its kind, its place, the masked form."""

    kind: str
    start: int
    end: int
    value: str
    masked: str


def hits(text: str, head: str = "") -> Iterator[Hit]:
    """Numbers in a text; `head` is what stands over it in a table."""
    if not _DIGITS.search(text):
        return
    plain = text.translate(_WIDE)
    taken: list[tuple[int, int]] = []
    for hit in _all(plain, head):
        if not any(start < hit.end and hit.start < end for start, end in taken[-50:]):
            taken.append((hit.start, hit.end))
            yield hit


def _all(text: str, head: str) -> Iterator[Hit]:
    yield from _identities(text, head)
    yield from _mobiles(text)
    yield from _cards(text, head)
    for found in _LANDLINE.finditer(text):
        yield Hit(LANDLINE, *found.span(), found[0], masking.phone(found[0]))
    for found in _PLATE.finditer(text):
        yield Hit(PLATE, *found.span(), found[0], masking.middle(found[0], 2, 1))


def near(text: str, start: int, end: int, head: str = "", reach: int = 16) -> str:
    """The words around a place and over it."""
    return f"{text[max(start - reach, 0) : start]} {text[end : end + reach // 2]} {head}"


def _identities(text: str, head: str) -> Iterator[Hit]:
    for found in _IDENTITY.finditer(text):
        value = re.sub(r"[^0-9Xx]", "", found[0]).upper()
        around = near(text, *found.span(), head)
        if uscc.is_valid(value) and not _IDENTITY_WORDS.search(around):
            continue
        said = bool(_IDENTITY_WORDS.search(around))
        if (identity.is_valid(value) and (said or not _CODES.search(around))) or (
            said and _is_shaped(value)
        ):
            yield Hit(IDENTITY, *found.span(), value, masking.identity_number(value))
    for found in _OLD.finditer(text):
        if _OLD_WORDS.search(near(text, *found.span(), head)):
            yield Hit(OLD_IDENTITY, *found.span(), found[0], masking.identity_number(found[0]))
    for found in _PASSPORT.finditer(text):
        if _PASSPORT_WORDS.search(near(text, *found.span(), head)):
            yield Hit(PASSPORT, *found.span(), found[0], masking.identity_number(found[0]))


def _is_shaped(value: str) -> bool:
    """A mistyped identity number gives the person away all the same."""
    return (
        value[6:8] in {"19", "20"} and 1 <= int(value[10:12]) <= 12 and 1 <= int(value[12:14]) <= 31
    )


def _mobiles(text: str) -> Iterator[Hit]:
    for found in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) in {11, 13}:
            yield Hit(MOBILE, *found.span(), found[0], masking.phone(found[0]))


def _cards(text: str, head: str) -> Iterator[Hit]:
    for found in _CARD.finditer(text):
        digits = found[0].replace(" ", "")
        if not 15 <= len(digits) <= 19:
            continue
        around = near(text, *found.span(), head, reach=24)
        said = bool(_CARD_WORDS.search(around))
        if has_check_digit(digits) and not uscc.is_valid(digits):
            typical = len(digits) in {16, 19} and digits.startswith("62")
            if said or (typical and not _CODES.search(around)):
                yield Hit(CARD, *found.span(), digits, masking.middle(digits, 0, 4))


def has_check_digit(number: str) -> bool:
    """Luhn, as bank cards have it (GB/T 14504)."""
    total = 0
    for position, digit in enumerate(reversed([int(char) for char in number])):
        doubled = digit * 2 if position % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
