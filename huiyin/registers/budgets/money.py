"""万元 in writing and in reading: exact, never through binary fractions."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

FEN: Final = 1_000_000
"""分 in one 万元."""
PLACES = 6
_SHAPE = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


class AmountError(ValueError):
    """What is wrong with an amount, in words for whoever wrote it."""


def fen(text: str) -> int:
    """`1,234.56` 万元 as 分; nothing is rounded away unseen."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").removesuffix("万元")
    if plain in ("-", "—", "–", "－", "/"):  # how a table writes nothing
        return 0
    if not _SHAPE.fullmatch(plain):
        raise AmountError("应为数字，单位万元，例如 123.45")
    try:
        amount = Decimal(plain.replace(",", "")) * FEN
    except InvalidOperation:
        raise AmountError("应为数字，单位万元，例如 123.45") from None
    if amount != amount.to_integral_value():
        raise AmountError("精确到分，即万元后最多六位小数")
    if abs(amount) >= 9 * 10**17:
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
