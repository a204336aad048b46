"""权责清单, 执法人员, 预决算 as tables: in, out, in again; and what is refused."""

import io
from datetime import date

import pytest

from huiyin.ingest import ledgers
from huiyin.registers.actions import powers
from huiyin.registers.models import BudgetLine, Officer, Power, PowerVersion
from huiyin.registers.tests.trial import power

from .ledger_rows import book

pytestmark = pytest.mark.django_db
POWER = {
    "权力编码": "CF-1",
    "权力名称": "对占道经营的处罚",
    "类型": "行政处罚",
    "法律依据": "某条例第一条\n某条例第二条",
    "责任事项": "立案",
    "生效日期": date(2024, 1, 1),
}
OFFICER = {
    "执法证号": "341799000001",
    "姓名": "周示例",
    "执法领域": "城市管理",
    "发证日期": date(2024, 1, 1),
    "有效期至": date(2028, 12, 31),
}
LINE = {
    "编号": "L-1",
    "年度": 2024,
    "类型": "预算",
    "表名": "三公经费表",
    "行次": 1,
    "项目": "合计",
    "金额（万元）": 12.5,
}
ROWS = {"powers": POWER, "officers": OFFICER, "budgets": LINE}
MODELS = {"powers": Power, "officers": Officer, "budgets": BudgetLine}


@pytest.fixture
def put_in(bureau, robot, morning):
    def run(kind, *rows, agency=bureau):
        return ledgers.import_file(
            kind, book(*rows), agency=agency, actor=robot, at=morning, name="t.xlsx"
        )

    return run


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_becomes_a_record_and_again_changes_nothing(put_in, kind):
    first, second = put_in(kind, ROWS[kind]), put_in(kind, ROWS[kind])
    assert (first.created, first.rejected) == (1, [])
    assert (second.created, second.updated, second.unchanged, second.rejected) == (0, 0, 1, [])


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ROWS)
def test_out_and_in_again_changes_nothing(put_in, bureau, robot, morning, kind, form):
    put_in(kind, ROWS[kind])
    stream = io.BytesIO()
    ledgers.export(kind, MODELS[kind].objects.all(), stream, form, agency=bureau)
    stream.seek(0)
    again = ledgers.import_file(
        kind, stream, agency=bureau, actor=robot, at=morning, name=f"t.{form}"
    )
    assert (again.read, again.unchanged, again.rejected, again.notes) == (1, 1, [], [])


@pytest.mark.parametrize("kind", ROWS)
def test_a_template_is_read_and_its_example_is_not_taken(bureau, robot, morning, kind):
    stream = io.BytesIO()
    ledgers.write_template(kind, stream, bureau.pk)
    stream.seek(0)
    with pytest.raises(ledgers.LedgerFileError, match="没有数据行"):
        ledgers.import_file(kind, stream, agency=bureau, actor=robot, at=morning, name="t.xlsx")


@pytest.mark.parametrize(
    ("kind", "changes", "column"),
    [
        ("powers", {"类型": "行政指导"}, "权力类型"),
        ("powers", {"法律依据": ""}, "设定依据"),
        ("powers", {"生效日期": date(2999, 1, 1)}, "本版生效日期"),
        ("powers", {"权力名称": "长" * 301}, "事项名称"),
        ("powers", {"取消日期": date(2023, 1, 1)}, "取消日期"),
        ("officers", {"执法证号": "11010519491231002X"}, "执法证号"),
        ("officers", {"姓名": "周示例13800001234"}, "姓名"),
        ("officers", {"有效期至": date(2020, 1, 1)}, "有效期至"),
        ("officers", {"执法证号": 3.417e18}, "执法证号"),
        ("budgets", {"金额（万元）": "十二"}, "金额（万元）"),
        ("budgets", {"金额（万元）": 1e300}, "金额（万元）"),
        ("budgets", {"金额（万元）": "#REF!"}, "金额（万元）"),
        ("budgets", {"年度": 24}, "年度"),
        ("budgets", {"表名": "别的表"}, "表名"),
        ("budgets", {"行次": -1}, "行次"),
    ],
)
def test_a_bad_row_is_named_and_not_stored(put_in, kind, changes, column):
    result = put_in(kind, ROWS[kind] | changes)
    assert [rejection.column for rejection in result.rejected] == [column]
    assert not MODELS[kind].objects.exists()


def test_private_columns_are_not_taken(put_in):
    result = put_in("officers", OFFICER | {"身份证号": "11010519491231002X", "手机": "13800001234"})
    assert result.created == 1
    assert "身份证号" in "".join(result.notes)
    assert "13800001234" not in str(Officer.objects.values().get())


def test_a_later_day_adjusts_and_keeps_the_wording(put_in):
    put_in("powers", POWER)
    result = put_in(
        "powers",
        POWER | {"生效日期": date(2025, 1, 1), "责任事项": "立案、调查", "调整原因": "改革"},
    )
    assert (result.updated, result.rejected) == (1, [])
    assert PowerVersion.objects.get().responsibility == "立案"
    assert Power.objects.get().change_kind == "调整"


def test_a_later_day_without_a_reason_is_refused(put_in):
    put_in("powers", POWER)
    assert put_in("powers", POWER | {"生效日期": date(2025, 1, 1)}).rejected
    assert not PowerVersion.objects.exists()


def test_a_day_of_abolition_takes_off(put_in):
    put_in("powers", POWER)
    result = put_in("powers", POWER | {"取消日期": date(2025, 1, 1), "取消原因": "依据废止"})
    assert (result.updated, result.rejected) == (1, [])
    assert Power.objects.get().state == "abolished"


def test_a_sum_of_excel_is_exact(put_in):
    put_in("budgets", LINE | {"金额（万元）": 0.1 + 0.2})
    assert BudgetLine.objects.get().amount == 300_000


def test_a_persons_import_proposes(bureau, actor, robot, morning):
    one = actor("registers.keep_powers")
    stored = powers.register(power(bureau), actor=robot, at=morning)
    table = io.BytesIO()
    ledgers.export("powers", Power.objects.all(), table, "csv", agency=bureau)
    text = table.getvalue().decode("utf-8-sig").replace("立案、调查、决定、执行", "立案、决定")
    head, row = text.splitlines()[:2]
    rows = "\n".join([head, row, row.replace("CF-0001", "CF-0002")]).encode()

    def read(actor):
        options = {"agency": bureau, "actor": actor, "at": morning, "name": "权责.csv"}
        return ledgers.import_file("powers", io.BytesIO(rows), **options)

    assert (read(one).created, Power.objects.get(reference="CF-0002").state) == (1, "proposed")
    stored.refresh_from_db()
    assert (stored.responsibility, bool(stored.proposal)) == ("立案、调查、决定、执行", True)
