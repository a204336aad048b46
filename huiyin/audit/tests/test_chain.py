"""Sealing and verifying against an attacker who may write to the database but holds no key."""

import json
import threading
from contextlib import contextmanager
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from huiyin.audit import chain, heads, log
from huiyin.audit.models import Entry, Seal

from .attacks import drop_triggers, put_triggers_back

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_heads(settings, tmp_path):
    """The opening entry has been sealed; its head stands in a folder of this test."""
    settings.HOME = tmp_path
    assert chain.seal() == 1


@contextmanager
def attacker():
    """Somebody who may change the tables: the triggers are dropped."""
    drop_triggers()
    try:
        yield
    finally:
        put_triggers_back()


def write(robot, at, count=1):
    with transaction.atomic():
        for number in range(count):
            log.record(robot, "test.done", Group(pk=1, name="局"), at=at, number=number)


@pytest.fixture
def sealed(robot, morning):
    """Six sealed entries; their keys."""
    write(robot, morning, 6)
    assert chain.seal() == 6
    return list(Entry.objects.filter(verb="test.done").values_list("pk", flat=True))


def forge(morning, **values):
    values = {
        "at": morning,
        "recorded_at": morning,
        "actor_kind": "person",
        "actor_name": "伪造",
        **values,
    }
    return Entry.objects.create(
        verb="test.forged", subject_type="x", subject_key="1", mac="0" * 64, **values
    )


def reason():
    broken = chain.verify().first_break
    return broken and broken.reason


def test_an_intact_log_is_ok(sealed, robot, morning):
    write(robot, morning)
    verdict = chain.verify()
    assert (verdict.entries, verdict.sealed, verdict.unsealed, verdict.ok) == (8, 7, 1, True)
    assert chain.seal() == 1
    assert list(Seal.objects.values_list("position", flat=True)) == list(range(1, 9))
    assert list(Seal.objects.values_list("entry_id", flat=True)) == list(
        Entry.objects.values_list("pk", flat=True)
    )


def test_a_log_that_has_just_been_opened_is_ok():
    assert chain.seal() == 0
    assert chain.verify().ok


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "x"),
        ("facts", {}),
        ("actor_name", "别人"),
        ("subject_key", "2"),
        ("origin", "8.8.8.8"),
        ("mac", "1" * 64),
    ],
)
def test_a_changed_entry_is_named(sealed, column, value):
    with attacker():
        Entry.objects.filter(pk=sealed[2]).update(**{column: value})
    assert reason() == f"审计记录 {sealed[2]} 被改动"


def test_a_moved_moment_is_named(sealed, morning):
    with attacker():
        Entry.objects.filter(pk=sealed[0]).update(at=morning.replace(microsecond=1))
    assert reason() == f"审计记录 {sealed[0]} 被改动"


def test_a_deleted_entry_is_named(sealed):
    with attacker():
        Entry.objects.filter(pk=sealed[3]).delete()
    assert reason() == f"审计记录 {sealed[3]} 被删除"


def test_a_deleted_entry_whose_seal_went_too(sealed):
    with attacker():
        Entry.objects.filter(pk=sealed[3]).delete()
        Seal.objects.filter(entry_id=sealed[3]).delete()
    assert reason() == "第 5 号封存缺失"


def test_taking_one_out_and_linking_the_rest_anew_needs_the_key(sealed, settings, tmp_path):
    key = settings.AUDIT_KEY
    settings.AUDIT_KEY = "what an attacker may guess, not the key"
    with attacker():
        Entry.objects.filter(pk=sealed[3]).delete()
        Seal.objects.filter(position__gte=5).delete()
        previous = Seal.objects.get(position=4).link
        for position, entry in enumerate(Entry.objects.filter(pk__in=sealed[4:]), start=5):
            previous = chain.link(previous, entry.mac)
            Seal.objects.create(position=position, entry_id=entry.pk, link=previous)
    chain.heads_file().unlink()
    settings.AUDIT_KEY = key
    assert reason() == "第 5 号封存与前一号不相连"


def test_a_forged_entry_is_named_and_does_not_keep_others_out(sealed, robot, morning):
    forged = forge(morning)
    write(robot, morning, 3)
    assert chain.seal() == 3
    assert chain.seal() == 0
    assert reason() == f"审计记录 {forged.pk} 不是本系统写入的，或未封存前被改动"
    assert chain.verify().unsealed == 1


def test_a_changed_seal_is_named(sealed):
    with attacker():
        Seal.objects.filter(position=5).update(link="0" * 64)
    assert reason() == "第 5 号封存与前一号不相连"


def test_a_removed_seal_in_the_middle_is_named(sealed):
    with attacker():
        Seal.objects.filter(position=5).delete()
    assert reason() == "第 5 号封存缺失"


def test_newest_seals_cut_off_are_named(sealed):
    with attacker():
        Seal.objects.filter(position__gt=5).delete()
        Entry.objects.filter(pk__in=sealed[4:]).delete()
    assert reason() == "第 7 号封存被截去或替换（与存根不符）"


def test_everything_removed_is_seen(sealed):
    with attacker():
        Seal.objects.all().delete()
        Entry.objects.all().delete()
    assert reason() == "第 1 号封存被截去或替换（与存根不符）"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"\xff\xfe", "读不出来", id="not text"),
        pytest.param(b"six " + b"0" * 64, "第 1 行被改动", id="no number"),
        pytest.param(
            b"9" * 40 + b" " + b"0" * 64, "第 1 行被改动", id="a number beyond any database"
        ),
        pytest.param(b"6 short", "第 1 行被改动", id="a short link"),
        pytest.param(b"6 " + b"0" * 64, "与存根不符", id="another link"),
    ],
)
def test_a_damaged_heads_file_is_reported(sealed, content, message):
    chain.heads_file().write_bytes(content)
    assert message in reason()


