"""What somebody does who may write to the database, drop triggers and delete files, but has no key.

Each attack has a row in the table of SECURITY.md under the same name; the second value is what the
verification says of it, None where the table says that it is not found.
"""

from collections.abc import Callable
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import F

from huiyin.audit import chain, heads, log, triggers
from huiyin.audit.actors import system
from huiyin.audit.models import Entry, Seal, Sequence

OPENING = import_module("huiyin.audit.migrations.0006_opening")
POSTGRESQL = connection.vendor == "postgresql"
ATTACKS: dict[str, list[tuple[Callable[..., object], str | None]]] = {}


def attack(row, reason, where=True):
    def add(act):
        if where:
            ATTACKS.setdefault(row, []).append((act, reason))
        return act

    return add


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop_triggers():
    for name, statement in triggers.statements().items():
        table = next(word for word in statement.split() if word in triggers.TABLES)
        run(f"DROP TRIGGER {name}" + (f" ON {table}" if POSTGRESQL else ""))


def put_triggers_back():
    run(*triggers.statements().values())


def write(at, count=1):
    group = Group(pk=1, name="局")
    with transaction.atomic():
        return [log.record(system("test"), "test.done", group, at=at, n=n) for n in range(count)]


def copy_of(entry, **values):
    columns = {f.attname: getattr(entry, f.attname) for f in Entry._meta.concrete_fields}
    return Entry.objects.create(**{**columns, "id": None, **values})


@attack("Change an entry", "被改动")
def change_the_facts(log_):
    Entry.objects.filter(pk=log_.sealed[2].pk).update(facts={})


@attack("Change an entry", "被改动")
def move_to_another_agency(log_):
    Entry.objects.filter(pk=log_.sealed[2].pk).update(agency_id=7)


@attack("Change an entry", "不是本系统写入的，或未封存前被改动")
def take_the_number_off_before_sealing(log_):
    Entry.objects.filter(pk=log_.fresh[1].pk).update(sequence=None, number=None)


@attack("Delete a sealed entry, with or without its seal", "被删除")
def delete_a_sealed_entry(log_):
    Entry.objects.filter(pk=log_.sealed[2].pk).delete()


@attack("Delete a sealed entry, with or without its seal", "号封存缺失")
def delete_it_with_its_seal(log_):
    Entry.objects.filter(pk=log_.sealed[2].pk).delete()
    Seal.objects.filter(entry_id=log_.sealed[2].pk).delete()


@attack("Delete an entry before its sealing", "缺失：记录在封存前被删除")
def delete_before_sealing(log_):
    Entry.objects.filter(pk=log_.fresh[0].pk).delete()
    chain.seal()


@attack("Delete an entry before its sealing", "缺失：记录在封存前被删除")
def delete_the_newest(log_):
    Entry.objects.filter(pk=log_.fresh[-1].pk).delete()


@attack("Delete the newest entries before their sealing and set their number back", None)
def delete_the_newest_and_lower_the_number(log_):
    Entry.objects.filter(pk=log_.fresh[-1].pk).delete()
    Sequence.objects.filter(pk=log_.fresh[-1].sequence).update(last=F("last") - 1)


@attack("Insert a copy of an entry", "有两条")
def insert_an_exact_copy(log_):
    run("DROP INDEX audit_entry_number")
    copy_of(log_.fresh[0])
    chain.seal()


@attack("Insert a copy of an entry", "缺失：记录在封存前被删除")
def put_a_copy_in_the_place_of_another(log_):
    run("DROP INDEX audit_entry_number")
    Entry.objects.filter(pk=log_.fresh[0].pk).delete()
    copy_of(log_.fresh[1])


@attack("Insert a copy of an entry", "不是本系统写入的")
def insert_a_copy_with_the_next_number(log_):
    copy_of(log_.sealed[0], number=log_.fresh[-1].number + 1)


@attack("Insert a copy of an entry", "启用编号以前的审计记录原有 2 条，现有 3 条")
def insert_a_copy_of_an_old_entry(log_):
    copy_of(log_.old[0])
    chain.seal()


@attack("Insert a forged entry", "不是本系统写入的")
def forge_an_entry(log_):
    copy_of(log_.fresh[0], number=log_.fresh[-1].number + 1, verb="test.forged", mac="0" * 64)


@attack("Change, delete or move an entry from before the numbering", "被改动")
def change_an_old_entry(log_):
    Entry.objects.filter(pk=log_.old[0].pk).update(verb="x")


@attack(
    "Change, delete or move an entry from before the numbering",
    "启用编号以前的审计记录原有 2 条，现有 2 条",
)
def move_an_old_entry_to_another_agency(log_):
    Entry.objects.filter(pk=log_.old[0].pk).update(agency_id=7)


@attack(
    "Change, delete or move an entry from before the numbering",
    "启用编号以前的审计记录原有 2 条，现有 1 条",
)
def delete_an_old_entry_that_was_never_sealed(log_):
    Entry.objects.filter(pk=log_.old[1].pk).delete()


@attack("Change a seal or take it out", "与前一号不相连")
def change_a_seal(log_):
    Seal.objects.filter(position=3).update(link="0" * 64)


@attack("Change a seal or take it out", "号封存缺失")
def take_a_seal_out(log_):
    Seal.objects.filter(position=3).delete()


@attack("Change or delete the last numbers", "超出已发编号")
def lower_the_last_number(log_):
    Sequence.objects.filter(pk=1).update(last=1)


