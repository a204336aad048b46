"""统一社会信用代码 (GB 32100-2015) and 组织机构代码 (GB 11714): check characters."""

import re

from . import identity

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(3**position % 31 for position in range(17))
_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{10}}")


def check_character(first_seventeen: str) -> str:
    """The 18th character that belongs to the first seventeen."""
    total = sum(_VALUES[c] * w for c, w in zip(first_seventeen, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_valid(code: str) -> bool:
    """True for 18 characters of the right shape whose last one checks, and no identity number.

    One identity number in thirty happens to have this check character, too. Characters 9 to 17 of
    a credit code are an organisation code with a check character of its own: what can be an
    identity number must have that one as well.
    """
    if not _SHAPE.fullmatch(code) or check_character(code[:17]) != code[17]:
        return False
    return not identity.is_valid(code) or is_valid_organisation_code(code[8:17])


_MISREAD = str.maketrans("OISZ", "0152")
"""Letters that no code has, and what they are taken for."""


def likely(code: str) -> str:
    """The code that was meant where letters were typed for figures; empty if none checks."""
    meant = code.translate(_MISREAD)
    return meant if meant != code and is_valid(meant) else ""


def is_sole_trader(code: str) -> bool:
    """登记管理部门 9 (工商) and 机构类别 2 (个体工商户), whatever follows."""
    return code.startswith("92")


def last_of(code: str) -> str:
    """The check character that the first seventeen of these characters ask for; empty if they cannot."""
    return check_character(code[:17]) if _SHAPE.fullmatch(code) else ""


_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def is_valid_organisation_code(code: str) -> bool:
    """True for the nine characters (hyphen dropped) of GB 11714 whose last one checks."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return False
    total = sum(int(c, 36) * w for c, w in zip(code[:8], _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11] == code[8]
