"""A lost, exchanged or forgotten key is noticed before anything is written with another one."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from huiyin.audit.models import Entry
from huiyin.config import start
from huiyin.personal import keys, known, rotation
from huiyin.personal.models import KeyCheck

OLD, NEW = "o" * 32, "n" * 32


def outcome():
    try:
        known.check()
    except known.WrongKeyError as error:
        return str(error)
    return "ok"


def test_each_wrong_secret_is_named(settings, db, client, tmp_path):
    settings.FIELD_KEYS, settings.DIGEST_KEY, settings.MEDIA_ROOT = [OLD], "", tmp_path
    start.look()
    first = KeyCheck.objects.get()
    start.look()
    assert KeyCheck.objects.get().noted_at == first.noted_at
    tables = [
        ({}, "ok"),
        ({"FIELD_KEYS": [NEW, OLD]}, "ok"),
        ({"FIELD_KEYS": [NEW]}, "HUIYIN_FIELD_KEYS lacks"),
        ({"FIELD_KEYS": [OLD, NEW]}, "HUIYIN_DIGEST_KEY"),
        ({"FIELD_KEYS": [OLD, NEW], "DIGEST_KEY": OLD}, "ok"),
        ({"DIGEST_KEY": NEW}, "HUIYIN_DIGEST_KEY"),
        ({"AUDIT_KEY": NEW}, "HUIYIN_AUDIT_KEY is not"),
    ]
    missed = []
    for values, line in tables:
        with override_settings(**values):
            first_line, ready = outcome(), client.get("/readyz")
            if not first_line.startswith(line) or (ready.json()["keys"] == "ok") != (line == "ok"):
                missed.append((values, first_line, ready.content))
            if line != "ok":
                with pytest.raises(ImproperlyConfigured, match=line):
                    start.look()
                assert ready.status_code == 503
    assert not missed
    with connection.cursor() as cursor:
        cursor.execute("UPDATE personal_keycheck SET value = 'spoilt'")
    assert outcome().startswith("HUIYIN_FIELD_KEYS")


def test_an_older_database_is_asked_by_what_it_holds(settings, licence):
    settings.FIELD_KEYS = [OLD]
    licences = [licence(reference=f"云〔2020〕{n}号", holder_id="x") for n in range(2)]
    assert outcome() == "ok"
    settings.FIELD_KEYS = [NEW]
    assert "opens nothing" in outcome()
    with pytest.raises(ImproperlyConfigured):
        start.look()
    assert not KeyCheck.objects.exists()
    settings.FIELD_KEYS = [OLD]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE licensing_licence SET holder_id = 'spoilt' WHERE id = %s", [licences[1].pk]
        )
    start.look()
    assert KeyCheck.objects.exists()


def test_the_old_key_may_go_when_everything_passed_to_the_new_one(settings, licence):
    settings.FIELD_KEYS, settings.DIGEST_KEY = [OLD], OLD
    known.note()
    licence(holder_id="x")
    settings.FIELD_KEYS = [NEW, OLD]
    for column in rotation.rotate(dry_run=False):
        settings.FIELD_KEYS = [NEW]
        assert (outcome() == "ok") == (column.model == "personal.KeyCheck")
        settings.FIELD_KEYS = [NEW, OLD]


def test_lost_keys_are_given_up_only_with_a_reason(settings, licence):
    settings.FIELD_KEYS, settings.DIGEST_KEY = [OLD], ""
    known.note()
    with pytest.raises(CommandError, match="没有丢失"):
        call_command("keys_lost", reason="无")
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(CommandError, match="请写明"):
        call_command("keys_lost", reason=" ")
    call_command("keys_lost", reason="机房火灾，局长批准")
    assert outcome() == "ok"
    assert keys.is_current(known._value()[0][0], "1")
    entry = Entry.objects.get(verb="personal.keys-lost")
    assert "HUIYIN_FIELD_KEYS" in entry.facts["lost"]


def test_production_never_runs_with_the_demonstrations_accounts(settings, db, django_user_model):
    settings.PRODUCTION = True
    django_user_model.objects.create_user("gongkai", name="某人")
    start.look()
    django_user_model.objects.create_user("shenji", name="曹明轩")
    with pytest.raises(ImproperlyConfigured, match="demonstration"):
        start.look()
