"""收费 in the words of the notice: the standard, how it was worked out, the sum."""

from huiyin.foi import fees
from huiyin.foi.models import Fee, FeeBasis


def money(amount: int) -> str:
    """分 as yuan: 1050 → 10.50."""
    return f"{amount // 100}.{amount % 100:02d}"


def standard(fee: Fee | None) -> str:
    if fee is None or fee.basis == FeeBasis.RECORDED:
        return ""
    if fee.basis == FeeBasis.ITEM:
        return (
            "按件计收。同一申请人一个自然月内累计申请10件以下的不收费；第11件至第30件的部分，"
            "每件100元；第31件以上的部分，以10件为一档，每增加一档，收费标准提高100元/件。"
        )
    return (
        "按量计收。以单件申请为单位，30页以下的不收费；31至100页的部分，每页10元；"
        "101至200页的部分，每页20元；201页以上的部分，每页40元。"
    )


def calculation(fee: Fee | None) -> list[str]:
    if fee is None:
        return []
    count, amount = fee.count, money(fee.amount)
    if fee.basis == FeeBasis.RECORDED:
        return [f"应缴{amount}元。"]
    if fee.basis == FeeBasis.ITEM:
        return [f"本自然月内累计申请{count}件，按照上述标准分档计算，本件应缴{amount}元。"]
    return [f"本件提供{count}页。", *_tiers(count)]


def _tiers(pages: int) -> list[str]:
    lines, below = [], 0
    for last, rate in (*fees.PAGE_TIERS, (pages, fees.PAGE_RATE_ABOVE)):
        part = min(pages, last) - below
        if part > 0:
            span = f"第{below + 1}页至第{below + part}页，共{part}页"
            lines.append(
                f"{span}：每页{rate // 100}元，计{money(part * rate)}元；"
                if rate
                else f"{span}：不收费；"
            )
        below = max(below, last)
    return [*lines[:-1], lines[-1][:-1] + "。"] if lines else []