@attack("Change or delete the last numbers", "审计编号序列 1 被删除")
def delete_the_sequences(log_):
    Sequence.objects.all().delete()


def cut_the_tail(log_, keep=3):
    """As if nothing had happened after the first few: entries, seals and numbers end there."""
    kept = list(Seal.objects.order_by("position")[:keep].values_list("entry_id", flat=True))
    Seal.objects.filter(position__gt=keep).delete()
    Entry.objects.filter(number__isnull=False).exclude(pk__in=kept).delete()
    for sequence in Sequence.objects.all():
        last = Entry.objects.filter(sequence=sequence.pk).order_by("number").last()
        Sequence.objects.filter(pk=sequence.pk).update(last=last.number if last else 0)


@attack("Cut off the end of the log", "被截去或替换（与存根不符）")
def cut(log_):
    cut_the_tail(log_)


@attack("Cut off the end together with the heads on this machine", "被截去或替换（与存根不符）")
def cut_and_leave_the_second_place(log_):
    cut_the_tail(log_)
    heads.heads_file().unlink()


@attack("Cut off the end together with the heads on this machine", "被截去或替换（与存根不符）")
def cut_everywhere_and_hear_the_auditors_head(log_):
    cut_the_tail(log_)
    heads.heads_file().unlink()
    heads.second_file().unlink()
    log_.settings.AUDIT_COPY = ""
    log_.asked = heads.written_in(f"第一行\n存根：{log_.head}\n")


@attack("Cut off the end and delete the heads in the second place", "第二处存根")
def cut_and_delete_the_second_file(log_):
    cut_the_tail(log_)
    heads.heads_file().unlink()
    heads.second_file().unlink()


@attack("Cut off the end and make every head outside say so", None)
def cut_with_all_heads(log_):
    """Behind the last entry that a matter has of its own."""
    cut_the_tail(log_, keep=5)
    heads.heads_file().unlink()
    heads.second_file().write_text(f"{heads.current()}\n")


def empty(log_):
    for model in (Entry, Seal):
        model.objects.all().delete()
    Sequence.objects.update(last=0)
    heads.heads_file().unlink()
    log_.settings.AUDIT_COPY = ""


@attack("Empty the log, the seals and the heads", "启用记录不在")
def empty_everything(log_):
    empty(log_)


@attack("Empty the log, the seals and the heads", "启用记录不在")
def empty_and_open_anew_with_another_key(log_):
    empty(log_)
    key, log_.settings.AUDIT_KEY = log_.settings.AUDIT_KEY, "another key"
    put_opening()
    log_.settings.AUDIT_KEY = key
    chain.seal()
    Entry.objects.filter(verb="audit.open").update(verb="audit.opened")


@attack("Empty the log, the seals and the heads", "没有任何审计记录")
def keep_only_the_opening(log_):
    """The site that has just been installed had such a log; this one has matters."""
    opening = Entry.objects.get(verb="audit.open")
    Entry.objects.filter(number__isnull=False).exclude(pk=opening.pk).delete()
    Seal.objects.all().delete()
    Sequence.objects.filter(pk=1).update(last=1)
    Sequence.objects.exclude(pk=1).update(last=0)
    heads.heads_file().unlink()
    log_.settings.AUDIT_COPY = ""
    old = log_.old[1].pk  # what was sealed before the numbering is gone, the rest is still there
    assert Entry.objects.filter(pk=old).exists()


def put_opening():
    """The log is opened over what is in it, as the migration does."""
    OPENING.open_log(apps)
    Sequence.objects.filter(pk=1).update(last=1)


@attack("Put a matter in without an entry", "没有任何审计记录")
def put_a_matter_in(log_):
    licence = apps.get_model("licensing", "Licence").objects.get()
    licence.pk, licence.reference, licence._state.adding = None, "云城管许字〔2020〕9号", True
    licence.save()


@attack("Drop, switch off, hollow or add a trigger", "触发器 audit_entry_no", where=not POSTGRESQL)
def drop_one(log_):
    log_.keep_open = True
    put_triggers_back()
    run("DROP TRIGGER audit_entry_no_delete")


@attack(
    "Drop, switch off, hollow or add a trigger",
    "audit_entry_append_only 被删除或停用",
    where=POSTGRESQL,
)
def switch_one_off(log_):
    log_.keep_open = True
    put_triggers_back()
    run("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")


@attack("Drop, switch off, hollow or add a trigger", "audit_append_only 被改动", where=POSTGRESQL)
def hollow_the_function(log_):
    run("CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$")  # fmt: skip


@attack("Drop, switch off, hollow or add a trigger", "多出触发器或规则 swallow", where=POSTGRESQL)
def swallow_by_a_rule(log_):
    run("CREATE RULE swallow AS ON INSERT TO audit_entry DO INSTEAD NOTHING")


@attack(
    "Drop, switch off, hollow or add a trigger", "audit_seal_no_update 被改动", where=not POSTGRESQL
)
def hollow_one(log_):
    log_.keep_open = True
    put_triggers_back()
    run("DROP TRIGGER audit_seal_no_update",
        "CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal BEGIN SELECT 1; END")  # fmt: skip


@attack(
    "Drop, switch off, hollow or add a trigger", "多出触发器或规则 swallow", where=not POSTGRESQL
)
def swallow_what_is_written(log_):
    run("CREATE TRIGGER swallow BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(IGNORE); END")
