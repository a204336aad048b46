"""Numbers up to 99 in Chinese, as headings, dates and lunar days have them, and years by their figures."""

DIGITS = "一二三四五六七八九"
_FIGURES = str.maketrans(f"〇零○ＯOo{DIGITS}", "000000123456789")


def from_chinese(text: str) -> int:
    """十二 → 12; 0 for what is no number up to 99."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.find(text) + 1 if len(text) == 1 else 0
    if any(part and (len(part) > 1 or part not in DIGITS) for part in (tens, ones)):
        return 0
    return (DIGITS.find(tens) + 1 if tens else 1) * 10 + (DIGITS.find(ones) + 1 if ones else 0)


def in_chinese(number: int) -> str:
    """12 → 十二, for 1 to 99."""
    tens, ones = divmod(number, 10)
    text = "" if not tens else "十" if tens == 1 else f"{DIGITS[(tens - 1) % 9]}十"
    return text + (DIGITS[ones - 1] if ones else "")


def in_figures(text: str) -> str:
    """二〇二〇 → 2020, whatever stands for the zero; figures stay."""
    return text.translate(_FIGURES)
