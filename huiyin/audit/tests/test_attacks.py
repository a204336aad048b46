"""Each attack in the table of SECURITY.md, and what the verification says of it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction

import huiyin
from huiyin.audit import chain, digests, heads
from huiyin.audit.models import Entry

from .attacks import (
    ATTACKS,
    OPENING,
    copy_of,
    drop_triggers,
    put_opening,
    put_triggers_back,
    run,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_(settings, tmp_path, licence, morning):
    """Two entries from before the numbering, one of them sealed; then sealed and fresh ones."""
    settings.HOME, settings.AUDIT_COPY = tmp_path / "home", str(tmp_path / "second")
    opening = Entry.objects.get(verb="audit.open")
    drop_triggers()
    opening.delete()
    old = [old_entry(opening, n) for n in range(2)]
    put_opening()
    put_triggers_back()
    assert chain.seal() == 3  # in the order of their keys
    licence()
    sealed = write(morning, 4)
    chain.seal()
    fresh = write(morning, 3)
    chain_state = SimpleNamespace(settings=settings, old=old, sealed=sealed, fresh=fresh)
    chain_state.head = heads.current()
    return chain_state


def old_entry(like, number, **values):
    entry = copy_of(like, verb=f"test.old-{number}", sequence=None, number=None, **values)
    Entry.objects.filter(pk=entry.pk).update(mac=digests.mac(entry))
    return Entry.objects.get(pk=entry.pk)


def said_of(act, log_, tmp_path):
    """The reasons of a verification after an attack, which is undone."""
    log_.settings.HOME, log_.settings.AUDIT_COPY = tmp_path / "home", str(tmp_path / "second")
    for folder in map(Path, (log_.settings.HOME, log_.settings.AUDIT_COPY)):
        folder.mkdir(exist_ok=True)
        (folder / "audit-heads.log").write_text(f"{log_.head}\n")
    log_.asked, log_.keep_open = [], False
    with transaction.atomic():
        drop_triggers()
        act(log_)
        if not log_.keep_open:
            put_triggers_back()
        verdict = chain.verify(log_.asked)
        transaction.set_rollback(True)
    return [broken.reason for broken in verdict.breaks]


def test_the_verification_names_each_attack(log_, tmp_path):
    assert said_of(lambda log_: None, log_, tmp_path) == []
    wrong = []
    for row, attacks in ATTACKS.items():
        for act, reason in attacks:
            said = said_of(act, log_, tmp_path)
            if bool(said) if reason is None else not any(reason in one for one in said):
                wrong.append(f"{row}: {act.__name__}: {said}")
    assert wrong == []


def test_the_table_of_attacks_is_what_is_tried():
    page = (Path(huiyin.__file__).parents[1] / "SECURITY.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| (found|not found)\b", page, re.MULTILINE))
    tried = {
        row: "not found" if all(reason is None for _, reason in attacks) else "found"
        for row, attacks in ATTACKS.items()
    }
    assert rows == tried


def test_old_entries_learn_their_agency(licence, bureau, morning):
    record = licence()
    batch = apps.get_model("ingest", "Batch").objects.create(agency=bureau, at=morning)
    row = batch.rows.create(number=1, subject_key=record.pk, is_new=True)
    opening = Entry.objects.get(verb="audit.open")
    owners = {
        ("licensing.licence", record.pk): bureau.pk,
        ("organisations.organisation", bureau.pk): bureau.pk,
        ("organisations.organisation", bureau.units.first().pk): None,
        ("auth.group", Group.objects.first().pk): None,
        ("licensing.licence", 10**6): None,
        ("gone.model", 1): None,
        ("ingest.row", row.pk): bureau.pk,
    }
    drop_triggers()
    old = {
        old_entry(opening, n, subject_type=label, subject_key=str(key)).pk: agency
        for n, ((label, key), agency) in enumerate(owners.items())
    }
    put_triggers_back()
    editor = SimpleNamespace(connection=connection, execute=run)
    OPENING.fill_agencies(editor, connection.vendor == "postgresql")
    stored = dict(Entry.objects.filter(pk__in=old).values_list("pk", "agency_id"))
    assert stored == old
    assert not [b for b in chain.verify().breaks if "触发器" in b.reason]
