"""Numbers as Word writes them before paragraphs: 一 〇 壹 甲 ① Ⅳ iv."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_SPOKEN = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def written(number: int, form: str) -> str:
    """A number in a form of Word; plain digits where the form has no sign for it."""
    signs = _SIGNS.get(form)
    if signs is not None:
        return signs[number - 1] if 0 < number <= len(signs) else str(number)
    write = _WRITERS.get(form)
    return write(number) if write is not None and 0 <= number < 4000 else str(number)


def counted(number: int) -> str:
    """十二, 一百零三: as it is spoken."""
    text = _by_places(number, _SPOKEN, "十百千")
    return text.removeprefix("一") if 10 <= number < 20 else text


def _formal(number: int) -> str:
    return _by_places(number, _FORMAL, "拾佰仟")


def _by_places(number: int, digits: str, places: str) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit]
            text += places[place - 1] if place else ""
        gap = digit == 0
    return text or digits[0]


def _spelt(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _wide(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else "0"


def _signs(first: int, count: int) -> str:
    return "".join(chr(first + at) for at in range(count))


_SIGNS = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": _signs(0x2460, 20),
    "decimalEnclosedCircleChinese": _signs(0x2460, 20),
    "decimalEnclosedParen": _signs(0x2474, 20),
    "decimalEnclosedFullstop": _signs(0x2488, 20),
    "ideographEnclosedCircle": _signs(0x3280, 10),
}
_WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"),
        counted,
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _formal
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _spelt),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
}  # fmt: skip
