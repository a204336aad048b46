"""频次上限: whether a business may be inspected once more in a year, asked before it is planned."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.casework.storing import update_many

from .models import Inspection, Item

BASIS = "国办发〔2024〕54号"


def fault(inspection: Inspection, item: Item, beside: Iterable[Inspection] = ()) -> str:
    """The sentence that refuses one more inspection under this row; "" where there is room.

    `beside` take the same place: those that are not stored yet are counted as well.

    In a transaction whoever asks holds the rows of the item: two who plan at once are asked one
    after the other, and the second one sees what the first has planned.
    """
    if not inspection.is_counted:
        return ""
    if transaction.get_connection().in_atomic_block:
        list(item.alike().values_list("pk", flat=True))
    unstored = [one.planned_on for one in beside if one.pk is None]
    days = sorted([*inspection.others_of_year(), *unstored])
    if len(days) < item.cap:
        return ""
    return (
        f"{inspection.holder_name} {inspection.planned_on.year} 年的“{item.name}”已有 {len(days)} 次："
        f"{'、'.join(map(str, days))}，年度上限 {item.cap} 次，不能再安排。"
        "有投诉举报等线索确需检查的，检查类型选“按线索检查”，填写线索来源和编号"
    )


Place = tuple[int, str, str, int]
"""Agency, item, business and year: what is counted together."""


def place_of(inspection: Inspection) -> Place | None:
    """Where it is counted; None: nowhere, or nobody has said yet."""
    if not (inspection.is_counted and inspection.item_id and inspection.planned_on):
        return None
    code, day = inspection.item.code, inspection.planned_on
    return inspection.agency_id, code, inspection.holder_uscc, day.year


def hold(inspections: Sequence[Inspection]) -> None:
    """Of new ones that are stored: ask once more of the planned ones, all of a table together.

    Raises:
        ValidationError: one of them is beyond the cap; the days of the others are named.
    """
    planned = [one for one in inspections if not one.inspected_on and one.is_counted]
    asked = {(place_of(one), one.cap): one for one in planned}
    over = [said for one in asked.values() if (said := fault(one, one.item))]
    if over:
        raise ValidationError({"planned_on": over})


def mark(inspections: Sequence[Inspection]) -> None:
    """Of what a table brought note which were beyond the cap of their day, the earlier ones first."""
    brought = [one for one in inspections if one.inspected_on and one.is_counted]
    if not brought:
        return
    rows = (
        Inspection.objects.counted()
        .filter(
            agency__in={one.agency_id for one in brought},
            holder_uscc__in={one.holder_uscc for one in brought},
        )
        .order_by("planned_on", "pk")
        .values_list("pk", "agency_id", "holder_uscc", "item__code", "planned_on")
    )
    count: Counter[tuple[int, str, str, int]] = Counter()
    places: dict[int, int] = {}
    for pk, agency, uscc, code, day in rows:
        key = (agency, uscc, code, day.year)
        count[key] += 1
        places[pk] = count[key]
    over = [one for one in brought if places[one.pk] > one.cap]
    for one in over:
        one.is_over = True
    update_many(over, {"is_over"})


def row_of(inspection: Inspection) -> Item | None:
    """The row of the item in force on the planned day.

    What was made before the item was published here, and comes by a table, goes by its first row.
    """
    item: Item | None = inspection.item.on(inspection.planned_on)
    if item is None and inspection.inspected_on:
        first: Item | None = (
            Item.objects.filter(agency=inspection.agency_id, code=inspection.item.code)
            .order_by("valid_from")
            .first()
        )
        is_before = first is not None and first.valid_from > inspection.planned_on
        return first if is_before else None
    return item
