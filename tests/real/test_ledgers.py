"""Ledgers that were refused once: each is read, with its values, or says what it lacks."""

from datetime import date
from pathlib import Path

import pytest

from huiyin.ingest.ledgers import LedgerFileError, import_file
from huiyin.licensing.models import Licence

FAILING = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "failing"

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db,
    pytest.mark.skipif(not FAILING.exists(), reason="the real material is not here"),
]
DECIDED, ENDS = date(2026, 3, 2), date(2027, 3, 1)


@pytest.fixture
def read(bureau, robot, evening):
    return lambda name, **options: import_file(
        "licences", FAILING / name, agency=bureau, actor=robot, at=evening, **options
    )


@pytest.fixture
def evening(morning):
    return morning.replace(year=2026, month=3, day=20)


@pytest.mark.parametrize(
    ("name", "rows", "passed_over"),
    [
        ("ledger_nat_codes.xlsx", 2, []),
        ("ledger_nat_instr_row.xlsx", 1, [(2, "填写要求行")]),
        ("ledger_nat_required_mark.xlsx", 1, []),
        ("ledger_nat_serial_text.xlsx", 1, []),
        ("ledger_nat_total_row.xlsx", 1, [(3, "合计行"), (4, "签字或说明行")]),
        ("ledger_nat_yy.xlsx", 1, []),
        ("ledger_nat_zhdate.xlsx", 1, []),
        ("ledger_old.xls", 1, []),
        ("ledger_export_html.xls", 1, []),
    ],
)
def test_a_national_table_comes_in_as_it_is(read, name, rows, passed_over):
    result = read(name)
    assert (result.read, result.created, result.rejected) == (rows, rows, [])
    assert result.passed_over == passed_over
    for licence in Licence.objects.select_related("matter"):
        assert licence.matter.name == "城市建筑垃圾处置核准"
        assert (licence.decided_on, licence.valid_from, licence.valid_to) == (
            DECIDED,
            DECIDED,
            ENDS,
        )
        assert (licence.holder_uscc, licence.representative) == ("91341799MA2TEX01KJ", "周示例")
        assert licence.reference.startswith("（例9")
    again = read(name)
    assert (again.created, again.updated, again.unchanged) == (0, 0, rows)


def test_a_stroke_for_the_last_day_is_asked_about(read):
    (fault,) = read("ledger_nat_slash.xlsx").rejected
    assert (fault.row, fault.column, "长期有效填" in fault.message) == (2, "有效期至", True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ledger_two_row_header.xlsx", "^缺少必需的列：行政许可决定文书名称、许可类别"),
        ("ledger_penalty.xlsx", "行政处罚"),
    ],
)
def test_what_cannot_come_in_says_why(read, name, said):
    with pytest.raises(LedgerFileError, match=said):
        read(name)


def test_a_head_of_two_rows_comes_in_with_what_it_lacks(read):
    given = {
        "行政许可决定文书名称": "准予行政许可决定书",
        "许可类别": "核准",
        "许可事项": "燃气经营许可",
    }
    result = read("ledger_two_row_header.xlsx", given=given)
    assert (result.created, result.rejected) == (1, [])
