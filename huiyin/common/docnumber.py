"""发文字号 (document number): 代字〔年份〕顺序号, and its many misspellings."""

import re

_CANONICAL = re.compile(
    r"(?P<code>[\u4e00-\u9fa5A-Za-z·]{1,20})〔(?P<year>(?:19|20)\d{2})〕(?P<serial>[1-9]\d{0,4})号"
)
_LOOSE = re.compile(
    r"(?P<code>[\u4e00-\u9fa5A-Za-z·]{1,20})[〔﹝\[【（(［]\s*(?P<year>(?:19|20)\d{2})\s*[〕﹞\]】）)］]"
    r"\s*(?:第)?\s*0*(?P<serial>[1-9]\d{0,4})\s*号"
)


def is_canonical(number: str) -> bool:
    """True for `国办发〔2020〕51号`; orders and bulletins (`…令第711号`) have other right forms."""
    return bool(_CANONICAL.fullmatch(number))


def normalise(number: str) -> str:
    """The canonical spelling where the parts can be told apart, else the text as it stands."""
    compact = re.sub(r"\s+", "", number)
    if found := _LOOSE.fullmatch(compact):
        return f"{found['code']}〔{found['year']}〕{found['serial']}号"
    return number.strip()
