"""Figures of the reminders: columns that were not updated in time."""

from huiyin.figures.registry import AsOf, Condition, Figure, Ledger, declare

from .models import ColumnReminder

REMINDERS = Ledger(
    ColumnReminder,
    begins="reminded_at",
    facts={"alarmed_at": (), "closed_at": ()},
    voided={},
)


def reminded(on: AsOf) -> Condition:
    """Reminded by the end of the period, and not settled before it began."""
    return on.not_before("closed_at")


def late(on: AsOf) -> Condition:
    """The limit passed without an update, and the supervisor was notified."""
    return on.during("alarmed_at")


def overdue(on: AsOf) -> Condition:
    return on.happened("alarmed_at") & on.not_yet("closed_at")


declare(
    Figure(
        "inspection.columns.late",
        "栏目逾期未更新",
        "次",
        "统计期内，栏目超过更新期限没有新内容、已告知负责人的更新提醒",
        REMINDERS,
        late,
        among=reminded,
    )
)
declare(
    Figure(
        "inspection.columns.overdue",
        "逾期至今未更新的栏目",
        "个",
        "已告知负责人、到统计期末仍然没有更新的更新提醒",
        REMINDERS,
        overdue,
        among=reminded,
    )
)
