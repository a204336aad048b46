"""One damaged ciphertext: it alone is unreadable, every door says so, and nothing writes over it."""

import copy
import logging
import pickle

import pytest
from django.db import connection

from huiyin.common import masking
from huiyin.personal import fields, keys, rotation, tasks
from huiyin.personal.fields import Unreadable, is_readable, masked
from huiyin.personal.models import KeyCheck
from huiyin.personal.traces import Known, traces

OLD, NEW = "o" * 32, "n" * 32
HERE, THERE = "licensing.licence.holder_id", "licensing.licence.representative_id"


def column(record, name="holder_id"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM licensing_licence WHERE id = %s", [record.pk])  # noqa: S608
        return cursor.fetchone()[0]


def put(record, stored, name="holder_id"):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE licensing_licence SET {name} = %s WHERE id = %s",  # noqa: S608
            [stored, record.pk],
        )


def unbound(clear):
    """As it was written before ciphertexts were bound to their place."""
    from base64 import urlsafe_b64encode  # noqa: PLC0415

    ((key_id, cipher),) = list(keys._ciphers((OLD,)).items())
    nonce = b"n" * 12
    return f"{key_id}:{urlsafe_b64encode(nonce + cipher.encrypt(nonce, clear.encode(), None)).decode()}"


@pytest.mark.parametrize(
    ("spoil", "place", "row"),
    [
        pytest.param(lambda text: text, THERE, "7", id="moved into another column"),
        pytest.param(lambda text: text, HERE, "8", id="moved into another row"),
        pytest.param(lambda text: text.replace(":7:", ":8:"), HERE, "8", id="with its new row"),
        pytest.param(lambda text: text.replace(":7:", ":8:"), HERE, "", id="row not asked"),
        pytest.param(lambda text: text.replace(".3:7:", ":"), HERE, "7", id="as if not bound"),
        pytest.param(lambda text: text.replace(".3:7:", ".2:"), HERE, "7", id="to its place alone"),
        pytest.param(lambda text: text.replace(".3:", ".2:"), HERE, "7", id="mark of the place"),
        pytest.param(lambda text: text.replace(":7:", ":"), HERE, "7", id="without its row"),
        pytest.param(lambda text: text.replace(".3:", ".4:"), HERE, "7", id="of a later version"),
        pytest.param(lambda text: text[:-6] + "AAAA==", HERE, "7", id="changed"),
    ],
)
def test_a_ciphertext_opens_unchanged_and_at_its_place_alone(spoil, place, row):
    stored = keys.encrypt("王小明", HERE, "7")
    assert keys.decrypt(stored, HERE, "7") == keys.decrypt(stored, HERE) == "王小明"
    with pytest.raises(keys.UnreadableError):
        keys.decrypt(spoil(stored), place, row)


def test_two_rows_that_exchanged_their_values_open_neither(licence):
    first, second = (licence(reference=f"云〔2020〕{n}号", holder_id=f"x{n}") for n in (1, 2))
    of_first, of_second = column(first), column(second)
    put(first, of_second)
    put(second, of_first)
    rows = {row.pk: row for row in type(first).objects.defer("holder_id")}
    assert [rows[one.pk].holder_id for one in (first, second)] == ["无法解密", "无法解密"]
    for row in type(first).objects.all():
        assert row.holder_id == "无法解密"
        row.save()
    assert (column(first), column(second)) == (of_second, of_first)
    put(first, of_first)
    assert type(first).objects.get(pk=first.pk).holder_id == "x1"


def test_nothing_is_written_without_its_row(licence):
    record = licence(holder_id="x")
    with pytest.raises(TypeError, match="save the record"):
        type(record).objects.update(holder_id="y")
    with pytest.raises(TypeError, match="save the record"):
        type(record).objects.bulk_update([record], ["holder_id"])


def test_one_damaged_value_takes_nothing_else_down(settings, licence, caplog):
    fields._log.cache_clear()
    settings.FIELD_KEYS, settings.DIGEST_KEY = [OLD], ""
    KeyCheck.objects.create(value="x", digest="", audit_digest="", noted_at="2026-01-01T00:00Z")
    whole, damaged = (
        licence(reference=f"云〔2020〕{n}号", holder_id="11010519491231002X") for n in (1, 2)
    )
    put(damaged, "0badc0de:AAAA")
    with caplog.at_level(logging.ERROR):
        rows = {row.pk: row for row in type(damaged).objects.all()}
        list(type(damaged).objects.values_list("holder_id", flat=True))
    assert [record.getMessage().partition(" ")[0] for record in caplog.records] == [HERE]
    assert rows[whole.pk].holder_id == "11010519491231002X"
    assert masked(rows[damaged.pk], "holder_id") == "无法解密"
    assert fields.EncryptedField(mask=masking.name).mask("无法解密") == "无法解密"
    assert tasks.count_unreadable() == "1 values"
    assert KeyCheck.objects.get().unreadable == {"licensing.Licence.holder_id": 1}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda row: None, id="another field was changed"),
        pytest.param(lambda row: setattr(row, "holder_id", "无法解密"), id="a form gave it back"),
        pytest.param(lambda row: setattr(row, "holder_id", str(row.holder_id)), id="a copy of it"),
        pytest.param(lambda row: row.refresh_from_db(), id="read again"),
    ],
)
def test_saving_writes_nothing_over_it(licence, change):
    record = licence(holder_id="x")
    put(record, "0badc0de:AAAA")
    row = type(record).objects.get()
    change(row)
    row.representative_id = "341702"
    row.save()
    assert column(record) == "0badc0de:AAAA"
    row = type(record).objects.defer("holder_id").get()
    assert row.holder_id == "无法解密"
    row.holder_id = "put right"
    row.save()
    assert type(record).objects.get().holder_id == "put right"


def test_what_stands_for_it_is_copied_whole():
    value = Unreadable("0badc0de:AAAA")
    for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301
        assert (twin, twin.stored) == (value, "0badc0de:AAAA")
    assert not is_readable(f"{value}")


def test_older_values_are_read_and_bound_by_rotation(settings, licence):
    settings.FIELD_KEYS = [OLD]
    record = licence(holder_id="x")
    put(record, unbound("王小明"))
    assert type(record).objects.get().holder_id == "王小明"
    for dry_run in (True, False):
        report = {(c.model, c.name): c for c in rotation.rotate(dry_run=dry_run)}
        assert report["licensing.Licence", "holder_id"].changed == 1
    assert keys.is_current(column(record), str(record.pk))
    put(record, column(record), "representative_id")
    row = type(record).objects.get()
    assert (row.holder_id, row.representative_id) == ("王小明", "无法解密")


def test_nothing_is_published_beside_a_person_nobody_can_compare_with():
    (trace,) = traces("谢谢来信", [Known("来信人", "无法解密", masking.name)])
    assert (trace.start, trace.end) == (0, 4)
    assert "不能核对" in trace.label