def test_a_heads_file_that_is_no_file_is_reported(sealed):
    chain.heads_file().unlink()
    chain.heads_file().mkdir()
    assert "读不出来" in reason()


def test_the_heads_file_does_not_grow_for_ever(robot, morning, monkeypatch):
    monkeypatch.setattr(heads, "_LONG", 400)
    monkeypatch.setattr(heads, "_HEADS_KEPT", 3)
    for _ in range(12):
        write(robot, morning)
        chain.seal()
    lines = chain.heads_file().read_text().splitlines()
    assert len(lines) <= 6
    assert lines[-1].startswith("13 ")
    assert chain.verify().ok


def test_a_late_commit_with_a_low_number_is_sealed(robot, morning, monkeypatch):
    monkeypatch.setattr(chain, "_NEAR", 2)
    monkeypatch.setattr(chain, "_STEP", 2)
    write(robot, morning, 6)
    late = Entry.objects.filter(verb="test.done").first()
    with attacker():  # as if its transaction were still open
        Entry.objects.filter(pk=late.pk).delete()
    assert chain.seal() == 5
    late.save(force_insert=True)
    assert chain.seal() == 1
    assert chain.verify().ok


def threads(count, work):
    """Run `work(number)` in `count` threads with connections of their own; the errors."""
    errors = []

    def run(number):
        try:
            work(number)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    running = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return errors


def test_writers_sealers_and_a_verifier_at_once(robot, morning):
    verdicts = []

    def work(number):
        for _ in range(10):
            if number < 4:
                write(robot, morning)
            elif number < 6:
                chain.seal()
            else:
                verdicts.append(chain.verify())

    assert threads(7, work) == []
    chain.seal()
    final = chain.verify()
    assert (final.sealed, final.unsealed, final.ok) == (41, 0, True)
    assert [verdict.first_break for verdict in verdicts if not verdict.ok] == []
    assert all(verdict.unsealed >= 0 for verdict in verdicts)


def command(*arguments):
    out = StringIO()
    try:
        call_command("audit", *arguments, stdout=out)
    except SystemExit as ended:
        return ended.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_on_an_intact_log(sealed):
    code, out = command("verify", "--json")
    report = json.loads(out)
    assert (code, report["entries"], report["ok"], report["first_break"]) == (0, 7, True, None)
    assert "完整" in command("verify")[1]


def test_the_command_on_a_broken_log(sealed):
    with attacker():
        Entry.objects.filter(pk=sealed[1]).update(verb="x")
    code, out = command("verify", "--json")
    report = json.loads(out)
    assert (code, report["ok"], report["first_break"]["entry"]) == (1, False, sealed[1])
    assert command("verify")[0] == 1


def test_seal_by_command(robot, morning):
    write(robot, morning, 2)
    assert "2" in command("seal")[1]


def test_heads_come_back_by_command(sealed, settings, tmp_path):
    head = command("head")[1].strip()
    assert head == chain.heads_file().read_text().splitlines()[-1]
    paper = tmp_path / "paper.txt"
    for text, expected in (
        (f"存根\t{head.upper()}\n", (0, "比对存根 2 个")),
        ("7 " + "0" * 64, (1, "第 7 号封存被截去或替换")),
    ):
        paper.write_text(text)
        code, out = command("verify", "--heads", str(paper))
        assert code == expected[0], out
        assert expected[1] in out
    for content in ("", "7 " + "0" * 63):
        paper.write_text(content)
        with pytest.raises(CommandError, match="没有存根"):
            command("verify", "--heads", str(paper))
    with pytest.raises(CommandError, match="读不出来"):
        command("verify", "--heads", str(tmp_path / "none"))


def test_the_second_place_is_begun_once_and_then_written(
    sealed, settings, tmp_path, robot, morning
):
    settings.AUDIT_COPY = ""
    with pytest.raises(CommandError, match="没有设置"):
        command("begin-copy")
    settings.AUDIT_COPY = str(tmp_path / "other-disk")
    write(robot, morning)
    with pytest.raises(FileNotFoundError, match="begin-copy"):
        chain.seal()  # what is sealed stays sealed, the job is shown as failed
    assert Seal.objects.count() == 8
    assert "第二处存根" in reason()
    with pytest.raises(CommandError, match="不能写"):
        command("begin-copy")
    (tmp_path / "other-disk").mkdir()
    assert command("begin-copy")[0] == 0
    with pytest.raises(CommandError, match="已经在记存根"):
        command("begin-copy")
    write(robot, morning)
    assert chain.seal() == 1
    second = (tmp_path / "other-disk" / "audit-heads.log").read_text().splitlines()
    assert second == chain.heads_file().read_text().splitlines()[-2:]
    assert chain.verify().ok
    (tmp_path / "other-disk" / "audit-heads.log").write_text("9 " + "0" * 64)
    assert "第 9 号封存被截去或替换" in reason()
    write(robot, morning)
    with pytest.raises(heads.ForeignHeadsError):
        chain.seal()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_writer_does_not_wait_for_another(robot, morning):
    """Both hold a sequence at the same moment; waiting for each other would break the barrier."""
    both = threading.Barrier(2, timeout=20)

    def work(number):
        with transaction.atomic():
            write(robot, morning)
            both.wait()
            write(robot, morning)

    assert threads(2, work) == []
    assert set(Entry.objects.values_list("sequence", flat=True)) == {1, 2}
    chain.seal()
    assert chain.verify().ok
