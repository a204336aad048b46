"""An old register of 200 applications: its clocks, its statutory table, there and back again."""

import io
from dataclasses import replace
from datetime import date
from itertools import product

import openpyxl
import pytest

from huiyin.audit.models import Entry
from huiyin.casework import ledgers as declared
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import actions, statutory
from huiyin.foi.models import Application, Fee, Remedy
from huiyin.ingest import ledgers

from .ledger_rows import APPLICATION
from .old_register import REMEDIES, RESULTS, YEARS, Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    return Register()


@pytest.fixture
def taken(take, register):
    result = take("foi", register.book())
    assert (result.created, result.rejected) == (200, [])
    return register


def test_the_statutory_tables_of_its_years(taken, bureau):
    for year in YEARS:
        third, fourth = taken.table(year), taken.contested(year)
        values = registry.values(
            [*statutory.table(), *statutory.remedies()], Scope.year(bureau.pk, year)
        )
        for row in statutory.ROWS:
            for column in statutory.COLUMNS:
                value = values[f"foi.table.{row}.{column}"]
                assert value == third[row, column], (year, row, column)
        for kind in REMEDIES.values():
            for column in statutory.REMEDY_COLUMNS:
                value = values[f"foi.remedies.{kind}.{column}"]
                assert value == fourth[kind, column], (year, kind, column)
    assert {fact["decision"] for fact in taken.facts} >= {code for _, code in RESULTS}


def test_every_clock_is_what_a_recount_says(taken):
    stored = list(Application.objects.order_by("reference"))
    facts = sorted(zip(taken.rows, taken.facts, strict=True), key=lambda one: one[0]["申请编号"])
    for application, (_, fact) in zip(stored, facts, strict=True):
        assert application.due_on == taken.due(fact), application
        assert application.state == ("answered" if fact["answered"] else "received")
    assert Fee.objects.filter(basis="recorded", amount=70_000, count=0).count() == 23
    assert Remedy.objects.count() == sum(len(fact["remedies"]) for fact in taken.facts)


def test_the_same_file_again_changes_nothing(taken, take):
    again = take("foi", taken.book())
    assert (again.unchanged, again.updated, again.rejected) == (200, 0, [])


def test_there_and_back_changes_nothing(taken, bureau, robot, morning):
    for form, personal in product(("xlsx", "csv"), (True, False)):
        _there_and_back(bureau, robot, morning, form, personal)


def _there_and_back(bureau, robot, morning, form, personal):
    stream = io.BytesIO()
    options = {"agency": bureau, "actor": robot, "at": morning, "personal": personal}
    assert ledgers.export("foi", Application.objects.all(), stream, form, **options) == 200
    stream.seek(0)
    before = Entry.objects.count()
    back = ledgers.import_file(
        "foi", stream, name=f"台账.{form}", agency=bureau, actor=robot, at=morning
    )
    assert (back.unchanged, back.updated, back.created, back.rejected) == (200, 0, 0, [])
    assert Entry.objects.count() == before + 1


def test_into_an_empty_register_everything_comes_back(taken, bureau, robot, morning, take):
    """Exported in full and taken in elsewhere: the same columns, the same clocks."""
    stream = io.BytesIO()
    options = {"agency": bureau, "actor": robot, "at": morning, "personal": True}
    ledgers.export("foi", Application.objects.order_by("pk"), stream, **options)
    first = list(
        Application.objects.order_by("pk").prefetch_related("consultations", "fees", "remedies")
    )
    for application in first:
        actions.void(application, actor=robot, at=morning, reason="测试")
    stream.seek(0)
    result = take("foi", stream)
    assert (result.created, result.rejected) == (200, [])
    second = Application.objects.filter(state__in=["answered", "received"]).order_by("pk")
    columns = [column.field for column in ledgers.find("foi").columns]
    for old, new in zip(first, second, strict=True):
        assert [getattr(old, name) for name in columns] == [getattr(new, name) for name in columns]
        assert (old.due_on, sorted(old.clock_events)) == (new.due_on, sorted(new.clock_events))


