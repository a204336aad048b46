"""原表其他列: columns that a ledger does not have are kept with the record, of every ledger alike."""

import io
from datetime import date

import pytest
from django.db import connection

from huiyin.casework.ledgers import find
from huiyin.ingest import ledgers, others
from huiyin.ingest.models import Batch, Row
from huiyin.licensing.actions import revoke
from huiyin.licensing.models import Licence
from huiyin.personal import retention
from huiyin.personal.models import Period

from .ledger_rows import LICENCE, ROWS
from .test_ledgers_commitments import ROW as COMMITMENT
from .test_ledgers_penalties import ROW as PENALTY

pytestmark = pytest.mark.django_db
KINDS = ROWS | {"penalties": PENALTY, "commitments": COMMITMENT}
MORE = {
    "经办人": "周示例",
    "归档盒号": "17",
    "现场 联系电话": "13800001111",
    "移交日期": date(2020, 6, 1),
}
SAID = {
    "经办人": "周示例",
    "归档盒号": "17",
    "现场 联系电话": "13800001111",
    "移交日期": "2020-06-01",
}


def kept(kind="licences"):
    model = find(kind).model
    found = others.kept(model, model.objects.values_list("pk", flat=True))
    return [{name: one.text for name, one in columns.items()} for columns in found.values()]


def exported(kind, bureau, robot, morning, *, personal, form="xlsx"):
    stream = io.BytesIO()
    ledgers.export(
        kind, find(kind).model.objects.all(), stream, form, agency=bureau, actor=robot, at=morning,
        personal=personal,
    )  # fmt: skip
    stream.seek(0)
    return stream


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_kept_and_come_back_the_same(take, bureau, robot, morning, kind):
    result = take(kind, KINDS[kind] | MORE)
    assert (result.created, result.rejected) == (1, [])
    assert any(note.endswith("“原表其他列”：" + "、".join(MORE)) for note in result.notes)
    assert kept(kind) == [SAID]
    assert take(kind, KINDS[kind] | MORE).unchanged == 1
    for personal in (True, False):
        stream = exported(kind, bureau, robot, morning, personal=personal)
        again = take(kind, stream)
        assert (again.unchanged, again.updated, again.rejected) == (1, 0, [])
    assert kept(kind) == [SAID]


def test_what_is_stored_and_exported_for_everybody_tells_nothing(take, bureau, robot, morning):
    take("licences", LICENCE | MORE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT other_columns FROM ingest_row")
        ((stored,),) = cursor.fetchall()
    assert "周" not in stored
    assert "1380000" not in stored
    text = exported("licences", bureau, robot, morning, personal=False, form="json").read().decode()
    assert '"经办人": "周*例"' in text
    assert "13800001111" not in text
    assert '"经办人": "周示例"' in (
        exported("licences", bureau, robot, morning, personal=True, form="json").read().decode()
    )


def test_the_newest_saying_of_each_column_stands(take):
    take("licences", LICENCE | MORE)
    one = Licence.objects.get()
    changed = take("licences", LICENCE | {"归档盒号": "18", "经办人": "", "所属街道": "示例街道"})
    assert (changed.updated, changed.unchanged) == (1, 0)
    assert kept() == [{"归档盒号": "18", "现场 联系电话": "13800001111", "移交日期": "2020-06-01", "所属街道": "示例街道"}]  # fmt: skip
    batches = {
        name: other.batch.pk for name, other in others.kept(Licence, [one.pk])[one.pk].items()
    }
    first, second = Batch.objects.order_by("pk").values_list("pk", flat=True)
    assert batches == {
        "归档盒号": second, "所属街道": second, "现场 联系电话": first, "移交日期": first,
    }  # fmt: skip
    assert Row.objects.about(one).count() == 2


def test_a_record_that_is_closed_still_takes_them(take, robot, morning):
    take("licences", LICENCE)
    revoke(Licence.objects.get(), actor=robot, at=morning, reason="依据的材料虚假")
    assert take("licences", LICENCE | MORE).rejected == []
    assert kept() == [SAID]


@pytest.mark.parametrize("twice", ["归档盒号", ""])
def test_columns_of_one_name_or_none_have_names_of_their_own(take, twice):
    heads = [*LICENCE, twice, twice]
    row = [*map(str, LICENCE.values()), "甲", "乙"]
    table = "\n".join(",".join(line) for line in (heads, row)).encode()
    assert take("licences", io.BytesIO(table)).created == 1
    expected = ["归档盒号", "归档盒号（2）"] if twice else ["L列（无列名）", "M列（无列名）"]
    assert kept() == [dict(zip(expected, ("甲", "乙"), strict=True))]


def test_a_column_without_name_and_content_is_none(take):
    result = take("licences", LICENCE | {"": ""})
    assert Batch.objects.get().other_columns == []
    assert not any("原表其他列" in note for note in result.notes)


def test_too_many_columns_refuse_the_file_and_too_much_text_the_row(take):
    wide = {f"附加{number}": "x" for number in range(others.AT_MOST + 1)}
    with pytest.raises(
        ledgers.LedgerFileError, match="有61个列不是这个台账的列，随记录最多保存60个"
    ):
        take("licences", LICENCE | wide)
    assert not Batch.objects.exists()
    (fault,) = take("licences", LICENCE | {"经过": "长" * (others.LONGEST + 1)}).rejected
    assert (fault.column, "最多2000字" in fault.message) == ("经过", True)


def test_a_column_that_the_ledger_has_come_to_know_is_exported_once(take, bureau, robot, morning):
    take("licences", LICENCE | {"经办人": "周示例"})
    Batch.objects.update(other_columns=["经办人", "备注"])
    text = exported("licences", bureau, robot, morning, personal=True, form="csv").read().decode()
    assert text.splitlines()[0].count("备注") == 1


def test_they_go_with_the_personal_columns(take, morning):
    take("licences", LICENCE | MORE | {"证件号码": "99999919500105123X"})
    rule = retention.find("licensing.numbers")
    Period.objects.create(rule=rule.key, days=30, valid_from=date(2020, 1, 1), basis="试验")
    late = morning.replace(year=2027)
    assert retention.apply(rule, at=late) == 1
    assert kept() == []
    assert Row.objects.get().other_columns == ""


def test_those_of_a_record_without_personal_columns_have_a_period_too(take, morning):
    take("licences", LICENCE | MORE)
    rule = retention.find("ingest.other-columns")
    Period.objects.create(rule=rule.key, days=30, valid_from=date(2020, 1, 1), basis="试验")
    assert retention.apply(rule, at=morning) == 0
    assert retention.apply(rule, at=morning.replace(month=6)) == 1
    assert kept() == []
