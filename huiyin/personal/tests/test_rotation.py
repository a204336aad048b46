"""Changing the key: everything readable with the new one alone, nothing lost on the way."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from huiyin.personal import keys, rotation

OLD, NEW = "o" * 32, "n" * 32


def rotate(**options):
    return {(c.model, c.name): c for c in rotation.rotate(dry_run=options.get("dry_run", False))}


def test_a_rotation(settings, licence, monkeypatch):
    monkeypatch.setattr(rotation, "AT_ONCE", 2)
    settings.FIELD_KEYS = [OLD]
    rows = [
        licence(reference=f"云〔2020〕{n}号", holder_id=f"1101051949123100{n:02}") for n in range(5)
    ]
    settings.FIELD_KEYS = [NEW, OLD]
    late = licence(reference="云〔2020〕9号", holder_id="written with the new key")
    column = ("licensing.Licence", "holder_id")
    counted = rotate(dry_run=True)[column]
    assert (counted.filled, counted.current, counted.changed) == (6, 1, 5)
    done = rotate()[column]
    assert (done.filled, done.current, done.changed, done.unreadable) == (6, 1, 5, [])
    again = rotate()[column]
    assert (again.current, again.changed) == (6, 0)
    settings.FIELD_KEYS = [NEW]
    for number, one in enumerate(rows):
        one.refresh_from_db()
        assert one.holder_id == f"1101051949123100{number:02}"
    late.refresh_from_db()


def test_a_stopped_rotation_goes_on(settings, licence):
    settings.FIELD_KEYS = [OLD]
    for number in range(4):
        licence(reference=f"云〔2020〕{number}号", holder_id="x")
    settings.FIELD_KEYS = [NEW, OLD]
    model, field = next(c for c in rotation.columns() if c[1].name == "holder_id")
    half = next(rotation._stored(model, field))[:2]
    for key, stored in half:
        again = keys.encrypt(keys.decrypt(stored, field.place), field.place, str(key))
        assert rotation._write(model, field, key, stored, again)
        assert not rotation._write(model, field, key, stored, "older")  # somebody was faster
    done = rotate()["licensing.Licence", "holder_id"]
    assert (done.current, done.changed) == (2, 2)


def test_an_unreadable_value_is_named_and_ends_with_one(settings, licence, capsys):
    record = licence(holder_id="x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE licensing_licence SET holder_id = 'spoilt'")
    with pytest.raises(SystemExit) as ended:
        call_command("rotate_keys", json=True)
    output = capsys.readouterr()
    assert ended.value.code == 1
    columns = {(c["model"], c["name"]): c for c in json.loads(output.out)["columns"]}
    assert columns["licensing.Licence", "holder_id"]["unreadable"] == [str(record.pk)]
    assert "无法解密" in output.err


@pytest.mark.django_db
def test_every_encrypted_column_is_known():
    known = {(model._meta.label, field.name) for model, field in rotation.columns()}
    assert {
        ("foi.Application", "applicant_name"),
        ("hotline.ServiceRequest", "caller_phone"),
        ("accounts.SecondFactor", "secret"),
        ("notices.Notice", "body"),
    } <= known


def test_digests_outlive_the_old_key(settings):
    settings.FIELD_KEYS, settings.DIGEST_KEY = [OLD], ""
    before = keys.digest("11010519491231002X")
    settings.FIELD_KEYS, settings.DIGEST_KEY = [NEW], OLD
    assert keys.digest("11010519491231002X") == before


def test_the_command_warns_of_digests(settings, db, capsys):
    settings.FIELD_KEYS, settings.DIGEST_KEY = [NEW, OLD], ""
    call_command("rotate_keys")
    assert "HUIYIN_DIGEST_KEY" in capsys.readouterr().err
