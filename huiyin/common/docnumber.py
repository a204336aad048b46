"""发文字号 (document number): 代字〔年份〕顺序号, and its many misspellings; the numbers of records."""

import re

from . import folding

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Every Han character: names of places use the extensions (㵲政发〔2026〕1号)."""
_CANONICAL = re.compile(
    rf"(?P<code>[{_HAN}A-Za-z·]{{1,20}})〔(?P<year>(?:19|20)[0-9]{{2}})〕(?P<serial>[1-9][0-9]{{0,4}})号"
)
_LOOSE = re.compile(
    rf"(?P<code>[{_HAN}A-Za-z·]{{1,20}})[〔(]第?(?P<year>(?:19|20)[0-9]{{2}})年?[〕)]"
    r"第?0*(?P<serial>[1-9][0-9]{0,4})号"
)
_ANY_HAN = re.compile(f"[{_HAN}]")
_SHOWN_FOR_LONG = re.compile("[Ee#]")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+\.[0-9]*E[+-]?[0-9]+|[+-]?[0-9]+E[+-][0-9]+", re.IGNORECASE)


def is_canonical(number: str) -> bool:
    """True for `国办发〔2020〕51号`; orders and bulletins (`…令第711号`) have other right forms."""
    return bool(_CANONICAL.fullmatch(number))


def normalise(number: str) -> str:
    """The one spelling by which a number is stored, looked up and compared.

    云城管 [２０２６] 第0901 号 → 云城管〔2026〕901号. A number of another form loses what is not
    seen, blanks and the width of its signs; round brackets are wide beside Han characters.
    """
    text = folding.key(number)
    if match := _LOOSE.fullmatch(text):
        return f"{match['code']}〔{match['year']}〕{match['serial']}号"
    return text.translate(_WIDE) if _ANY_HAN.search(text) else text


_WIDE = str.maketrans("()", "（）")


def is_rounded(number: str) -> bool:
    """True for what a spreadsheet shows of a long number: 1.23457E+17. Its digits are lost."""
    if _ANY_HAN.search(number) or (number.isascii() and not _SHOWN_FOR_LONG.search(number)):
        return False  # most numbers: nothing to fold
    text = folding.key(number)
    return bool(_SCIENTIFIC.fullmatch(text)) or (bool(text) and set(text) == {"#"})
