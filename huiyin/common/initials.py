"""拼音首字母: the letters by which a Chinese name is typed quickly.

The first level of GB 2312 holds the 3,755 most common characters in the order of their sounds, so
the place of a character tells its first letter. Rarer ones have none and are passed over.
"""

from bisect import bisect_right

_FIRSTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_LAST = 0xD7F9
_CODES = [code for code, _ in _FIRSTS]


def of(text: str) -> str:
    """云溪路 → yxl; letters and digits stay as they are, in small letters."""
    return "".join(_of(char) for char in text)


def _of(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    code = int.from_bytes(char.encode("gb2312", "ignore"), "big")
    if not _CODES[0] <= code <= _LAST:
        return ""
    return _FIRSTS[bisect_right(_CODES, code) - 1][1]
