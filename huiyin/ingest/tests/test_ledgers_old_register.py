"""An old register of 200 applications: its clocks, its statutory table, there and back again."""

import io
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import actions, statutory
from huiyin.foi.models import Application, Fee, Remedy
from huiyin.ingest import ledgers
from huiyin.ingest.ledgers import declaration
from huiyin.workdays.load import calendar

from .ledger_rows import APPLICATION

pytestmark = pytest.mark.django_db
KINDS = {
    "自然人": "person", "商业企业": "company", "科研机构": "research", "社会公益组织": "charity",
    "法律服务机构": "legal-service", "其他": "other",
}  # fmt: skip
RESULTS = [  # as offices copy them from the printed table
    ("（一）予以公开", "r3_1"),
    ("部分公开（区分处理的，只计这一情形，不计其他情形）", "r3_2"),
    ("1.属于国家秘密", "r3_3_1"),
    ("2.其他法律行政法规禁止公开", "r3_3_2"),
    ('3.危及"三安全一稳定"', "r3_3_3"),
    ("不予公开4.保护第三方合法权益", "r3_3_4"),
    ("（三）不予公开5.属于三类内部事务信息", "r3_3_5"),
    ("属于四类过程性信息", "r3_3_6"),
    ("不予公开：属于行政执法案卷", "r3_3_7"),
    ("8.属于行政查询事项", "r3_3_8"),
    ("1.本机关不掌握相关政府信息", "r3_4_1"),
    ("2.没有现成信息需要另行制作", "r3_4_2"),
    ("3.补正后申请内容仍不明确", "r3_4_3"),
    ("1.信访举报投诉类申请", "r3_5_1"),
    ("2.重复申请", "r3_5_2"),
    ("3.要求提供公开出版物", "r3_5_3"),
    ("4.无正当理由大量反复申请", "r3_5_4"),
    ("5.要求行政机关确认或重新出具已获取信息", "r3_5_5"),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "r3_6_1"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "r3_6_2"),
    ("3.其他", "r3_6_3"),
]
REMEDIES = {"行政复议": "reconsideration", "未经复议直接起诉": "litigation", "复议后起诉": "litigation-after"}  # fmt: skip
OUTCOMES = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other"}
YEARS = (2021, 2022, 2023, 2024)
HEADERS = [
    "申请编号", "收到日期", "申请渠道", "申请人类型", "申请人", "联系方式", "所需信息的内容描述",
    "告知补正日期", "需要补正的内容", "补正期限", "收到补正日期", "需要说明理由的事项", "申请人说明的理由",
    "征求第三方意见日期", "征求对象类别", "征求对象", "对方收到日期", "第三方答复日期", "对方意见",
    "延期天数", "延期原因", "收费金额", "收费通知日期", "缴费日期", "票据号码",
    "办理结果", "答复日期", "答复文号", "送达方式", "邮件号码", "签收日期",
    "救济类别", "救济受理机关", "救济受理日期", "救济结果", "救济审结日期",
]  # fmt: skip


