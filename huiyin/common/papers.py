"""证件号码: the numbers that each kind of identity document can have."""

import re
from datetime import date

from . import identity
from .folding import plain

RESIDENT = "resident"
_SHAPES = {
    "passport": re.compile(r"(?=(?:.*\d){4})[A-Z0-9]{6,12}"),
    # 军字第…号, 武字第…, 参字第…, 士字第…; newer ones are figures alone
    "officer": re.compile(r"(?:[\u4e00-\u9fff]{1,6}字?第?)?[A-Z]?\d{4,12}号?"),
    "hk-macao": re.compile(r"[A-Z]\d{8}(?:\d{2})?"),
    "taiwan": re.compile(r"[A-Z]?\d{8}(?:\d{2})?(?:\([A-Z0-9]{1,2}\))?"),
    "foreigner": re.compile(r"[A-Z]{3}\d{12}|9\d{16}[\dX]"),
}
_ANY = re.compile(r"(?=(?:.*\d){4})[0-9A-Z()〔〕\[\]字第号\u4e00-\u9fff\-]{4,60}")
_WRONG_RESIDENT = "身份证号码不正确，请对照证件逐位核对，共 18 位"
_WRONG = "证件号码不正确，请对照证件填写"


def normalise(number: str, kind: str = "") -> str:
    """Half width, capitals, without blanks and what is not seen; an identity number without signs."""
    compact = "".join(plain(number).split()).upper()
    return re.sub(r"[^0-9X]", "", compact) if kind == RESIDENT else compact


def fault(kind: str, number: str, today: date) -> str:
    """The fault of a number spelled by `normalise`; an empty one is checked elsewhere."""
    if not number:
        return ""
    if kind == RESIDENT:
        return "" if identity.is_of_somebody(number, today) else _WRONG_RESIDENT
    if not _SHAPES.get(kind, _ANY).fullmatch(number) or _is_filler(number):
        return _WRONG
    if kind == "foreigner" and number[0] == "9":
        return "" if identity.is_valid(number) else _WRONG
    return ""


def _is_filler(number: str) -> bool:
    """000000000: typed to leave the field blank."""
    return len(set(re.sub(r"\D", "", number))) == 1
