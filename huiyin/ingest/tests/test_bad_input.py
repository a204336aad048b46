"""What tables of the three public ledgers get wrong: one table, each fault at its column with what to do."""

from datetime import date

import pytest

from huiyin.casework.ledgers import find
from huiyin.commitments import actions as commitments
from huiyin.common import uscc
from huiyin.ingest import ledgers
from huiyin.licensing import actions as licences
from huiyin.penalties import actions as penalties

from .ledger_rows import IDENTITY, LICENCE
from .test_ledgers_commitments import ROW as COMMITMENT
from .test_ledgers_penalties import ROW as PENALTY

pytestmark = pytest.mark.django_db
GOOD = "91341799MA2TEX01KJ"
ROWS = {"licences": LICENCE, "penalties": PENALTY, "commitments": COMMITMENT}
CODE = {
    "licences": "XK_XDR_SHXYM",
    "penalties": "行政相对人代码_1(统一社会信用代码)",
    "commitments": "统一社会信用代码",
}
DAY = {"licences": "许可决定日期", "penalties": "处罚决定日期", "commitments": "承诺日期"}
END = {"licences": "有效期至", "penalties": "处罚有效期", "commitments": "有效期至"}
NUMBER = {
    "licences": "行政许可决定文书号",
    "penalties": next(head for head in PENALTY if head.endswith(("文号", "文书号"))),
    "commitments": "承诺书编号",
}
MOVES = {"licences": licences, "penalties": penalties, "commitments": commitments}
KINDS = pytest.mark.parametrize("kind", ROWS)


def row(kind, **changes):
    """A row of this ledger with cells changed that all three have under names of their own."""
    names = {"code": CODE, "day": DAY, "end": END, "number": NUMBER}
    return ROWS[kind] | {names[name][kind]: cell for name, cell in changes.items()}


def stored(kind):
    (record,) = find(kind).model.objects.all()
    return record


@KINDS
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (GOOD[:-1] + "K", "末位应为 J"),
        (GOOD.replace("01", "O1"), GOOD),
        ("341799000012345", "15"),
        (IDENTITY, "身份"),
    ],
    ids=["a wrong check character", "O for 0", "15 digits of before 2015", "a person's number"],
)
def test_a_code_that_cannot_be(take, kind, code, said):
    assert uscc.check_character(GOOD[:-1]) == GOOD[-1]
    result = take(kind, row(kind, code=code))
    assert result.created == 0
    (told,) = [fault for fault in result.rejected if said in fault.message]
    assert (told.row, told.column) == (2, find(kind).header_of("holder_uscc"))
    assert "请" in told.message or "应为" in told.message
    assert not any(IDENTITY in fault.value for fault in result.rejected)


@KINDS
@pytest.mark.parametrize(
    ("end", "day"),
    [("2099/12/31", date(2099, 12, 31)), ("长期", date(2099, 12, 31)), ("46023", date(2026, 1, 1))],
    ids=["the last day of the standard", "a word", "a serial number as text"],
)
def test_days_as_tables_write_them(take, kind, end, day):
    result = take(kind, row(kind, end=end))
    assert (result.created, result.rejected) == (1, [])
    assert stored(kind).valid_to == day


@KINDS
@pytest.mark.parametrize("written", ["【2019】", "[2019]", "(2019)"])
def test_brackets_of_a_number(take, kind, written):
    assert take(kind, row(kind, number=f"云城管字{written}7号")).created == 1
    assert stored(kind).reference == "云城管字〔2019〕7号"


@KINDS
def test_two_rows_with_one_number(take, kind):
    first, second = row(kind), row(kind, day="2020-05-07")
    result = take(kind, first | {DAY[kind]: "2020-05-06"}, second)
    assert (result.created, len(result.rejected)) == (1, 1)
    assert "与第2行重复" in result.rejected[0].message
    assert "不同" in result.rejected[0].message


@KINDS
def test_a_table_of_another_ledger(kind, take):
    other = {"licences": "penalties", "penalties": "licences", "commitments": "penalties"}[kind]
    with pytest.raises(ledgers.LedgerFileError):
        take(kind, ROWS[other])
    assert not find(kind).model.objects.exists()


VALID = IDENTITY[:-1] + "1"
MISPLACED = [
    *((name, typed) for name in ("holder_registration", "holder_society_number")
      for typed in (VALID, IDENTITY)),
    *(("holder_tax_number", typed) for typed in (VALID, IDENTITY, f"{VALID}00")),
]  # fmt: skip
"""Columns of an organisation's numbers, and a person's: as it is, with a slip, with the end of a tax number."""


@pytest.mark.parametrize("kind", ["licences", "penalties"])
@pytest.mark.parametrize(("field", "typed"), MISPLACED)
def test_an_identity_number_stands_in_no_column_of_an_organisation(take, kind, field, typed):
    """Its row and column are told, and nothing is stored. A letter of commitment has no such columns."""
    head = find(kind).header_of(field)
    (told,) = take(kind, row(kind) | {head: typed}).rejected
    assert (told.row, told.column) == (2, head)
    assert "公民身份号码" in told.message
    assert "请把类别改为" in told.message
    assert typed not in told.message
    assert not find(kind).model.objects.exists()


@KINDS
def test_what_was_withdrawn_stays_so_when_the_next_table_has_it(take, kind, robot, morning):
    asked = {"是否同意公示": "是"} if kind == "commitments" else {}
    assert take(kind, row(kind) | asked).created == 1
    who = {"actor": robot, "at": morning}
    MOVES[kind].publish(stored(kind), **who)
    assert stored(kind).is_public
    MOVES[kind].withdraw(stored(kind), reason="信息有误", **who)
    assert take(kind, row(kind) | asked).unchanged == 1
    said = row(kind) | asked | {find(kind).header_of("published_on"): "2026-03-03"}
    assert take(kind, said).rejected == []
    assert not stored(kind).is_public


@KINDS
def test_a_record_that_is_void_may_be_entered_anew(take, kind, robot, morning):
    assert take(kind, row(kind)).created == 1
    MOVES[kind].void(stored(kind), reason="录错", actor=robot, at=morning)
    assert take(kind, row(kind)).created == 1
    assert find(kind).model.objects.earliest("pk").state == "voided"