class Register:
    """Rows as an office kept them, and beside each what really happened."""

    def __init__(self, seed=20210104):
        self.chance = random.Random(seed)
        self.days = calendar("")
        self.rows, self.facts = [], []
        for number in range(200):
            self._add(number)

    def _add(self, number):
        pick = self.chance
        received = date(2021, 1, 4) + timedelta(days=number * 7 + pick.randrange(6))
        kind = pick.choice(list(KINDS))
        row = {
            "申请编号": f"SQ{received.year}-{number:04d}", "收到日期": received,
            "申请渠道": pick.choice(["当面", "信函", "网上"]), "申请人类型": kind, "申请人": f"周示例{number}",
            "联系方式": "0000-1234567", "所需信息的内容描述": f"示例路{number}号的规划许可证",
        }  # fmt: skip
        fact = {"received": received, "kind": KINDS[kind], "restarts": [received], "asked": [],
                "extension": 0, "remedies": [], "decision": "", "answered": None}  # fmt: skip
        day = received
        if number % 4 == 0:
            day = self._corrected(row, fact, day)
        if number % 5 == 0:
            day = self._asked(row, fact, day, twice=number % 10 == 0)
        if number % 7 == 0:
            row["需要说明理由的事项"], row["申请人说明的理由"] = "本月第 45 件", "用于写书"
        if number % 6 == 0:
            fact["extension"] = row["延期天数"] = pick.randint(1, 20)
            row["延期原因"] = "涉及资料较多"
        if number % 9 == 0:
            day = self._charged(row, fact, day)
        if number % 25 != 24:
            self._answered(row, fact, number, day)
        self.rows.append(row)
        self.facts.append(fact)

    def _corrected(self, row, fact, day):
        asked = self.days.add(day, 3)
        back = self.days.add(asked, self.chance.randint(1, 12))
        row |= {"告知补正日期": asked, "需要补正的内容": "请写明年份", "收到补正日期": back}
        row["补正期限"] = self.days.add(asked, 15)
        fact["restarts"].append(back)
        return back

    def _asked(self, row, fact, day, *, twice):
        sent = self.days.add(day, 2)
        replied = self.days.add(sent, self.chance.randint(2, 14))
        asked = [("第三方", "云溪样例公司", sent, sent, replied, "不同意")]
        if twice:
            later = self.days.add(sent, 1)
            asked.append(
                ("共同制作机关", "样例局", later, None, self.days.add(later, 15), "逾期未答复")
            )
        names = ("征求对象类别", "征求对象", "征求第三方意见日期", "对方收到日期", "第三方答复日期", "对方意见")  # fmt: skip
        for name, *cells in zip(names, *asked, strict=True):
            row[name] = (
                cells[0] if len(cells) == 1 else "\n".join(str(cell or "—") for cell in cells)
            )
        fact["asked"] = [(one[2], one[4]) for one in asked]
        return max(one[4] for one in asked)

    def _charged(self, row, fact, day):
        noticed = self.days.add(day, 1)
        paid = self.days.add(noticed, self.chance.randint(1, 20))
        row |= {"收费金额": "700", "收费通知日期": noticed, "缴费日期": paid, "票据号码": "0012345"}
        fact["restarts"].append(paid)
        return paid

    def _answered(self, row, fact, number, day):
        words, code = RESULTS[number % len(RESULTS)]
        if code == "r3_6_2":  # who has paid is not closed as unpaid
            words, code = ("（一）予以公开", "r3_1") if "缴费日期" in row else (words, code)
        answered = self.days.add(day, self.chance.randint(1, 30))
        row |= {"办理结果": words, "答复日期": answered, "答复文号": f"云城管公复〔{answered.year}〕{number}号",
                "送达方式": "邮寄", "邮件号码": f"XA{number:09d}CN", "签收日期": answered + timedelta(2)}  # fmt: skip
        fact |= {"decision": code, "answered": answered}
        if number % 8 == 1:
            self._contested(row, fact, answered, number)

    def _contested(self, row, fact, answered, number):
        filed = answered + timedelta(days=20)
        decided = filed + timedelta(days=self.chance.randint(30, 200))
        told = [("行政复议", "云溪市人民政府", filed, self.chance.choice(list(OUTCOMES)), decided)]
        if number % 16 == 1:
            told.append(
                ("复议后起诉", "云溪市人民法院", decided + timedelta(days=10), "尚未审结", None)
            )
        names = ("救济类别", "救济受理机关", "救济受理日期", "救济结果", "救济审结日期")
        for name, *cells in zip(names, *told, strict=True):
            row[name] = (
                cells[0] if len(cells) == 1 else "；".join(str(cell or "-") for cell in cells)
            )
        fact["remedies"] = [(one[0], one[2], one[3], one[4]) for one in told]

    def book(self):
        made = openpyxl.Workbook()
        sheet = made.active
        sheet.append(HEADERS)
        for row in self.rows:
            sheet.append([row.get(name, "") for name in HEADERS])
        stream = io.BytesIO()
        made.save(stream)
        stream.seek(0)
        return stream

    def due(self, fact):
        """Counted day by day, without the kernel's reckoning."""
        day, counted = max(fact["restarts"]), 0
        while counted < 20 + fact["extension"]:
            day += timedelta(days=1)
            is_asked = any(sent < day <= replied for sent, replied in fact["asked"])
            counted += self.days.is_workday(day) and not is_asked
        return day

    def table(self, year):
        """第三部分 of one year, from the facts alone."""
        found = Counter()
        for fact in self.facts:
            received, answered = fact["received"], fact["answered"]
            rows = ["r1"] if received.year == year else []
            was_open = answered is None or answered.year >= year
            rows += ["r2"] if received.year < year and was_open else []
            rows += ["r3_7", fact["decision"]] if answered and answered.year == year else []
            is_left = answered is None or answered.year > year
            rows += ["r4"] if received.year <= year and is_left else []
            for row in rows:
                found[row, fact["kind"]] += 1
                found[row, "total"] += 1
        return found

    def contested(self, year):
        """第四部分 of one year."""
        found = Counter()
        for fact in self.facts:
            for kind, filed, outcome, decided in fact["remedies"]:
                if filed.year > year or (decided and decided.year < year):
                    continue
                is_decided = decided is not None and decided.year == year
                column = OUTCOMES[outcome] if is_decided else "pending"
                found[REMEDIES[kind], column] += 1
                found[REMEDIES[kind], "total"] += 1
        return found


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
        scope, third, fourth = Scope.year(bureau.pk, year), taken.table(year), taken.contested(year)
        for row in statutory.ROWS:
            for column in statutory.COLUMNS:
                value = registry.find(f"foi.table.{row}.{column}").value(scope)
                assert value == third[row, column], (year, row, column)
        for kind in REMEDIES.values():
            for column in statutory.REMEDY_COLUMNS:
                value = registry.find(f"foi.remedies.{kind}.{column}").value(scope)
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


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("personal", [True, False])
def test_there_and_back_changes_nothing(taken, bureau, robot, morning, form, personal):
    stream = io.BytesIO()
    told = {"agency": bureau, "actor": robot, "at": morning, "personal": personal}
    assert ledgers.export("foi", Application.objects.all(), stream, form, **told) == 200
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
    told = {"agency": bureau, "actor": robot, "at": morning, "personal": True}
    ledgers.export("foi", Application.objects.order_by("pk"), stream, **told)
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
    told = result.rejected[0]
    assert (told.row, told.column) == (3, column), told
    assert message in told.message
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "state", "due"),
    [
        pytest.param({**ASKED, "对方收到日期": "2020-03-06"}, "consulting", None, id="asked"),
        pytest.param(FEE, "paying", date(2020, 3, 30), id="noticed"),
        pytest.param({"告知补正日期": "2020-03-05", "补正期限": "2020-03-26"}, "correcting", date(2020, 3, 30), id="to be corrected"),
        pytest.param({"需要说明理由的事项": "本月第 45 件"}, "reasoning", date(2020, 3, 30), id="to be explained"),
    ],
)  # fmt: skip
def test_what_waits_goes_on_in_the_system(take, robot, morning, cells, state, due):
    take("foi", {**APPLICATION, **cells})
    application = Application.objects.get()
    assert (application.state, application.due_on) == (state, due)
    told = {"actor": robot, "at": morning}
    on = {
        "consulting": lambda: actions.receive_opinion(application, received_on=date(2020, 3, 20), opinion="agree", **told),
        "paying": lambda: actions.receive_payment(application, paid_on=date(2020, 3, 20), **told),
        "correcting": lambda: actions.receive_correction(application, received_on=date(2020, 3, 20), **told),
        "reasoning": lambda: actions.receive_reasons(application, reasons="写书", **told),
    }[state]()  # fmt: skip
    assert on.state == "received"


