"""索引号: kept as printed; its parts are only parsed for warnings."""

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
    match = _FORM.fullmatch(number.upper())
    return match["front"].rstrip("-") if match else ""


def remarks(number: str) -> list[Remark]:
    """Warnings about a number; real portals have odd ones, so none is refused."""
    match = _FORM.fullmatch(number.upper())
    if not match or (len(match["period"]) == 6 and not 1 <= int(match["period"][4:]) <= 12):
        return [
            Remark(
                "index-format", f"索引号“{number}”不是“机构代码/年月-流水号”的格式，已按原样保留"
            )
        ]
    front = match["front"].replace("-", "")
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
