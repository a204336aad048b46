"""行政执法统计年报: every number is what its records are; sent to the reviews when the year is over."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import docx
import pytest
import time_machine

from huiyin.coercion.actions import register as coerce
from huiyin.coercion.choices import Type
from huiyin.coercion.tests import trial as coercions
from huiyin.disclosure.models import ColumnType
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.editorial.models import Manuscript
from huiyin.enforcement.actions import register as inspect
from huiyin.enforcement.choices import Result
from huiyin.enforcement.tests import trial as inspections
from huiyin.figures import registry
from huiyin.figures.scope import BeforeThePeriodError, Scope
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.penalties.actions import register as punish
from huiyin.penalties.tests import trial as penalties
from huiyin.reports import kinds, statistics
from huiyin.reports.models import FrozenFigure, Published

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 12)
PAGE = "/desk/reports/2025/enforcement/"
FINES, SEIZED = "罚款", "没收违法所得、没收非法财物"


def at(*day):
    return datetime(*day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def year(bureau, robot, morning):
    """2025: decisions, measures and inspections, and of each one that is of another year."""
    who = {"actor": robot, "at": morning}
    for values in (
        {"fine": Decimal("2000.55")},
        {"fine": Decimal(100), "procedure": "on-spot"},
        {"kinds": f"{FINES};{SEIZED}", "fine": Decimal(300), "confiscated": Decimal("80.5")},
        {"kinds": "警告", "fine": Decimal(0)},
        {"fine": Decimal(9000), "decided_on": date(2024, 12, 31)},
    ):
        punish(penalties.decision(bureau, **{"decided_on": date(2025, 5, 6), **values}), **who)
    for kind, day in ((Type.SEIZURE, 2025), (Type.RESTORATION, 2025), (Type.SEIZURE, 2026)):
        over = {"ended_on": date(day, 2, 3), "outcome": "已经退还当事人"}
        if kind == Type.SEIZURE:
            over["lifted"] = coercions.Lifted.DECIDED
        coerce(coercions.coercion(bureau, type=kind, decided_on=date(day, 2, 2), **over), **who)
    return bureau


@pytest.fixture
def inspected(bureau, robot, morning):
    """Two items, one of which nobody was inspected under; made before it was known here."""
    inspections.ready(bureau)
    inspections.item(bureau, code="T-9")
    made = {"inspected_on": date(2025, 3, 3), "planned_on": date(2025, 3, 3), "findings": "整洁"}
    one = inspections.inspection(bureau, result=Result.CLEAN, **made)
    return inspect(one, actor=robot, at=morning)


@pytest.fixture
def sign_in(client, django_user_model, bureau, robot, morning):
    def enter(post):
        user = django_user_model.objects.create_user(post, password="x", name="张某")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2019, 1, 1))
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def column(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    return add_column(
        page, "执法年度报告", slug="baogao", column_type=ColumnType.CATALOGUE, actor=robot, at=morning
    )  # fmt: skip


def numbers(bureau, title, **days):
    """Words of the lines of a part → their numbers."""
    made = statistics.compose(bureau, 2025, today=TODAY, **days)
    (part,) = [one for one in made.parts if one.title == title]
    return {line.words: [one.value or 0 for one in line.cells] for line in part.lines}


def test_penalties_by_kind_and_money(year):
    assert numbers(year, "行政处罚") == {
        "立案（件）": [0],
        "行政处罚决定（件）": [4],
        "其中：普通程序（件）": [3],
        "其中：简易程序（当场处罚）（件）": [1],
        "警告（件）": [1],
        "通报批评（件）": [0],
        "罚款（件）": [3],
        f"{SEIZED}（件）": [1],
        "责令停产停业（件）": [0],
        "暂扣或者吊销许可证、暂扣或者吊销执照（件）": [0],
        "其他（件）": [0],
        "罚款金额（元）": [Decimal("2400.55")],
        "没收金额（元）": [Decimal("80.50")],
    }


def test_a_sum_is_that_of_the_records_behind_it(year):
    scope = Scope.year(year.pk, 2025, today=TODAY)
    for key, column in (("penalties.fines", "fine"), ("penalties.confiscations", "confiscated")):
        figure = registry.find(key)
        listed = [getattr(one, column) for one in figure.records(scope)]
        reading = registry.read([figure], scope)[key]
        assert (reading.value, reading.measured) == (sum(listed), len(listed))
    empty = registry.read([figure], Scope.year(year.pk, 2023, today=TODAY))[key]
    assert (empty.value, empty.is_empty) == (Decimal("0.00"), False)


def test_coercion_by_kind(year):
    lines = numbers(year, "行政强制")
    assert {words: value for words, [value] in lines.items() if value} == {
        "行政强制措施（件）": 1,
        "其中：扣押财物（件）": 1,
        "行政强制执行（件）": 1,
        "其中：排除妨碍、恢复原状（件）": 1,
    }
    assert len(lines) == 2 + len(Type)


def test_licences_by_category(bureau, licence):
    licence(decided_on=date(2025, 5, 6))
    licence("云城管许字〔2026〕1号", decided_on=date(2026, 1, 6))
    lines = numbers(bureau, "行政许可")
    assert lines["许可决定（许可台账）（件）"] == [1]
    assert [value for words, value in lines.items() if words.startswith("其中：视")] == [[0]]
    assert sum(value for words, [value] in lines.items() if words.startswith("其中：")) == 1


def test_inspections_by_item(inspected, bureau):
    lines = numbers(bureau, "行政检查")
    item = inspected.item
    assert lines == {"合计": [1, 1, 0, 0], f"{item.name}（{item.code}）": [1, 1, 0, 0]}


def test_of_a_day_nothing_later_counts(year):
    until = statistics.compose(year, 2025, today=TODAY, as_of=date(2025, 5, 5))
    assert numbers(year, "行政处罚", as_of=date(2025, 5, 5))["行政处罚决定（件）"] == [0]
    assert "（截至5月5日）" in until.report().title
    assert not until.is_over
    with pytest.raises(BeforeThePeriodError):
        statistics.compose(year, 2025, today=TODAY, as_of=date(2024, 5, 5))


def test_every_number_of_the_page_opens_to_its_records(year, inspected, sign_in):
    page = sign_in("行政处罚岗").get(PAGE)
    boxes = [
        box
        for _, _, grid in page.context["tables"]
        for row in grid.body
        for box in row
        if box.address and box.content
    ]
    ours = [box for box in boxes if box.address.startswith("/desk/figures/")]
    assert ours
    for box in boxes:
        assert page.client.get(box.address).status_code == 200, box.address
    counts = {box.address: box.content for box in ours if box.address.find("penalties.decided") > 0}
    for address, count in counts.items():
        assert page.client.get(address).context["count"] == count


def test_whoever_may_not_see_records_is_led_to_the_public_page(year, sign_in):
    page = sign_in("热线办理岗").get(PAGE)
    assert "/desk/figures/" not in "".join(
        box.address for _, _, grid in page.context["tables"] for row in grid.body for box in row
    )
    assert 'href="/reports/2025/figures/penalties.decided/"' in page.text


@pytest.mark.parametrize("form", list(statistics.TYPES))
def test_each_file_says_the_same(form, year, sign_in):
    answer = sign_in("行政处罚岗").get(f"{PAGE[:-1]}.{form}")
    assert answer.status_code == 200
    content = answer.content
    if form == "csv":
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        assert {row["标识"]: row["数"] for row in rows}["penalties.fines"] == "2400.55"
    elif form == "json":
        rows = {row["标识"]: row["数"] for row in json.loads(content)}
        assert (rows["penalties.fines"], rows["coercion.measures"]) == (2400.55, 1)
    elif form == "docx":
        cells = [cell.text for table in docx.Document(io.BytesIO(content)).tables for row in table.rows for cell in row.cells]  # fmt: skip
        assert cells[cells.index("罚款金额（元）") + 1] == "2400.55"
    elif form == "html":
        assert "2400.55" in content.decode()
    else:
        assert content[:4] in (b"PK\x03\x04", b"%PDF")


def test_the_page_asks_few_questions(year, inspected, sign_in, django_assert_max_num_queries):
    client = sign_in("行政处罚岗")
    client.get("/desk/account/")
    with django_assert_max_num_queries(70):
        assert client.get(PAGE).status_code == 200


def test_it_becomes_a_manuscript_with_its_numbers_frozen(year, column, sign_in):
    with time_machine.travel(at(2026, 1, 12), tick=False):
        client = sign_in("信息公开岗")
        page = client.get(PAGE)
        assert page.context["standing"] == ("warn", "还没有送审，应在 2026-01-31前（含当日）公开")
        sent = {"column": "baogao", "seen": page.context["mark"]}
        answer = client.post(f"{PAGE}publish/", sent, follow=True)
        manuscript = Manuscript.objects.get()
        assert manuscript.reference in answer.text
        assert (manuscript.state, manuscript.page.live) == ("reviewing", False)
        assert manuscript.title == "云溪市城市管理局2025年度行政执法统计年报"
        names = [one.name for one in manuscript.page.attachments.all()]
        assert names == [f"{manuscript.title}.pdf", f"{manuscript.title}.xlsx"]
        assert Published.objects.get().kind == Published.Kind.ENFORCEMENT
        frozen = FrozenFigure.objects.get(key="penalties.fines")
        assert (frozen.value, len(frozen.records)) == ("2400.55", 3)
        assert 'href="/reports/2025/figures/penalties.fines/"' in manuscript.page.body
        assert manuscript.reference in client.get(PAGE).context["standing"][1]
        again = client.post(f"{PAGE}publish/", sent, follow=True)
        assert "成文日期相同的行政执法统计年报已经送审过" in again.text
        assert Manuscript.objects.count() == 1


def test_what_changed_meanwhile_is_not_sent(year, column, sign_in):
    client = sign_in("信息公开岗")
    answer = client.post(f"{PAGE}publish/", {"column": "baogao", "seen": "x"}, follow=True)
    assert "统计数据有变化" in answer.text
    assert not Manuscript.objects.exists()


def test_a_year_that_runs_is_looked_at_and_not_sent(bureau, column, sign_in):
    with time_machine.travel(at(2025, 7, 1), tick=False):
        client = sign_in("信息公开岗")
        page = client.get(PAGE)
        assert (page.context["columns"], page.context["standing"]) == ([], ("", ""))
        answer = client.post(f"{PAGE}publish/", {"column": "baogao"}, follow=True)
        assert "2025年还没有结束" in answer.text
        assert not Manuscript.objects.exists()


def test_late_is_said(year, sign_in):
    with time_machine.travel(at(2026, 2, 1), tick=False):
        client = sign_in("行政处罚岗")
        assert client.get(PAGE).context["standing"] == (
            "bad",
            "应在 2026-01-31前（含当日）公开，已经超期",
        )
        empty = client.get(PAGE.replace("2025", "2023"))
        assert empty.context["standing"] == ("", "")


def test_publishing_needs_the_right(year, column, sign_in):
    client = sign_in("行政处罚岗")
    assert "发布到栏目" not in client.get(PAGE).text
    assert client.post(f"{PAGE}publish/", {"column": "baogao"}).status_code == 403
    assert not Manuscript.objects.exists()


@pytest.mark.parametrize("address", ["/desk/reports/1999/enforcement/", f"{PAGE[:-1]}.exe"])
def test_what_there_is_not(address, sign_in):
    assert sign_in("行政处罚岗").get(address).status_code == 404


def test_the_command_line_writes_it(year):
    kind = kinds.kinds()["enforcement"]
    answer = kind.write(kinds.Asked(year, 2025, "html", at(2026, 1, 12)))
    assert "2400.55" in answer.content.decode()
    early = kinds.Asked(year, 2025, "html", at(2026, 1, 12), as_of=date(2024, 1, 1))
    with pytest.raises(kinds.NoReportError):
        kind.write(early)