ASKED = {"征求意见日期": "2020-03-05", "征求对象类别": "第三方", "征求对象": "云溪样例公司"}
CLOSED = {"办理结果": "（一）予以公开", "答复日期": "2020-03-20"}
CONTESTED = {"救济类别": "行政复议", "救济受理机关": "市政府", "救济受理日期": "2020-04-01", "救济结果": "结果维持", "救济审结日期": "2020-05-01"}  # fmt: skip
FEE = {"收费通知日期": "2020-03-05", "应缴金额（元）": "700"}


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        pytest.param({"告知补正日期": "2020-03-01"}, "告知补正日期", "早于收到日期", id="asked too early"),
        pytest.param({"告知补正日期": "2020-03-03"}, "补正期限", "须填写补正期限", id="no end of correction"),
        pytest.param({"告知补正日期": "2099-03-03"}, "告知补正日期", "晚于今天", id="asked tomorrow"),
        pytest.param({"收到补正日期": "2020-03-09"}, "告知补正日期", "还须填写", id="corrected unasked"),
        pytest.param({"告知补正日期": "2020-03-03", "收到补正日期": "2020-03-02"}, "收到补正日期", "早于告知补正日期", id="corrected before asked"),
        pytest.param({"延期工作日数": "21"}, "延期工作日数", "1 至 20", id="extended too long"),
        pytest.param({"延期工作日数": "0"}, "延期工作日数", "1 至 20", id="extended by nothing"),
        pytest.param({"延期理由": "量大"}, "延期工作日数", "还须填写", id="a reason only"),
        pytest.param({**ASKED, "征求意见日期": "2020-03-01"}, "征求意见日期", "早于收到日期", id="consulted too early"),
        pytest.param({**ASKED, "收到意见日期": "2020-03-04", "对方意见": "同意"}, "收到意见日期", "早于征求意见日期", id="reply before question"),
        pytest.param({**ASKED, "收到意见日期": "2020-03-09"}, "对方意见", "还须填写对方意见", id="a reply without opinion"),
        pytest.param({**ASKED, "对方意见": "同意"}, "收到意见日期", "还须填写", id="an opinion without day"),
        pytest.param({**ASKED, **CLOSED}, "收到意见日期", "须填写收到意见日期", id="answered while asked"),
        pytest.param({**ASKED, "征求对象类别": ""}, "征求对象类别", "请填写", id="whom, nobody knows"),
        pytest.param({**ASKED, "征求对象": "甲公司；乙公司"}, "征求对象", "有 2 项", id="not entry by entry"),
        pytest.param({**ASKED, "征求意见日期": "2020-03-09；2020-03-05"}, "征求意见日期", "按日期先后", id="not in order"),
        pytest.param({**FEE, "收费通知日期": ""}, "收费通知日期", "须填写", id="a sum without notice"),
        pytest.param({**FEE, "应缴金额（元）": "0"}, "应缴金额（元）", "须填写应缴金额", id="no sum"),
        pytest.param({**FEE, "应缴金额（元）": "若干"}, "应缴金额（元）", "单位为元", id="no number"),
        pytest.param({**FEE, "缴费日期": "2020-04-30"}, "缴费日期", "逾期视为放弃", id="paid too late"),
        pytest.param({**FEE, "缴费日期": "2020-03-04"}, "缴费日期", "早于收费通知日期", id="paid before notice"),
        pytest.param({**FEE, "计收方式": "按量计收", "计费件数或页数": "101"}, "计费件数或页数", "应缴 720 元", id="another sum"),
        pytest.param({**FEE, "计收方式": "按量计收"}, "计费件数或页数", "还须填写", id="no pages"),
        pytest.param({**FEE, **ASKED}, "缴费日期", "只能有一项正在等待", id="two waits"),
        pytest.param({**FEE, "缴费日期": "2020-03-09", "办理结果": "r3_6_2", "答复日期": "2020-04-09"}, "办理结果", "不能以逾期未缴费", id="paid and unpaid"),
        pytest.param(CONTESTED, "救济受理日期", "尚未答复", id="contested without answer"),
        pytest.param({**CLOSED, **CONTESTED, "救济受理日期": "2020-03-19"}, "救济受理日期", "早于答复日期", id="contested too early"),
        pytest.param({**CLOSED, **CONTESTED, "救济审结日期": ""}, "救济审结日期", "须填写审结日期", id="decided, nobody knows when"),
        pytest.param({**CLOSED, **CONTESTED, "救济结果": ""}, "救济结果", "尚未审结", id="no outcome"),
        pytest.param({**CLOSED, **CONTESTED, "救济受理机关": ""}, "救济受理机关", "请填写", id="no organ"),
        pytest.param({**CLOSED, "办理结果": "公开"}, "办理结果", "只能填", id="no such result"),
    ],
)  # fmt: skip
def test_a_refused_row_names_row_and_column(take, cells, column, message):
    good = {**APPLICATION, "申请编号": "SQ2020-0009"}
    blank = dict.fromkeys(cells, "")
    result = take("foi", {**good, **blank}, {**APPLICATION, **cells})
    assert (result.created, result.rejected_rows) == (1, 1)
    rejection = result.rejected[0]
    assert (rejection.row, rejection.column) == (3, column), rejection
    assert message in rejection.message
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "state", "due"),
    [
        pytest.param({**ASKED, "对方收到日期": "2020-03-06"}, "consulting", date(2020, 4, 22), id="asked"),
        pytest.param(FEE, "paying", date(2020, 3, 30), id="noticed"),
        pytest.param({"告知补正日期": "2020-03-05", "补正期限": "2020-03-26"}, "correcting", date(2020, 3, 30), id="to be corrected"),
        pytest.param({"需要说明理由的事项": "本月第 45 件"}, "reasoning", date(2020, 3, 30), id="to be explained"),
    ],
)  # fmt: skip
def test_what_waits_goes_on_in_the_system(take, robot, morning, cells, state, due):
    take("foi", {**APPLICATION, **cells})
    application = Application.objects.get()
    assert (application.state, application.due_on) == (state, due)
    context = {"actor": robot, "at": morning}
    on = {
        "consulting": lambda: actions.receive_opinion(application, received_on=date(2020, 3, 20), opinion="agree", **context),
        "paying": lambda: actions.receive_payment(application, paid_on=date(2020, 3, 20), **context),
        "correcting": lambda: actions.receive_correction(application, received_on=date(2020, 3, 20), **context),
        "reasoning": lambda: actions.receive_reasons(application, reasons="写书", **context),
    }[state]()  # fmt: skip
    assert on.state == "received"


