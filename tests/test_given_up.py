"""What the database gives up for another's sake is done once more, and is then done once."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import File
from django.db import OperationalError, connection, transaction

from huiyin.audit import log
from huiyin.audit.models import Entry
from huiyin.casework.models import Series
from huiyin.database import again
from huiyin.foi.actions import answer, register
from huiyin.foi.models import Application, ApplicationFile
from huiyin.foi.tests.factories import on_paper
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence
from huiyin.notices.models import Notice
from tests.other import Other

DAY = date(2026, 3, 2)


class GivenUpError(Exception):
    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.fixture
def given_up(monkeypatch):
    """The next audit entries are written, and then the database gives up: so often, for this reason."""

    def begin(times, sqlstate=again.DEADLOCK):
        record, left = log.record, [None] * times

        def give_up(*args, **facts):
            record(*args, **facts)
            if left:
                left.pop()
                raise OperationalError("deadlock detected") from GivenUpError(sqlstate)

        monkeypatch.setattr(log, "record", give_up)

    return begin


def application(bureau):
    return Application(
        agency=bureau, channel="online", applicant_kind="person", applicant_name="甲",
        description="二〇二五年预算", received_on=DAY,
    )  # fmt: skip


def effects():
    last = dict(Series.objects.values_list("name", "last"))
    return (
        Application.objects.count(),
        ApplicationFile.objects.count(),
        Notice.objects.count(),
        last,
    )


@pytest.mark.django_db
def test_no_effect_twice(bureau, robot, morning, given_up, monkeypatch):
    register(application(bureau), actor=robot, at=morning)
    before, entries = effects(), Entry.objects.count()
    given_up(1)
    new = application(bureau)
    registered = register(new, actor=robot, at=morning)
    assert [*Series.objects.filter(name__startswith="foi.").values_list("last", flat=True)] == [2]
    given_up(1)
    answer(registered, actor=robot, at=morning, **on_paper(registered, DAY))
    monkeypatch.undo()
    last = register(application(bureau), actor=robot, at=morning)

    assert registered is new
    numbers = [int(one.reference.rpartition("-")[2]) for one in Application.objects.order_by("pk")]
    assert numbers == [1, 2, 3]
    assert last.pk > registered.pk
    assert Entry.objects.count() == entries + 3
    after = effects()
    assert (after[0] - before[0], after[1] - before[1], after[2] - before[2]) == (2, 1, 0)


@pytest.mark.django_db
def test_only_what_may_succeed_now_is_done_again_and_once(bureau, robot, morning, given_up):
    for times, sqlstate in ((2, again.DEADLOCK), (1, again.UNSERIALISABLE), (1, "57P01")):
        # within the transaction of this test nothing can be serialised anew
        given_up(times, sqlstate)
        with pytest.raises(OperationalError), transaction.atomic():
            register(application(bureau), actor=robot, at=morning)
    assert not Application.objects.exists()


def test_a_file_is_read_from_its_beginning_again():
    file = File(BytesIO(b"paper"))
    put_back = again._as_it_is(file)
    file.read()
    put_back()
    assert file.read() == b"paper"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_a_real_deadlock_ends_with_both_done(licence, robot, morning, monkeypatch):
    first, second = licence(reference="云〔2020〕1号"), licence(reference="云〔2020〕2号")
    end = licensing._end

    def lock_the_second_too(*arguments):
        Licence.objects.select_for_update().get(pk=second.pk)
        end(*arguments)

    monkeypatch.setattr(licensing, "_end", lock_the_second_too)
    other = Other(lambda: licensing.revoke(first, actor=robot, at=morning, reason="测试"))
    with transaction.atomic():
        Licence.objects.select_for_update().get(pk=second.pk)
        other.start()
        Licence.objects.select_for_update().get(pk=first.pk)
    assert other.end() is None
    first.refresh_from_db()
    assert first.state == "revoked"
    assert Entry.objects.filter(verb="licensing.licence.revoke").count() == 1
