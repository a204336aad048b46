"""What follows from the platform's answers: few statements, several rows at once, repairs that are told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from huiyin.credit.models import Repair
from huiyin.credit.tests import trial as repairs
from huiyin.exchange import actions, receipts
from huiyin.exchange.answers import Answer
from huiyin.exchange.desk import ROOM
from huiyin.exchange.models import Batch, Meaning, ReceiptWord, Result, Row
from huiyin.ingest.tables.sheets import LedgerFileError
from huiyin.personal import retention
from huiyin.publicity.models import Channel, Publication, morning_of

from .trial import published

pytestmark = pytest.mark.django_db
MANY = 2000
LICENCE = "licensing.licence"


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def sent(bureau, who):
    """A batch of three licences that waits for its answers."""
    for _ in range(3):
        published(bureau, who["at"])
    return actions.upload(actions.prepare(bureau, "licences", **who), **who)


def filled(batch, many):
    """The batch with so many rows more, each of a record of which the site shows a wording."""
    day = date(2026, 3, 2)
    site = Publication.objects.bulk_create(
        Publication(
            about_kind=LICENCE, about_pk=10**6 + n, agency=batch.agency, version=1, due_on=day,
            put_up_at=morning_of(day), wording=[["文书号", f"{n}号"]], digest=f"{n:064}",
        )
        for n in range(many)
    )  # fmt: skip
    Row.objects.bulk_create(
        Row(
            batch=batch, number=100 + n, about_kind=LICENCE, about_pk=one.about_pk,
            reference=f"{n}号", action="new", publication=one, wording=one.digest,
        )
        for n, one in enumerate(site)
    )  # fmt: skip
    return [Answer(row.reference, Result.ACCEPTED) for row in batch.rows.all()]


def asked(batch, table, who):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        actions.take_in(batch, table=table, **who)
    return len(queries)


def test_a_full_batch_is_answered_with_few_statements(sent, who):
    table = filled(sent, MANY)
    assert asked(sent, table, who) <= 70, "one for a hundred rows, not some for each"
    shown = Publication.objects.filter(channel=Channel.PLATFORM, ended_at=None)
    assert shown.count() == MANY + 3


def ticked(batch, rows, **more):
    data = QueryDict(mutable=True)
    data.setlist("reference", [row.reference for row in rows])
    data.update(more)
    form = ROOM.form_of("answer")(data, matter=batch)
    assert form.is_valid(), form.errors
    return form.details()


def test_several_rows_are_answered_at_once(sent, who):
    first, second, third = sent.rows.all()
    batch = actions.answer(
        sent, **ticked(sent, [first, second], result="refused", said="代码不符"), **who
    )
    assert batch.state == Batch.State.SENT
    assert list(batch.rows.values_list("result", "said")) == [
        ("refused", "代码不符"), ("refused", "代码不符"), ("", "")
    ]  # fmt: skip
    batch = actions.answer(batch, **ticked(batch, [third], result="accepted"), **who)
    assert batch.state == Batch.State.ANSWERED
    both = f"{first.reference}\n{second.reference}"
    batch = actions.resend(batch, reference=both, reason="平台误判", **who)
    assert batch.rows.filter(resend_because="平台误判").count() == 2


def test_a_number_that_is_not_in_the_batch_is_named(sent, who):
    known = sent.rows.first().reference
    with pytest.raises(ValidationError, match="没有“没有这号”"):
        actions.answer(sent, reference=f"{known}\n没有这号", result=Result.ACCEPTED, said="", **who)
    assert not Row.objects.exclude(result="").exists()


@pytest.fixture
def granted(bureau, who):
    """A repair that the platform does not know of; it shows the penalty."""
    penalty = repairs.published(bureau, who["at"], holder_uscc="91341799MA2TEX01KJ")
    batch = actions.upload(actions.prepare(bureau, "penalties", **who), **who)
    actions.answer(batch, reference=penalty.reference, result=Result.ACCEPTED, **who)
    matter = repairs.register(repairs.repair(penalty), **who)
    for name, details in (("accept", {}), ("propose_refusal", repairs.REASON)):
        matter = repairs.workflow.moves[name].run(matter, **details, **who)
    return repairs.workflow.moves["decide"].run(repairs.granting(matter), **who)


def told():
    return [(str(one.told_on), one.receipt) for one in Repair.objects.filter(state="done")]


def test_the_upload_that_takes_a_penalty_down_tells_its_repair(bureau, granted, who, morning):
    assert list(Repair.objects.to_tell()) == [granted]
    batch = actions.prepare(bureau, "penalties", **who)
    assert batch.rows.get().action == "withdrawn"
    assert told() == []
    batch = actions.upload(batch, platform_number="XY-9", **who)
    assert told() == [("2026-03-03", f"{batch.reference}（XY-9）")]
    later = {**who, "at": morning + timedelta(days=3)}
    actions.answer(batch, reference=granted.penalty_reference, result=Result.ACCEPTED, **later)
    assert told() == [("2026-03-03", f"{batch.reference}（XY-9）")]


def test_a_repair_that_no_upload_told_is_told_by_the_receipt(bureau, granted, who, morning):
    batch = actions.upload(actions.prepare(bureau, "penalties", **who), **who)
    Repair.objects.update(state="granted", told_on=None, receipt="")  # uploaded before it was known
    later = {**who, "at": morning + timedelta(days=3)}
    actions.answer(batch, reference=granted.penalty_reference, result="mend", said="疑问", **later)
    assert told() == []
    actions.answer(batch, reference=granted.penalty_reference, result=Result.ACCEPTED, **later)
    assert told() == [("2026-03-03", batch.reference)]


def test_a_repair_decided_after_the_upload_is_not_told_by_it(bureau, granted, who, morning):
    batch = actions.upload(actions.prepare(bureau, "penalties", **who), **who)
    later = {**who, "at": morning + timedelta(days=3)}
    Repair.objects.update(state="granted", told_on=None, decided_on=later["at"].date())
    actions.answer(batch, reference=granted.penalty_reference, result=Result.ACCEPTED, **later)
    assert told() == []


def table(word):
    return f"文书号,{word}\n1号,通过\n".encode()


def test_a_word_is_known_from_its_day_until_it_is_taken_back(bureau, who, morning):
    today = morning.date()
    with pytest.raises(LedgerFileError, match="回执结果"):
        receipts.read(table("核验情况"), "回执.csv", receipts.Words.on(today))
    row = {"word": "核验情况", "valid_from": today, "basis": "平台接口说明"}
    actions.WORDS.set(meaning=Meaning.RESULT.value, **row, **who)
    (one,) = receipts.read(table("核验情况"), "回执.csv", receipts.Words.on(today))
    assert (one.reference, one.result) == ("1号", Result.ACCEPTED)
    tomorrow = today + timedelta(days=1)
    actions.WORDS.set(meaning="", **row | {"valid_from": tomorrow}, **who)
    with pytest.raises(LedgerFileError):
        receipts.read(table("核验情况"), "回执.csv", receipts.Words.on(tomorrow))
    assert ReceiptWord.objects.filter(word="核验情况").count() == 2


def rule(key):
    return next(one for one in retention.rules() if one.key == key)


def test_the_file_goes_and_what_was_sent_can_still_be_shown(sent, bureau, who, morning):
    reference = sent.rows.first().reference
    batch = actions.answer(sent, reference=reference, result="mend", said="证件号码有误", **who)
    published(bureau, morning)
    packed = actions.prepare(bureau, "licences", **who)
    keys = ("exchange.packages", "exchange.opinions", "exchange.receipts")
    soon, late = morning + timedelta(days=700), morning + timedelta(days=800)
    assert [retention.apply(rule(key), at=soon) for key in keys] == [0, 0, 0]
    actions.take_in(batch, table=[Answer("无此号", Result.ACCEPTED)], **who)
    assert [retention.apply(rule(key), at=late) for key in keys] == [1, 1, 1]
    batch = Batch.objects.get(pk=batch.pk)
    assert (batch.has_file, len(batch.digest), batch.last_receipt) == (False, 64, "")
    assert (batch.sent_rows, batch.rows.first().said, len(batch.rows.first().digest)) == (3, "", 64)
    assert Batch.objects.get(pk=packed.pk).has_file
    with pytest.raises(ValidationError, match="已按保存期限清除"):
        actions.recheck(batch, **who)


@pytest.fixture
def two(bureau, who, sent):
    """Another batch that waits, of one licence more."""
    published(bureau, who["at"])
    return sent, actions.upload(actions.prepare(bureau, "licences", **who), **who)


def test_one_table_answers_several_batches(two, bureau, who):
    table = [
        Answer(row.reference, Result.ACCEPTED, batch=batch.reference if batch == two[0] else "")
        for batch in two
        for row in batch.rows.all()
    ]
    answered = actions.take_in_all(bureau, table, **who)
    assert [(one.reference, one.state) for one in answered] == [
        (batch.reference, Batch.State.ANSWERED) for batch in two
    ]


STRANGERS = {"no such number": {}, "no such batch": {"batch": "BSX2020-0001"}}


@pytest.mark.parametrize("case", STRANGERS)
def test_a_line_that_fits_no_batch_is_named_and_nothing_is_noted(two, bureau, who, case):
    known = two[0].rows.first().reference
    strange = Answer(known if STRANGERS[case] else "没有这号", Result.ACCEPTED, **STRANGERS[case])
    with pytest.raises(ValidationError, match="不在待回执的批次里"):
        actions.take_in_all(bureau, [Answer(known, Result.ACCEPTED), strange], **who)
    assert not Row.objects.exclude(result="").exists()


def test_a_number_in_two_batches_needs_the_number_of_its_batch(two, bureau, who, robot, morning):
    first = two[0].rows.first()
    Row.objects.filter(batch=two[1]).update(reference=first.reference)
    with pytest.raises(ValidationError, match="在几个批次里都有"):
        actions.take_in_all(bureau, [Answer(first.reference, Result.ACCEPTED)], **who)
    one = Answer(first.reference, Result.ACCEPTED, batch=two[1].reference)
    assert actions.take_in_all(bureau, [one], **who) == [two[1]]
