"""How personal data are shown: shortened by kind, never reversible.

The patterns are those of docs/law/personal-data.md; the stricter one where two are in use.
"""

_COMPOUND_SURNAMES = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 南宫 独孤 端木 申屠"
).split()


def name(value: str) -> str:
    """王小明 → 王*明, 王明 → 王*, 欧阳明 → 欧阳*; an organisation's name is not for this."""
    value = value.strip()
    surname = 2 if value[:2] in _COMPOUND_SURNAMES else 1
    given = len(value) - surname
    if given <= 1:
        return value[:surname] + "*" * max(given, 0)
    return value[:surname] + "*" * (given - 1) + value[-1]


def phone(value: str) -> str:
    """13812345678 → 138****5678; a landline keeps its area code and last two digits."""
    digits = value.strip()
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    area, _, rest = digits.rpartition("-")
    return f"{area}-{'*' * max(len(rest) - 2, 0)}{rest[-2:]}" if area else middle(digits, 0, 2)


def identity_number(value: str) -> str:
    """First three and last four of an 18-character number, first one and last one of others."""
    value = value.strip()
    return middle(value, 3, 4) if len(value) == 18 else middle(value, 1, 1)


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
