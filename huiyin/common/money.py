"""Amounts of money in reading and in writing: exact, never through binary fractions.

What a register keeps is 元 as a Decimal, or whole 分 as an integer; 万元 is only how a table or a
platform writes it.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal

Unit = Literal["元", "万元"]

FEN: Final = 1_000_000
"""分 in one 万元."""
WAN: Final = 10_000
"""元 in one 万元."""
PLACES = 6
"""Decimals of 万元 that are whole 分."""
ASKED_FROM: Final = Decimal(1_000_000)
"""元 from which an amount in 万元 without its unit may as well be 元 that somebody typed."""
EXAMPLES: Final[dict[Unit, str]] = {
    "元": "单位为元，如 2000 或 2000.50",
    "万元": "单位为万元，如 0.2（即 2000 元），最多六位小数；也可以连单位写，如 2000元",
}
_SHAPE = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_NOTHING = ("-", "—", "–", "－", "/")  # how a table writes nothing
_LARGEST = 9 * 10**17
_LARGEST_YUAN = 10**12
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


class AmountError(ValueError):
    """What is wrong with an amount, in words for whoever wrote it."""


def yuan(text: str, unit: Unit = "元") -> Decimal:
    """`2,000.50`, `¥2000`, `2000元`, `0.2万元` as 元 with two decimals.

    `unit` is that of the column or field: what a bare number means. A unit that is written counts.

    Raises:
        AmountError: no amount, negative, below one 分, or a bare number in 万元 that may be 元.
    """
    plain = _compact(text).removeprefix("¥")
    number, written = _parted(plain)
    if not _SHAPE.fullmatch(number):
        raise AmountError(f"应为金额，{EXAMPLES[unit]}")
    bare = Decimal(number.replace(",", ""))
    amount = bare * WAN if (written or unit) == "万元" else bare
    if amount < 0:
        raise AmountError("金额不能是负数，请核对")
    if amount >= _LARGEST_YUAN:
        raise AmountError(f"金额过大，请核对单位是不是{unit}")
    if amount * 100 % 1:
        raise AmountError("精确到分：元后最多两位小数，万元后最多六位小数")
    if unit == "万元" and not (written or _is_exported(number)) and amount >= ASKED_FROM:
        raise AmountError(_question(bare))
    return amount.quantize(Decimal("0.01"))


def _parted(plain: str) -> tuple[str, str]:
    """A number and the unit that stands behind it."""
    for unit in ("万元", "元"):
        if plain.endswith(unit):
            return plain.removesuffix(unit), unit
    return (plain.removesuffix("万"), "万元") if plain.endswith("万") else (plain, "")


def _is_exported(number: str) -> bool:
    """Six decimals are how an export writes 万元; nobody types them behind 元."""
    return len(number.partition(".")[2]) == PLACES


def _question(bare: Decimal) -> str:
    return (
        f"{bare:f} 按本列单位是 {bare:f} 万元，即 {bare * WAN:,.2f} 元，请核对是不是把元填成了万元："
        f"是 {bare:f} 元的，写成“{bare:f}元”；确实是 {bare:f} 万元的，写成“{bare:f}万元”"
    )


def in_wan(amount: Decimal) -> Decimal:
    """元 as a number of 万元, exact, without zeros at its end: 2000.00 is 0.2."""
    number = (amount / WAN).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def exported(amount: Decimal) -> Decimal | str:
    """元 as a platform takes it, in 万元; with all six decimals where `yuan` would else ask."""
    return f"{amount / WAN:.{PLACES}f}" if amount >= ASKED_FROM else in_wan(amount)


def yuan_text(amount: Decimal | None) -> str:
    """元 with thousands, decimals only where there are 分: 2,000 and 2,000.50."""
    if amount is None:
        return "—"
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def in_capitals(amount: Decimal) -> str:
    """元 in the capital numerals of papers and receipts: 2000.50 is 人民币贰仟元伍角整.

    Raises:
        AmountError: negative, below one 分, or from a million million 元 on.
    """
    if not 0 <= amount < _LARGEST_YUAN or amount * 100 % 1:
        raise AmountError("金额应在零元和一万亿元之间，精确到分")
    whole, cents = divmod(int(amount * 100), 100)
    jiao, fen_ = divmod(cents, 10)
    said = f"{_whole_in_capitals(whole) or '零'}元" if whole or not cents else ""
    if jiao:
        said += f"{_CAPITALS[jiao]}角"
    if fen_:
        return f"人民币{said}{'零' if said and not jiao else ''}{_CAPITALS[fen_]}分"
    return f"人民币{said}整"


def _whole_in_capitals(whole: int) -> str:
    """Whole 元 by groups of four figures; empty for none."""
    said, is_zero_owed = "", False
    for name, group in zip("亿万 ", _groups(whole), strict=True):
        if not group:
            is_zero_owed = bool(said)
            continue
        zero = "零" if said and (is_zero_owed or group < 1000) else ""
        said, is_zero_owed = said + zero + _four_in_capitals(group) + name.strip(), False
    return said


def _groups(whole: int) -> tuple[int, int, int]:
    rest, low = divmod(whole, WAN)
    high, middle = divmod(rest, WAN)
    return high, middle, low


def _four_in_capitals(group: int) -> str:
    """1 to 9999, without a zero at the front or the end: 1020 is 壹仟零贰拾."""
    said, is_zero_owed = "", False
    for figure, place in zip(f"{group:04d}", ("仟", "佰", "拾", ""), strict=True):
        if figure == "0":
            is_zero_owed = bool(said)
        else:
            said += ("零" if is_zero_owed else "") + _CAPITALS[int(figure)] + place
            is_zero_owed = False
    return said


def fen(text: str) -> int:
    """`1,234.56` 万元 as 分; nothing is rounded away unseen."""
    plain = _compact(text).removesuffix("万元")
    if plain in _NOTHING:
        return 0
    if not _SHAPE.fullmatch(plain):
        raise AmountError("应为数字，单位万元，例如 123.45")
    amount = Decimal(plain.replace(",", "")) * FEN
    if amount != amount.to_integral_value():
        raise AmountError("精确到分，即万元后最多六位小数")
    if abs(amount) >= _LARGEST:
        raise AmountError("金额过大，请核对单位是不是万元")
    return int(amount)


def wan(amount: int | None) -> Decimal | None:
    """分 as a number of 万元, exact."""
    return None if amount is None else Decimal(amount) / FEN


def places(amounts: Iterable[int | None]) -> int:
    """How many decimals one table needs: its amounts stand in one scale, and none is rounded."""
    fractions = (f"{abs(amount) % FEN:06d}".rstrip("0") for amount in amounts if amount is not None)
    return max((len(decimals) for decimals in fractions), default=2)


def wan_text(amount: int | None, least: int = 2) -> str:
    """分 as 万元 with thousands, at least so many decimals and as many as there are."""
    if amount is None:
        return "—"
    sign, fen = ("-" if amount < 0 else ""), abs(amount)
    decimals = f"{fen % FEN:06d}".rstrip("0").ljust(max(least, 2), "0")
    return f"{sign}{fen // FEN:,}.{decimals}"


def _compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
