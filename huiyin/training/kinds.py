"""What stands on the list: figures whose records went wrong, each with its rule and whose it was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from huiyin.disclosure.models import ColumnPage
from huiyin.organisations.models import Organisation

UnitsOf = Callable[[list[Any]], dict[int, int]]
"""Records → key of a record → key of its unit, where it has one."""


def _own(records: list[Any]) -> dict[int, int]:
    return {one.pk: one.unit_id for one in records if one.unit_id}


def _department(records: list[Any]) -> dict[int, int]:
    return {one.pk: one.department_id for one in records if one.department_id}


def _of_column(records: list[Any]) -> dict[int, int]:
    """The unit that answers for the nearest column above a document."""
    columns = ColumnPage.objects.filter(department__isnull=False)
    departments = dict(columns.values_list("path", "department_id"))
    found = {}
    for one in records:
        above = (one.path[:length] for length in range(len(one.path) - 4, 0, -4))
        if unit := next((departments[path] for path in above if path in departments), None):
            found[one.pk] = unit
    return found


def _none(records: list[Any]) -> dict[int, int]:
    """Of the agency as a whole."""
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of line.

    Attributes:
        figure: key of the figure whose records stand on the list.
        rule: what was not kept, with its basis.
        due: day by which it was owed; empty where no day was.
        done: day on which it was done.
        subject: what a unit can answer for (`structure.subjects`), where the record names none.
    """

    figure: str
    label: str
    rule: str
    units: UnitsOf
    due: str = ""
    done: str = ""
    subject: str = ""


KINDS: tuple[Kind, ...] = (
    Kind(
        "foi.late", "依申请公开超期",
        "收到申请之日起20个工作日内答复，延长的不超过20个工作日（《中华人民共和国政府信息公开条例》第三十三条）",
        _none, "due_on", "answered_on", "foi",
    ),
    Kind(
        "hotline.late", "工单超期", "在工单的办理期限内答复（热线办理期限，见工单计时期限）",
        _own, "due_on", "answered_on", "hotline",
    ),
    Kind(
        "hotline.dissatisfied", "评价不满意", "回访或者来信人评价为不满意的，应当重办或者说明（回访和重办规定）",
        _own, "", "rated_on", "hotline",
    ),
    Kind(
        "disclosure.late", "公开超期",
        "自形成或者变更之日起20个工作日内公开，栏目另有期限的从其期限（《中华人民共和国政府信息公开条例》第二十六条）",
        _of_column, "publish_due_on", "published_at",
    ),
    Kind(
        "coordination.returned", "任务退回", "不属于本单位的任务应在规定时间内退回并说明理由（任务退回规定）",
        _own, "", "returned_on",
    ),
    Kind(
        "inspection.columns.late", "栏目逾期未更新",
        "按更新期限更新栏目（政府网站与政务新媒体检查指标，国办秘函〔2019〕19号）",
        _department, "due_on", "closed_at",
    ),
    Kind(
        "rectification.late", "整改超期", "在整改期限内报送整改情况（整改期限）",
        _own, "first_due_on", "delivered_on",
    ),
)  # fmt: skip


def units_by_key(keys: Iterable[int]) -> dict[int, Organisation]:
    return Organisation.objects.in_bulk(set(keys))