def test_a_later_file_adds_to_the_way(take, robot):
    take("foi", APPLICATION)
    first = take("foi", {**APPLICATION, **ASKED})
    assert first.updated == 1
    application = Application.objects.get()
    assert (application.state, application.due_on) == ("consulting", date(2020, 4, 27))
    columns = {
        **ASKED,
        "收到意见日期": "2020-03-12",
        "对方意见": "不同意",
        "延期工作日数": "10个工作日",
    }
    take("foi", {**APPLICATION, **columns, **CLOSED, **CONTESTED})
    application.refresh_from_db()
    assert (application.state, application.due_on) == ("answered", date(2020, 4, 21))
    assert application.remedies.get().decided_on == date(2020, 5, 1)
    entry = Entry.objects.filter(verb="foi.past.enter").last()
    assert entry.facts["延期工作日数"] == [None, 10]
    assert "云溪样例公司" not in str([one.facts for one in Entry.objects.all()])
    gone = take("foi", {**APPLICATION, **dict.fromkeys([*columns, *CLOSED, *CONTESTED], "")})
    assert gone.updated == 0
    assert {one.column for one in gone.rejected} == {"征求意见日期", "救济受理日期"}


def test_a_row_that_may_not_be_amended_is_refused_and_the_others_stored(take, monkeypatch):
    """A right that is lost in the middle of a batch refuses that row, not the batch."""
    known = ledgers.find("foi")

    def amend(application, **values):
        if application.reference == "SQ2020-0001":
            raise MoveForbiddenError("您没有“更正”的权限")
        return known.amend(application, **values)

    other = {**APPLICATION, "申请编号": "SQ2020-0002"}
    take("foi", APPLICATION, other)
    monkeypatch.setitem(declared._ledgers, "foi", replace(known, amend=amend))
    changed = {"获取方式": "邮寄"}
    result = take("foi", {**APPLICATION, **changed}, {**other, **changed})
    assert (result.updated, [(one.row, one.message) for one in result.rejected]) == (
        1, [(2, "您没有“更正”的权限")],
    )  # fmt: skip
    assert Application.objects.get(delivery="邮寄").reference == "SQ2020-0002"


def test_every_column_is_in_the_template_and_explained():
    stream = io.BytesIO()
    ledgers.write_template("foi", stream)
    sheet = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))["依申请公开台账"]
    assert {cell.value for cell in sheet[1]} >= {"征求意见日期", "应缴金额（元）", "救济结果"}
