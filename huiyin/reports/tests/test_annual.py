"""The annual report: made of records, checked by two, frozen whole or not at all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveRefusedError, StaleMoveError
from huiyin.coercion import actions as coercions
from huiyin.coercion.tests.trial import coercion
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial.models import Manuscript
from huiyin.foi.models import Application
from huiyin.national_forms.forms import form_of
from huiyin.national_forms.identities import cells as cells_of
from huiyin.organisations.models import Organisation
from huiyin.planning.actions import plans
from huiyin.planning.models import PlanItem
from huiyin.reports import annual_reminding, frozen
from huiyin.reports.actions import annual, annual_writing
from huiyin.reports.annual import data, outline, sources
from huiyin.reports.annual.composing import compose
from huiyin.reports.desk.annual_room import DATES
from huiyin.reports.models import AnnualReport, AnnualStatement, FrozenFigure, Published
from huiyin.reports.text import words

from .annual_trial import AT, ROBOT, SOURCE, begun, column_for, complete, late_entry
from .trial import item

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def drafter(bureau):
    User.objects.create_user("qicao", pk=901, name="施婉清")
    rights = frozenset({"reports.write_annual", "editorial.draft"})
    return Actor(ActorKind.PERSON, "施婉清", "901", "", {bureau.pk: rights})


@pytest.fixture
def checker(bureau):
    rights = frozenset({"reports.check_annual"})
    return Actor(ActorKind.PERSON, "金国栋", "902", "", {bureau.pk: rights})


@pytest.fixture
def checked(bureau, drafter, checker):
    column_for(bureau, AT)
    report = complete(begun(bureau, actor=drafter), actor=drafter)
    report = annual.submit(report, actor=drafter, at=AT)
    return annual.check(report, actor=checker, at=AT)


def text_of(composed, key):
    section = next(one for one in composed.report.sections if one.key == key)
    return "".join(words(paragraph) for paragraph in section.paragraphs)


def application(bureau, number, received, **values):
    return Application.objects.create(
        agency=bureau, reference=f"SQ-{number}", channel="online", applicant_name="甲",
        description="乙", received_on=received,
        **{"applicant_kind": "person", "state": "received", **values},
    )  # fmt: skip


@pytest.mark.parametrize("year", [2020, 2021, 2025], ids=["form of 2019", "2021", "today"])
def test_a_year_without_any_record_is_six_chapters_and_zeros(bureau, year):
    complete(begun(bureau, year))
    composed = compose(bureau, year, today=TODAY)
    assert composed.faults == []
    headings = [one.heading for one in composed.report.sections if one.level == 1]
    assert headings == list(form_of(year).chapters)
    assert {cell.shown for cell in composed.cells.values()} == {"0"}
    assert "收取信息处理费0元" in text_of(composed, "annual/others")
    assert "无其他需要报告的事项" in text_of(composed, "annual/others")


@pytest.mark.parametrize("year", [2020, 2021], ids=["form of 2019", "form of 2021"])
def test_each_cell_of_the_form_has_a_source(bureau, year):
    form = form_of(year)
    composed = compose(bureau, year, today=TODAY)
    assert list(composed.cells) == list(cells_of(form))
    for key, cell in composed.cells.items():
        assert (cell.value is None) is (key in sources.stated(form)), key


def test_a_year_with_records_of_coercion_is_counted_and_not_stated(bureau):
    decided = {"decided_on": date(2021, 3, 2), "reference": "强〔2021〕1号"}
    coercions.register(coercion(bureau, **decided), actor=ROBOT, at=AT)
    before, counted = (
        compose(bureau, year, today=TODAY).cells["coercion.decided"] for year in (2020, 2021)
    )
    assert (before.value, counted.value) == (None, 1)
    assert counted.cited.key == "coercion.decided"
    assert sources.is_counted("coercion.decided", bureau.pk, 2021)
    assert not sources.is_counted("coercion.decided", bureau.pk, 2020)


def test_what_is_missing_is_named_with_its_place(bureau):
    begun(bureau)
    composed = compose(bureau, 2025, today=TODAY)
    said = [fault.words for fault in composed.faults]
    assert "（四）政府信息公开平台建设还没有写" in said
    assert "“行政处罚：本年处理决定数量”还没有填报，没有的填 0" in said
    assert all(fault.place for fault in composed.faults)


def test_a_year_that_is_not_over_is_not_submitted(bureau):
    report = complete(begun(bureau, 2026))
    assert "统计期还没有结束" in annual.incomplete(report, TODAY)


def test_the_last_minute_of_the_year_and_the_first_of_the_next(bureau):
    application(bureau, 1, date(2025, 12, 31))
    application(
        bureau, 2, date(2025, 12, 30), state="answered", decision="r3_1",
        answered_on=date(2026, 1, 4),
    )  # fmt: skip
    this, following = (compose(bureau, year, today=TODAY).values for year in (2025, 2026))
    assert (this["r1.total"], this["r4.total"], this["r3_7.total"]) == (2, 2, 0)
    assert (following["r1.total"], following["r2.total"], following["r3_1.person"]) == (0, 2, 1)


def test_an_agency_founded_in_june_says_so(bureau):
    Organisation.objects.filter(pk=bureau.pk).update(founded_on=date(2025, 6, 1))
    bureau.refresh_from_db()
    opening = words(compose(bureau, 2025, today=TODAY).report.opening[0])
    assert "（本机关2025年6月1日成立）" in opening
    with pytest.raises(ValidationError, match="2024 年还没有本机关"):
        begun(bureau, 2024)


def test_one_report_a_year(bureau):
    begun(bureau)
    with pytest.raises(ValidationError, match="已经有年度报告"):
        begun(bureau)


# what is stated, and the sentence that refuses it
STATED = [
    pytest.param("fees.charged", "-1", SOURCE, "负数", id="negative"),
    pytest.param("penalties.decided", "1.5", SOURCE, "整数", id="half a decision"),
    pytest.param("penalties.decided", "1", " ", "来源", id="no source"),
    pytest.param("r1.person", "1", SOURCE, "不能填报", id="a number of the records"),
    pytest.param("licences.decided", "1", SOURCE, "不能填报", id="a number of a ledger"),
]


@pytest.mark.parametrize(("cell", "value", "source", "sentence"), STATED)
def test_what_cannot_be_stated(bureau, cell, value, source, sentence):
    report = begun(bureau)
    with pytest.raises(ValidationError, match=sentence):
        annual_writing.state(report, cell, Decimal(value), source, actor=ROBOT, at=AT, seen=0)
    assert not AnnualStatement.objects.exists()


def test_money_keeps_its_decimals(bureau):
    report = begun(bureau)
    annual_writing.state(
        report, "fees.charged", Decimal("3.5000"), SOURCE, actor=ROBOT, at=AT, seen=0
    )
    cell = compose(bureau, 2025, today=TODAY).cells["fees.charged"]
    assert (cell.shown, cell.unit) == ("3.5", "万元")
    assert cell.origin == f"本单位填报：{SOURCE}"


def test_two_who_state_the_same_number(bureau):
    report = complete(begun(bureau))
    with pytest.raises(StaleMoveError):
        annual_writing.state(report, "fees.charged", Decimal(1), SOURCE, actor=ROBOT, at=AT, seen=0)


def test_nothing_is_written_once_it_is_submitted(bureau):
    report = annual.submit(complete(begun(bureau)), actor=ROBOT, at=AT)
    with pytest.raises(MoveRefusedError, match="请先收回修改"):
        annual_writing.write(report, "annual/platform/own", "改了。", actor=ROBOT, at=AT, seen=1)


def test_whoever_wrote_a_line_does_not_check_it(bureau, checker):
    rights = {bureau.pk: frozenset({"reports.check_annual", "reports.write_annual"})}
    both = Actor(ActorKind.PERSON, "严长青", "903", "", rights)
    report = complete(begun(bureau), actor=both)
    report = annual.submit(report, actor=ROBOT, at=AT)
    assert not annual.workflow.moves["check"].allows(both, report)
    assert annual.check(report, actor=checker, at=AT).checked_by == "金国栋"


def test_frozen_with_every_number_and_its_records(bureau, drafter, checked):
    application(bureau, 1, date(2025, 3, 1))
    report = annual.submit(
        annual.take_back(checked, actor=drafter, at=AT, reason="补录一件"), actor=drafter, at=AT
    )
    report = annual.check(report, actor=ROBOT, at=AT)
    report = annual.freeze(report, actor=drafter, at=AT)
    assert report.digest == data.digest(report.data)
    assert report.data["cells"]["r1.person"] == 1
    manuscript = Manuscript.objects.get(page__published_report__annual=report)
    assert manuscript.state == Manuscript.State.REVIEWING
    assert manuscript.page.column.title == "信息公开年报"
    names = sorted(one.file.extension for one in manuscript.page.attachments.all())
    assert names == ["docx", "pdf"]
    kept = FrozenFigure.objects.get(report=report.published, key="foi.table.r1.person")
    assert [row.reference for row in kept.records] == ["SQ-1"]


def test_killed_while_freezing_nothing_is_frozen(drafter, checked, monkeypatch):
    def power_cut(*args, **details):
        raise OSError("no power")

    monkeypatch.setattr(frozen, "freeze", power_cut)
    entries = Entry.objects.count()
    with pytest.raises(OSError, match="no power"):
        annual.freeze(checked, actor=drafter, at=AT)
    report = AnnualReport.objects.get(pk=checked.pk)
    assert (report.state, report.data, report.published) == ("checked", None, None)
    assert not Published.objects.exists()
    assert not DocumentPage.objects.exists()
    assert Entry.objects.count() == entries


def test_the_second_who_freezes_is_refused(drafter, checked):
    annual.freeze(checked, actor=drafter, at=AT)
    with pytest.raises(MoveRefusedError):
        annual.freeze(checked, actor=drafter, at=AT)
    assert Published.objects.count() == 1


def test_a_definition_that_changed_since_the_check_is_told(checked, monkeypatch):
    versions = {**checked.drawn, "r1.total": [0, "0"]}
    AnnualReport.objects.filter(pk=checked.pk).update(drawn=versions)
    report = AnnualReport.objects.get(pk=checked.pk)
    assert "口径已经修改（第0版改为第1版）" in annual.unready(report, TODAY)


def test_a_number_that_changed_since_the_check_is_told(drafter, checked):
    late_entry(checked)
    with pytest.raises(ValidationError, match="由0变为1"):
        annual.freeze(checked, actor=drafter, at=AT)


def test_a_figure_changed_after_freezing_shows_its_difference(drafter, checked):
    report = annual.freeze(checked, actor=drafter, at=AT)
    late_entry(report)
    composed = compose(report.agency, 2025, today=TODAY)
    assert "定稿时是0，现在重算是1" in "；".join(data.since(report.data, composed))
    counted = {one.frozen.key: one for one in frozen.recounts(report.published, TODAY)}
    assert [d.row.reference for d in counted["foi.table.r1.total"].differences] == ["SQ2025-9"]


def test_what_does_not_follow_from_last_year_needs_its_reason(bureau, drafter, checker):
    column_for(bureau, AT)
    for actor, move in (
        (drafter, annual.submit),
        (checker, annual.check),
        (drafter, annual.freeze),
    ):
        report = AnnualReport.objects.filter(year=2024).first() or complete(
            begun(bureau, 2024, actor=drafter), actor=drafter
        )
        move(report, actor=actor, at=AT)
    application(bureau, 7, date(2024, 12, 1))  # entered after last year's report was frozen
    report = complete(begun(bureau))
    assert "上年结转＝上年报告的结转下年度不成立（1≠0）" in annual.incomplete(report, TODAY)
    annual_writing.write(
        report, outline.REASONS.key, "上年有一件申请在报告公布以后补录。",
        actor=ROBOT, at=AT, seen=0,
    )  # fmt: skip
    assert annual.incomplete(report, TODAY) == ""
    assert "补录" in text_of(compose(bureau, 2025, today=TODAY), "annual/others")


def test_each_problem_of_last_year_is_answered(bureau):
    report = complete(begun(bureau, 2024))
    annual_writing.write(
        report, outline.OWN_PROBLEMS.key, "答复口径不一致。\n专栏更新不及时。",
        actor=ROBOT, at=AT, seen=0,
    )  # fmt: skip
    report = complete(begun(bureau))
    assert "上年报告写了 2 个问题，改进情况说了 0 个" in annual.incomplete(report, TODAY)
    annual_writing.write(
        report, outline.IMPROVED.key, "口径已经统一。\n专栏按月更新。", actor=ROBOT, at=AT, seen=0
    )
    assert annual.incomplete(report, TODAY) == ""


def test_measures_of_the_plan_are_promised_and_followed(bureau):
    done = plans.enter(item(bureau, year=2025, due_on=date(2025, 6, 1)), actor=ROBOT, at=AT)
    plans.finish(done, actor=ROBOT, at=AT, done_on=date(2025, 5, 20), result="已通报")
    plans.enter(item(bureau, text="逐件回访", problem=PlanItem.Problem.OTHER), actor=ROBOT, at=AT)
    text = text_of(compose(bureau, 2025, today=TODAY), "annual/problems")
    assert "“每季度通报一次超期工单”已落实" in text
    assert "下一步，" in text
    assert "逐件回访" in text


# a sentence of the office, and the number that it gets wrong
TYPED = [
    pytest.param("全年收到申请3件，均已答复。", "3件", id="applications"),
    pytest.param("本年共收到政府信息公开申请２件。", "２件", id="full-width"),
    pytest.param("收到申请1件。", "", id="the right number"),
    pytest.param("其中网上收到申请3件。", "", id="a part"),
    pytest.param("上年收到申请3件。", "", id="last year's"),
    pytest.param("作出行政处罚决定5件。", "5件", id="a stated number"),
    pytest.param("收取行政事业性收费2万元。", "2万元", id="money"),
    pytest.param("收到表扬信3封，建议2条。", "", id="something else"),
]


@pytest.mark.parametrize(("sentence", "typed"), TYPED)
def test_a_typed_number_against_the_records(bureau, sentence, typed):
    application(bureau, 1, date(2025, 3, 1))
    report = complete(begun(bureau))
    slot = "annual/applications/own"
    annual_writing.write(report, slot, sentence, actor=ROBOT, at=AT, seen=1)
    told = compose(bureau, 2025, today=TODAY).contradictions
    assert [one.typed for one in told.get(slot, [])] == ([typed] if typed else [])


def test_the_report_is_begun_by_the_clock_and_told_three_times(bureau, drafter):
    column_for(bureau, AT)
    days = {
        date(2025, 12, 31): 0, date(2026, 1, 1): 1, date(2026, 1, 2): 0, date(2026, 1, 24): 1,
        date(2026, 1, 25): 0, date(2026, 1, 31): 0, date(2026, 2, 1): 1, date(2026, 2, 2): 0,
    }  # fmt: skip

    class Night:
        def __init__(self, day):
            self.at = AT.replace(year=day.year, month=day.month, day=day.day)

    people = annual_reminding._people
    annual_reminding._people = lambda agency, today: [901]
    try:
        told = {day: len(annual_reminding.due(Night(day))(bureau)) for day in days}
    finally:
        annual_reminding._people = people
    assert told == days
    report = AnnualReport.objects.get(agency=bureau)
    assert (report.year, report.due_on, report.writers) == (2025, date(2026, 1, 31), [])


def test_an_earlier_local_date_is_the_due_date(bureau):
    with time_machine.travel(AT - timedelta(days=90)):
        DATES.set(
            actor=ROBOT, at=AT - timedelta(days=90), step="due", month=1, day=20,
            valid_from=date(2025, 12, 10), basis="市公开办通知",
        )  # fmt: skip
    assert begun(bureau).due_on == date(2026, 1, 20)
    assert annual.due_on(2023) == date(2024, 1, 31)
