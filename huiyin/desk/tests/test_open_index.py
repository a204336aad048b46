"""What is open is few among many: its list is read by an index of its own, and stops where it ends."""

import pytest
from django.db import connection

from huiyin.desk.order import of
from huiyin.hotline.desk import ROOM
from huiyin.hotline.models import ServiceRequest

OPEN = next(one for one in ServiceRequest._meta.indexes if one.name == "hotline_open")


def test_the_index_holds_what_is_open():
    assert OPEN.condition is not None
    ((column, states),) = OPEN.condition.children
    assert (column, states) == ("state__in", sorted(ServiceRequest.OPEN))


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL weighs by what there is")
def test_the_open_part_may_be_read_by_it():
    """SQLite refuses `INDEXED BY` where the statement does not say what the index holds."""
    part = of(ROOM, ServiceRequest.objects.filter(agency=1), "").parts[0]
    asked, values = part.ordered().query.sql_with_params()
    table = '"hotline_servicerequest"'
    named = asked.replace(f"FROM {table}", f"FROM {table} INDEXED BY hotline_open", 1)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {named}", values)
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "hotline_open" in plan


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.name for one in ROOM.filters if one.is_open])
def test_a_filter_said_to_leave_open_ones_leaves_no_other(name, request_, robot):
    """Whatever else a closed request says: it is not left, or the list would not show it."""
    narrowing = next(one for one in ROOM.filters if one.name == name)
    request, seen = request_(), set()
    for state in {*ServiceRequest.State.values} - ServiceRequest.OPEN | {"assigned", "suspended"}:
        day = "2020-01-01"
        voided, answered = (day if state == one else None for one in ("voided", "answered"))
        ServiceRequest.objects.filter(pk=request.pk).update(
            state=state, due_on="2020-01-01", wanted_days=3, pause_cause="x",
            paused_until="2020-01-01", voided_on=voided, void_reason="x" if voided else "",
            answered_on=answered, answer_text="x" if answered else "",
        )  # fmt: skip
        for value, _ in narrowing.options(robot):
            seen |= {
                *narrowing.applied(ServiceRequest.objects.all(), value, robot).values_list(
                    "state", flat=True
                )
            }
    assert seen
    assert seen <= ServiceRequest.OPEN