def test_a_later_file_adds_to_the_way(take, robot):
    take("foi", APPLICATION)
    first = take("foi", {**APPLICATION, **ASKED})
    assert first.updated == 1
    application = Application.objects.get()
    assert (application.state, application.due_on) == ("consulting", None)
    told = {
        **ASKED,
        "收到意见日期": "2020-03-12",
        "对方意见": "不同意",
        "延期工作日数": "10个工作日",
    }
    take("foi", {**APPLICATION, **told, **CLOSED, **CONTESTED})
    application.refresh_from_db()
    assert (application.state, application.due_on) == ("answered", date(2020, 4, 21))
    assert application.remedies.get().decided_on == date(2020, 5, 1)
    entry = Entry.objects.filter(verb="foi.past.enter").last()
    assert entry.facts["延期工作日数"] == [None, 10]
    assert "云溪样例公司" not in str([one.facts for one in Entry.objects.all()])
    gone = take("foi", {**APPLICATION, **dict.fromkeys([*told, *CLOSED, *CONTESTED], "")})
    assert gone.updated == 0
    assert {one.column for one in gone.rejected} == {"征求意见日期", "救济受理日期"}


def test_a_row_that_may_not_be_amended_is_refused_and_the_others_stored(take, monkeypatch):
    """A right that is lost in the middle of a batch refuses that row, not the batch."""
    known = ledgers.find("foi")

    def amend(application, **told):
        if application.reference == "SQ2020-0001":
            raise MoveForbiddenError("您没有“更正”的权限")
        return known.amend(application, **told)

    other = {**APPLICATION, "申请编号": "SQ2020-0002"}
    take("foi", APPLICATION, other)
    monkeypatch.setitem(declaration._ledgers, "foi", replace(known, amend=amend))
    changed = {"获取方式": "邮寄"}
    result = take("foi", {**APPLICATION, **changed}, {**other, **changed})
    assert (result.updated, [(one.row, one.message) for one in result.rejected]) == (
        1, [(2, "您没有“更正”的权限")],
    )  # fmt: skip
    assert Application.objects.get(delivery="邮寄").reference == "SQ2020-0002"


def test_every_column_is_in_the_template_and_told():
    stream = io.BytesIO()
    ledgers.write_template("foi", stream)
    sheet = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))["依申请公开台账"]
    assert {cell.value for cell in sheet[1]} >= {"征求意见日期", "应缴金额（元）", "救济结果"}
