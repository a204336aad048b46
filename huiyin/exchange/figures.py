"""Figures of what is reported to the credit platform."""

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, Ratio, declare

from .models import Batch

BATCHES = Ledger(
    Batch,
    begins="made_on",
    facts={"answered_on": ()},
    is_alone=True,
)


def made(on: AsOf) -> Condition:
    return on.during("made_on")


def answered(on: AsOf) -> Condition:
    return made(on) & on.happened("answered_on")


declare(
    Figure(
        "exchange.batches",
        "信用信息报送批次",
        "批",
        "统计期内生成的信用信息报送批次，不含作废的",
        BATCHES,
        made,
    )
)
declare(
    Ratio(
        "exchange.answered",
        "回执登记率",
        "%",
        "统计期内生成的报送批次中，每条记录都已登记平台回执的批数÷生成批数",
        BATCHES,
        answered,
        among=made,
    )
)
