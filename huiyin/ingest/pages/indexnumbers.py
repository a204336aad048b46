"""索引号: kept as printed; its parts are only looked at in order to warn."""

import re

from huiyin.common import uscc

from .values import Remark

_FORM = re.compile(
    r"(?P<front>[0-9A-Z][0-9A-Z-]{4,19})/(?P<period>\d{4}(?:\d{2})?)-(?P<serial>\d{1,8})"
)
_LOOSE = re.compile(r"[0-9A-Za-z][0-9A-Za-z/\-]{6,62}")
_WIDE = str.maketrans("／－–—‐−﹣　", "/------ ")


def tidy(text: str) -> str:
    """Trimmed, with slash and hyphen of ordinary width; otherwise verbatim."""
    return re.sub(r"\s+", " ", text.translate(_WIDE)).strip()


def looks_like_index_number(text: str) -> bool:
    plain = tidy(text)
    return (
        bool(_LOOSE.fullmatch(plain))
        and any(c.isdigit() for c in plain)
        and bool(set("/-") & set(plain))
    )


def front_code(number: str) -> str:
    """The organisation's code before the slash, if the number has the usual form."""
    found = _FORM.fullmatch(number.upper())
    return found["front"].rstrip("-") if found else ""


def remarks(number: str) -> list[Remark]:
    """What is odd about a number; real portals carry odd ones, so nothing here refuses it."""
    found = _FORM.fullmatch(number.upper())
    if not found or (len(found["period"]) == 6 and not 1 <= int(found["period"][4:]) <= 12):
        return [
            Remark(
                "index-format", f"索引号“{number}”不是“机构代码/年月-流水号”的格式，已按原样保留"
            )
        ]
    front = found["front"].replace("-", "")
    if len(front) == 18 and not uscc.is_valid(front):
        return [
            Remark(
                "index-check", f"索引号前段“{front}”的统一社会信用代码校验位不正确，已按原样保留"
            )
        ]
    if len(front) == 9 and not uscc.is_valid_organisation_code(front):
        return [
            Remark("index-check", f"索引号前段“{front}”的组织机构代码校验位不正确，已按原样保留")
        ]
    return []
