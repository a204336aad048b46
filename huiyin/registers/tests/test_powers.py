"""What the list said on a day: every wording is kept, gaps stay gaps."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.registers.actions import powers
from huiyin.registers.models import PowerVersion
from huiyin.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(power, robot, morning):
    """Listed 2024, adjusted 2025-01, off 2025-06, on again 2025-09."""
    item = power()
    who = {"actor": robot, "at": morning}
    for change, details in (
        (
            powers.adjust,
            {"since": date(2025, 1, 1), "reason": "改革", "values": {"name": "新名称"}},
        ),
        (powers.abolish, {"abolished_on": date(2025, 6, 1), "reason": "依据废止"}),
        (powers.restore, {"since": date(2025, 9, 1), "reason": "依据恢复"}),
    ):
        item = powers.approve(change(item, **details, **who), **who)
    return item


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2023-12-31", None),
        ("2024-01-01", "对擅自砍伐城市树木的处罚"),
        ("2024-12-31", "对擅自砍伐城市树木的处罚"),
        ("2025-01-01", "新名称"),
        ("2025-05-31", "新名称"),
        ("2025-06-01", None),
        ("2025-08-31", None),
        ("2025-09-01", "新名称"),
        ("2026-03-01", "新名称"),
    ],
)
def test_the_list_of_a_day(history, day, name):
    listed = Client().get("/powers/", {"on": day})
    assert [row.name for row in listed.context["records"]] == ([name] if name else [])
    assert listed.context["paging"].total == bool(name)
    one = Client().get(f"/powers/{history.pk}/", {"on": day})
    assert one.status_code == (200 if name else 404)
    if name:
        assert one.context["shown"].name == name
    text = Client().get("/powers.json", {"on": day}).getvalue().decode()
    assert text.count("权力编码") == bool(name)


def test_the_history_tells_each_change(history):
    entries = Client().get(f"/powers/{history.pk}/").context["history"]
    assert [(str(entry["day"]), entry["kind"], entry["fields"]) for entry in entries] == [
        ("2025-09-01", "恢复", ""),
        ("2025-06-01", "取消", ""),
        ("2025-01-01", "调整", "事项名称"),
        ("2024-01-01", "新增", ""),
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"listed_from": date(2027, 1, 1)}, "listed_from", id="from next year"),
        pytest.param(
            {"abolished_on": date(2024, 1, 1)}, "abolished_on", id="off on the day it came on"
        ),
        pytest.param({"abolished_on": date(2027, 1, 1)}, "abolished_on", id="off next year"),
        pytest.param({"change_kind": "调整"}, "change_reason", id="adjusted without a reason"),
        pytest.param({"power_type": "行政指导"}, "power_type", id="no such class"),
        pytest.param({"basis": ""}, "basis", id="no legal basis"),
        pytest.param({"name": "长" * 301}, "name", id="a name too long"),
    ],
)
def test_what_cannot_be(power, values, field):
    with pytest.raises(ValidationError) as refused:
        power(**values)
    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    ("move", "arguments", "field"),
    [
        (powers.adjust, {"since": date(2024, 1, 1), "reason": "同日", "values": {}}, "since"),
        (powers.adjust, {"since": date(2027, 1, 1), "reason": "将来", "values": {}}, "since"),
        (powers.adjust, {"since": date(2025, 1, 1), "reason": " ", "values": {}}, "reason"),
        (
            powers.adjust,
            {"since": date(2025, 1, 1), "reason": "x", "values": {"basis": ""}},
            "basis",
        ),
        (powers.abolish, {"abolished_on": date(2025, 1, 1), "reason": ""}, "reason"),
        (powers.void, {"reason": ""}, "reason"),
    ],
)
def test_a_refused_move_leaves_no_version(power, robot, morning, move, arguments, field):
    item = power()
    with pytest.raises(ValidationError) as refused:
        move(item, actor=robot, at=morning, **arguments)
    assert field in refused.value.message_dict
    assert not PowerVersion.objects.exists()


def test_search_follows_the_list(power, robot, morning):
    item = power()
    asked = index.Query("砍伐城市树木")
    assert [hit.url for hit in index.find(asked).hits] == [f"/powers/{item.pk}/"]
    item = powers.adjust(
        item, actor=robot, at=morning, since=date(2025, 1, 1), reason="改名",
        values={"name": "对毁坏古树的处罚", "basis": "新条例"},
    )  # fmt: skip
    assert index.find(asked).total == 1  # a proposal changes nothing
    item = powers.approve(item, actor=robot, at=morning)
    assert not index.find(asked).total
    assert index.find(index.Query("毁坏古树")).total == 1
    gone = powers.abolish(
        item, actor=robot, at=morning, abolished_on=date(2025, 6, 1), reason="废止"
    )
    powers.approve(gone, actor=robot, at=morning)
    assert not index.find(index.Query("毁坏古树")).total
