"""A table is public only when its sums come out and its changes are explained."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.registers.actions import budget_lines, budgets, filling
from huiyin.registers.budgets import sums
from huiyin.registers.models import BudgetLine, BudgetSheet, RegisterSettings, limits
from huiyin.web.kept.page_cache import pages

from .trial import THREE

pytestmark = pytest.mark.django_db
LESS = THREE.replace("合计\t10", "合计\t8").replace("接待费\t2", "接待费\t0")


@pytest.fixture
def publish(robot, morning):
    return lambda sheet: budgets.publish(sheet, actor=robot, at=morning)


def explained(sheet, robot, morning):
    return budgets.amend(sheet, actor=robot, at=morning, values={"explanation": "减少公务接待。"})


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param("", "还没有数据", id="an empty table"),
        pytest.param(THREE.replace("合计\t10", "合计\t10.000001"), "三项之和不等", id="one 分 off"),
        pytest.param(THREE.replace("公务接待费\t2\n", ""), "缺少这一行", id="a row is missing"),
    ],
)
def test_what_does_not_add_up_is_not_published(sheet, publish, rows, message):
    table = sheet(rows=rows)
    with pytest.raises(ValidationError, match=message):
        publish(table)
    assert Client().get(f"/budgets/{table.pk}/").status_code == 404


def test_a_change_above_the_threshold_is_explained(sheet, publish, robot, morning):
    publish(sheet(2023))
    table = sheet(2024, rows=LESS)
    with pytest.raises(ValidationError) as refused:
        publish(table)
    assert "“合计”比上年减少 20.0%" in str(refused.value.messages)
    publish(explained(table, robot, morning))
    page = Client().get(f"/budgets/{table.pk}/").content.decode()
    assert "减少公务接待。" in page
    assert "-20.0%" in page


def test_the_threshold_is_the_offices_own(sheet, publish):
    publish(sheet(2023))
    settings = limits()
    settings.explain_percent = 100
    settings.save()
    assert RegisterSettings.objects.count() == 1
    publish(sheet(2024, rows=LESS))


def test_budgets_are_not_compared_with_final_accounts(sheet):
    sheet(2023, stage="决算")
    assert not budgets.findings(sheet(2024, rows=LESS)).unexplained


def test_a_public_table_is_not_changed_behind_its_readers(sheet, publish, robot, morning):
    table = publish(sheet())
    first = table.lines().first()
    who = {"actor": robot, "at": morning}
    with pytest.raises(ValidationError, match="已经公开"):
        budget_lines.amend(first, values={"amount": 1}, **who)
    with pytest.raises(ValidationError, match="已经公开"):
        budget_lines.void(first, reason="x", **who)
    extra = BudgetLine(
        agency=table.agency, reference="新行", year=2024, stage="预算", table="三公经费",
        position=9, label="多出的行", amount=1,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="已经公开"):
        budget_lines.register(extra, **who)
    other = BudgetSheet(agency=table.agency, year=2024, stage="预算", table="三公经费")
    with pytest.raises(ValidationError):
        budgets.register(other, **who)
    budgets.withdraw(table, reason="更正", **who)
    assert budget_lines.amend(first, values={"amount": 1}, **who).amount == 1


def test_pasting_again_replaces_what_was_there(sheet, robot, morning):
    table = sheet()
    filling.fill(table, actor=robot, at=morning, rows=LESS)
    assert [line.amount // 1_000_000 for line in table.lines()] == [8, 0, 0, 8, 3, 5]
    assert BudgetLine.objects.filter(state="voided").count() == 6


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("合计 10", "两列"),
        ("合计\t十", "金额“十”不对"),
        ("\t10", "两列"),
        ("合计\t", "不对"),
        ("合计\t1.0000001", "六位小数"),
        ("合计\t=SUM(A1)", "不对"),
        ("\n \n", "没有读到数据"),
        ("\n".join(f"项{n}\t1" for n in range(501)), "最多粘贴 500 行"),
        (f"合计\t{'9' * 30}", "金额过大"),
    ],
)
def test_a_bad_paste_stores_nothing(sheet, robot, morning, rows, message):
    table = sheet(rows="")
    with pytest.raises(ValidationError) as refused:
        filling.fill(table, actor=robot, at=morning, rows=rows)
    assert message in "".join(refused.value.message_dict["rows"])
    assert not BudgetLine.objects.exists()


def test_indents_are_levels():
    rows = filling.read("收入总计\t3\n　拨款\t2\n    　其他\t1\n  两格\t1\n", "收支总表")
    assert [(row.level, row.label) for row in rows] == [
        (1, "收入总计"), (2, "拨款"), (3, "其他"), (2, "两格"),
    ]  # fmt: skip


@pytest.mark.parametrize("indent", [" ", "  ", "    ", "　", "　　　", "\t", "\u00a0\u00a0"])
def test_parts_are_summed_at_any_indent(indent):
    rows = filling.read(f"合计\t100\n{indent}甲\t30\n{indent}乙\t40", "支出总表")
    assert [row.label for row in rows] == ["合计", "甲", "乙"]
    assert [one.label for one in sums.parts(rows)] == ["合计"]


DOORS = ("/budgets/{pk}/", "/budgets.csv?year=2024", "/budgets.json?year=2024", "/budgets/")


def test_the_next_year_tells_only_what_is_public(sheet, publish, robot, morning):
    """A table that was never public, or is no more, is not read from the column 上年."""
    rows = THREE.replace("10", "10.0321").replace("公务接待费\t2", "公务接待费\t2.0321")
    before = sheet(2023, rows=rows)
    now = publish(sheet(2024))

    def showing():
        pages.clear()
        doors = [door.format(pk=now.pk) for door in DOORS]
        answers = {door: Client().get(door) for door in doors}
        return {
            door for door, one in answers.items() if "10.0321" in b"".join(one).decode("utf-8-sig")
        }

    assert showing() == set()
    publish(before)
    assert len(showing()) == len(DOORS)
    budgets.withdraw(before, actor=robot, at=morning, reason="数字有误")
    assert showing() == set()
    assert budgets.findings(now).breaks == []
    assert next(one.before for one in budgets.changes(now, list(now.lines()))), "the office does"
