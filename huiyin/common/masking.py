"""How personal data are shown: shortened by kind, never reversible.

The patterns are those of docs/law/personal-data.md; the stricter one where two are in use.
"""

import re

_DOT = re.compile(r"[·•‧・．]")
_MOBILE = re.compile(r"(?:0?0?86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:0?0?86)?(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})")
_COMPOUND_SURNAMES = [
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "宇文",
    "长孙",
    "司徒",
    "夏侯",
    "南宫",
    "独孤",
    "端木",
    "申屠",
]


def name(value: str) -> str:
    """王小明 → 王*明, 王明 → 王*, 欧阳明 → 欧阳*, 卓玛·措 → 卓*·*; not for an organisation's name."""
    value = value.strip()
    if found := _DOT.search(value):
        parts = _DOT.split(value)
        return found[0].join([middle(parts[0], 1, 0), *("*" * len(part) for part in parts[1:])])
    surname = 2 if len(value) > 2 and value[:2] in _COMPOUND_SURNAMES else 1
    given = len(value) - surname
    if given <= 1:
        return middle(value, surname, 0)
    return value[:surname] + "*" * (given - 1) + value[-1]


def phone(value: str) -> str:
    """13812345678 → 138****5678; a landline keeps its area code and last two digits.

    Contacts are typed into one field: a mail address in it is masked as one.
    """
    value = value.strip()
    if "@" in value:
        return email(value)
    digits = re.sub(r"\D", "", value)
    if found := _MOBILE.fullmatch(digits):
        return f"{found[1][:3]}****{found[1][-4:]}"
    if found := _LANDLINE.fullmatch(digits):
        return f"{found[1]}-{middle(found[2], 0, 2)}"
    return middle(value, 0, 2)


def identity_number(value: str) -> str:
    """18 characters: the first three and last four; 15: three and two; a passport: one and three."""
    value = value.strip()
    return middle(value, *{18: (3, 4), 15: (3, 2)}.get(len(value), (1, 3)))


def address(value: str) -> str:
    """Down to the district, county or street; what follows is hidden."""
    for end in ("街道", "镇", "乡", "区", "县", "市"):
        before, found, after = value.partition(end)
        if found and after:
            return f"{before}{found}×××"
    return "×××" if value else ""


def email(value: str) -> str:
    before, at, domain = value.partition("@")
    return f"{before[:1]}***{at}{domain}" if at else middle(value, 1, 0)


def middle(value: str, first: int, last: int) -> str:
    """Keep `first` and `last` characters, hide the rest; short values are hidden whole."""
    hidden = len(value) - first - last
    if hidden <= 0:
        return "*" * len(value)
    return value[:first] + "*" * hidden + (value[-last:] if last else "")
