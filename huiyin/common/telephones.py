"""联系方式: one rule for every form that asks how somebody can be reached."""

import re

from .folding import plain
from .numbers_of_persons import ACCOUNT, EMAIL, LANDLINE, MOBILE, numbers

_TELEPHONE = re.compile(
    r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?"
    r"|[2-9]\d{6,7}(?:-\d{1,6})?|400-?\d{3}-?\d{4}"
    r"|(?:\+|00)?86-?(?:1[3-9]\d{9}|0?[1-9]\d{1,2}-?[1-9]\d{6,7}(?:-\d{1,6})?)"
    r"|(?:\+|00)(?!86)[1-9][\d-]{6,16}"
)
_PARTS = re.compile(r"[\n,、;|/]|或者?|以及")
_ADDRESS = re.compile(
    r"[\u3400-\u9fff].{0,20}[省市县区镇乡村组路街巷号室].*[\u3400-\u9fff\d]|信箱|邮编"
)
_LEAST_ADDRESS = 8
_WAYS = {MOBILE, LANDLINE, EMAIL, ACCOUNT}
WRONG = "号码不正确。手机填 11 位号码，座机填区号和号码，例如 0000-1234567"
NO_WAY = "请填写能联系到的手机号码、带区号的座机号码或者电子邮箱"


def normalise(text: str) -> str:
    """（０５６６）２０２ １２３４ → 0566-2021234: half width, no blanks, one kind of dash."""
    number = "".join(plain(text).split())
    number = re.sub(r"^\((\+?\d{2,4})\)-?", r"\1-", number)
    number = re.sub(r"[.·•_]|(?<=\d)\((?=\d)|(?<=\d)\)(?=\d)", "-", number).replace("转", "-")
    return re.sub(r"^((?:\+|00)?86-?)?(1[3-9]\d)-?(\d{4})-?(\d{4})$", r"\2\3\4", number)


def is_telephone(number: str) -> bool:
    """True for a mobile number, a landline, a 400 number or one from abroad, as `normalise` has it."""
    digits = re.sub(r"\D", "", number)
    return bool(_TELEPHONE.fullmatch(number)) and len(set(digits)) > 1


def dialled(text: str, area: str = "") -> str:
    """What the first telephone number of a field dials, however it was typed; empty without one.

    `area` is put before a local number. A long-distance call shows its mobile number behind a 0.
    """
    for part in _PARTS.split(plain(text)):
        runs = [normalise(part), *re.findall(r"(?<!\d)\+?\d[\d-]{6,}(?!\d)", normalise(part))]
        if number := next((run for run in runs if is_telephone(run)), ""):
            return _digits(number, area)
    return ""


def _digits(number: str, area: str) -> str:
    digits = re.sub(r"\D", "", re.sub(r"^\+(?!86)", "00", number))
    if home := re.fullmatch(r"(?:00)?86(0?[1-9]\d{8,})", digits):
        digits = home[1] if re.fullmatch(r"0.*|1[3-9]\d{9}", home[1]) else f"0{home[1]}"
    if re.fullmatch(r"01[3-9]\d{9}", digits):
        return digits[1:]
    is_local = re.fullmatch(r"[2-9]\d{6,7}(?:-\d{1,6})?", number) is not None
    return f"{area}{digits}" if is_local else digits


def area_of(text: str) -> str:
    """The area code with which a landline begins, 0550 of 0550-3111111; else empty."""
    code = re.match(r"0(?:10|2\d|[3-9]\d{2})(?=-?[2-9]\d{6})", normalise(text))
    return code[0] if code else ""


def fault(text: str) -> str:
    """What is wrong with a telephone number, or with several in one field; nothing is fine."""
    parts = [part for part in _PARTS.split(plain(text)) if part.strip()]
    return "" if all(is_telephone(normalise(part)) for part in parts) else WRONG


def contact_fault(text: str) -> str:
    """What is wrong with a free field for telephone, mail or address; nothing is fine."""
    if not text.strip():
        return ""
    parts = [part.strip() for part in _PARTS.split(plain(text)) if part.strip()]
    bare = [part for part in parts if re.fullmatch(r"[+\d\s().·_-]+", part)]
    if any(not is_telephone(normalise(part)) for part in bare):
        return WRONG
    if bare or any(hit.kind in _WAYS for hit in numbers(text, "联系电话", doubtful=True)):
        return ""
    if any(is_telephone(run) for run in re.findall(r"(?<!\d)[\d-]{7,}(?!\d)", normalise(text))):
        return ""
    return "" if len(text) >= _LEAST_ADDRESS and _ADDRESS.search(plain(text)) else NO_WAY
