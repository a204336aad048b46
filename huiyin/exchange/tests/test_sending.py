"""From the ledger to the file and back, and what the platform says of it."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.casework.ledgers import find
from huiyin.commitments import actions as commitments
from huiyin.commitments.tests.trial import commitment
from huiyin.exchange import actions, archive, layouts, receipts, screening
from huiyin.exchange.answers import Answer
from huiyin.exchange.models import Batch, Result, Row, SendingRule, Shortfall
from huiyin.files import keeping
from huiyin.ingest.ledgers.importing import import_file
from huiyin.ingest.tables.sheets import LedgerFileError
from huiyin.licensing import actions as licences
from huiyin.licensing.models import Licence
from huiyin.penalties.actions import register_many
from huiyin.penalties.models import Penalty
from huiyin.publicity.models import Channel, Ending, Publication

from .trial import published

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
KINDS = [("licences", "2018"), ("licences", "earlier"), ("penalties", "2018"),
         ("penalties", "earlier"), ("commitments", "2018")]  # fmt: skip


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def send(bureau, robot):
    """Make the next batch of licences and hand it over."""

    def made(at):
        batch = actions.prepare(bureau, "licences", actor=robot, at=at)
        return batch and actions.upload(batch, actor=robot, at=at)

    return made


def penalty(bureau, who, **values):
    one = Penalty(
        agency=bureau, reference="云城管罚决字〔2026〕7号", holder_name="云溪市样例运输有限公司",
        holder_kind="法人及非法人组织", holder_uscc="91341799MA2TEX01KJ", representative="周示例",
        offence="擅自倾倒建筑垃圾", facts="倾倒建筑垃圾3立方米", basis="《城市建筑垃圾管理规定》第二十条",
        kinds="罚款", content="罚款人民币贰仟元", fine=2000, procedure="ordinary",
        decided_on=date(2026, 2, 2), published_on=date(2026, 2, 5), issuer=bureau.name,
        issuer_uscc=bureau.uscc, source=bureau.name, source_uscc=bureau.uscc,
    )  # fmt: skip
    for name, value in values.items():
        setattr(one, name, value)
    (kept,) = register_many([one], **who)
    return kept


WARNED = {"kinds": "警告", "content": "警告", "fine": 0}
"""The list before 2018 has no column for an amount, without which no fine is taken in."""


def record(content, generation, bureau, who):
    if content == "licences":
        return published(bureau, who["at"], representative="周示例", project_name="样例小区二期")
    if content == "penalties":
        return penalty(bureau, who, **(WARNED if generation == "earlier" else {}))
    one = commitments.register(commitment(bureau), **who)
    return commitments.publish(one, **who)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize(("content", "generation"), KINDS)
def test_the_file_says_what_the_ledger_says(bureau, who, content, generation, form):
    SendingRule.objects.filter(content=content).update(
        generation=generation, form=form, place_code="341799"
    )
    one = record(content, generation, bureau, who)
    batch = actions.prepare(bureau, content, **who)
    assert (batch.differences, batch.sent_rows) == (0, 1), batch.comparison
    (name, table) = archive.unpacked(keeping.content_of(batch.file)).popitem()
    layout = layouts.layout_of(content, generation)
    find(content).workflow.moves["void"].run(one, reason="由文件重建", **who)
    result = import_file(content, io.BytesIO(table), agency=bureau, name=name, strict=True, **who)
    assert (result.created, result.rejected) == (1, [])
    copy = type(one).objects.valid().get()
    for head in layout.heads:
        if head.column is not None and head.column.field not in ("status_code", "stated_until"):
            assert getattr(copy, head.column.field) == getattr(one, head.column.field), head.text


def test_a_changed_file_is_found_out(bureau, who, monkeypatch):
    published(bureau, who["at"])
    batch = actions.prepare(bureau, "licences", **who)
    Row.objects.update(digest="0" * 64)
    batch = actions.recheck(batch, **who)
    assert batch.differences == 1
    assert "与冻结时的内容不一致" in batch.comparison
    with pytest.raises(ValidationError, match="核对不一致"):
        actions.upload(batch, **who)


def test_nothing_is_sent_twice(bureau, who):
    published(bureau, who["at"])
    batch = actions.prepare(bureau, "licences", **who)
    published(bureau, who["at"])
    with pytest.raises(ValidationError, match="还没有上传"):
        actions.prepare(bureau, "licences", **who)
    actions.upload(batch, **who)
    second = actions.prepare(bureau, "licences", **who)
    assert [second.rows.count(), Row.objects.count()] == [1, 2]
    actions.upload(second, **who)
    assert actions.prepare(bureau, "licences", **who) is None


def test_a_void_batch_gives_its_rows_back(bureau, who):
    published(bureau, who["at"])
    first = actions.prepare(bureau, "licences", **who)
    actions.void(first, reason="试生成", **who)
    second = actions.prepare(bureau, "licences", **who)
    assert second.sent_rows == 1
    assert second.reference != first.reference


def test_what_does_not_pass_is_left_out_and_named(bureau, who):
    good = published(bureau, who["at"])
    bad = published(bureau, who["at"], issuer=bureau.name)
    Licence.objects.filter(pk=bad.pk).update(licence_type="")
    batch = actions.prepare(bureau, "licences", **who)
    assert [row.about_pk for row in batch.rows.all()] == [good.pk]
    short = Shortfall.objects.get()
    assert (short.about_pk, short.faults) == (bad.pk, [["许可类别", "必填，没有填写"]])
    Licence.objects.filter(pk=bad.pk).update(licence_type="核准")
    actions.upload(batch, **who)
    second = actions.prepare(bureau, "licences", **who)
    assert [row.about_pk for row in second.rows.all()] == [bad.pk]
    assert Shortfall.objects.get().mended_on == who["at"].date()


def test_a_full_batch_says_nothing_of_records_it_did_not_reach(bureau, who, monkeypatch):
    bad = published(bureau, who["at"])
    Licence.objects.filter(pk=bad.pk).update(licence_type="", publish_due_on=date(2099, 1, 1))
    assert actions.prepare(bureau, "licences", **who) is None
    good = published(bureau, who["at"])
    with monkeypatch.context() as patch:
        patch.setattr(screening, "MOST", 1)
        batch = actions.prepare(bureau, "licences", **who)
    assert [row.about_pk for row in batch.rows.all()] == [good.pk]
    assert Shortfall.objects.get().mended_on is None
    actions.upload(batch, **who)
    Licence.objects.filter(pk=bad.pk).update(licence_type="核准")
    with monkeypatch.context() as patch:
        patch.setattr(screening, "MOST", 1)
        actions.prepare(bureau, "licences", **who)
    assert Shortfall.objects.get().mended_on == who["at"].date()


OFF_VIEW = {
    "taken down": lambda one, who: licences.withdraw(one, reason="含第三人信息", **who),
    "void": lambda one, who: licences.void(one, reason="录入错误", **who),
    "over": lambda one, who: Licence.objects.filter(pk=one.pk).update(
        shown_until=who["at"].date() - timedelta(days=1)
    ),
}


@pytest.mark.parametrize("case", OFF_VIEW)
def test_what_left_public_view_since_it_was_packed_is_not_uploaded(bureau, who, case):
    one = published(bureau, who["at"])
    batch = actions.prepare(bureau, "licences", **who)
    OFF_VIEW[case](one, who)
    with pytest.raises(ValidationError, match=f"{one.reference} 已不再公示.*请作废本批后重新生成"):
        actions.upload(batch, **who)
    actions.void(batch, reason="已撤下", **who)
    assert actions.prepare(bureau, "licences", **who) is None


def test_what_says_something_else_by_now_may_be_uploaded(bureau, who):
    one = published(bureau, who["at"])
    batch = actions.prepare(bureau, "licences", **who)
    licences.amend(one, values={"content": "准予处置（更正）"}, **who)
    assert actions.upload(batch, **who).state == Batch.State.SENT
    assert actions.prepare(bureau, "licences", **who).rows.get().action == "changed"


def test_a_number_that_is_taken_down_is_put_up_again_in_the_next_batch(bureau, who, send, morning):
    one = published(bureau, morning)
    actions.answer(send(morning), reference=one.reference, result=Result.ACCEPTED, **who)
    licences.void(one, reason="录入错误", **who)
    again = published(bureau, morning, reference=one.reference)
    said = []
    for _ in range(2):
        batch = send(morning)
        said += [(row.about_pk, row.action) for row in batch.rows.all()]
        actions.answer(batch, reference=one.reference, result=Result.ACCEPTED, **who)
    assert said == [(one.pk, "withdrawn"), (again.pk, "new")]
    assert send(morning) is None


def platform(record):
    rows = Publication.objects.of(record, Channel.PLATFORM)
    return [(one.version, one.ending, one.receipt) for one in rows]


def test_what_the_platform_accepts_stands_there(bureau, who, send, robot, morning):
    one = published(bureau, morning)
    batch = send(morning)
    assert platform(one) == []
    batch = actions.answer(batch, reference=one.reference, result=Result.ACCEPTED, **who)
    assert batch.state == Batch.State.ANSWERED
    assert platform(one) == [(1, "", batch.reference)]
    assert [p.version for p in Publication.objects.of(one)] == [1]


def test_an_amended_record_goes_out_again_and_a_withdrawn_one_is_taken_down(
    bureau, who, send, robot, morning
):
    one = published(bureau, morning)
    first = actions.answer(send(morning), reference=one.reference, result=Result.ACCEPTED, **who)
    one = licences.amend(one, values={"content": "准予处置（更正）"}, **who)
    later = morning + WEEK
    second = send(later)
    assert second.rows.get().action == "changed"
    actions.answer(second, reference=one.reference, result=Result.ACCEPTED, actor=robot, at=later)
    licences.withdraw(one, reason="含第三人信息", **who)
    third = send(later + WEEK)
    assert (third.rows.get().action, third.withdrawn_rows) == ("withdrawn", 1)
    assert third.differences == 0
    actions.answer(
        third, reference=one.reference, result=Result.ACCEPTED, actor=robot, at=later + WEEK
    )
    assert platform(one) == [
        (1, Ending.SUPERSEDED, first.reference), (2, Ending.WITHDRAWN, second.reference)
    ]  # fmt: skip
    assert send(later + WEEK) is None


def test_a_returned_row_waits_until_its_record_is_mended(bureau, who, send, morning):
    one = published(bureau, morning, representative="周示例")
    batch = send(morning)
    actions.answer(batch, reference=one.reference, result="refused", said="法定代表人不符", **who)
    assert send(morning + WEEK) is None
    licences.amend(one, values={"representative": "周样例"}, **who)
    assert send(morning + WEEK).rows.get().action == "new"


def test_a_row_may_be_sent_as_it_is_once_more(bureau, who, send, morning):
    one = published(bureau, morning)
    batch = send(morning)
    batch = actions.answer(batch, reference=one.reference, result="mend", said="疑问", **who)
    actions.resend(batch, reference=one.reference, reason="平台误判", **who)
    assert send(morning + WEEK).sent_rows == 1
    with pytest.raises(ValidationError):
        actions.resend(batch, reference=one.reference, reason="再报", **who)


def test_an_answer_to_an_older_sending_leaves_the_newer_one(bureau, who, send, morning):
    one = published(bureau, morning)
    first = send(morning)
    licences.amend(one, values={"content": "准予处置（更正）"}, **who)
    second = send(morning + WEEK)
    actions.answer(second, reference=one.reference, result=Result.ACCEPTED, **who)
    actions.take_in(first, table=[Answer(one.reference, Result.ACCEPTED)], **who)
    assert platform(one) == [(1, "", second.reference)]
    assert {row.result for row in Row.objects.all()} == {"accepted"}


ANSWERS = {
    "late and again": ([("accepted", ""), ("accepted", "")], 1, 1, ""),
    "contradictory": ([("accepted", ""), ("refused", "")], 0, 0, "互相矛盾"),
    "unknown": ([("accepted", "X")], 0, 0, "不在本批次里"),
    "another batch": ([("accepted", "", "BSX2020-0001")], 0, 0, "请到该批次导入"),
    "another content": ([("accepted", "", "", "ffff")], 0, 0, "校验码"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_a_table_of_answers(bureau, who, send, morning, case):
    said, taken, same, named = ANSWERS[case]
    one = published(bureau, morning)
    batch = send(morning)
    table = [
        Answer(
            more[0] or one.reference if more else one.reference, result,
            batch=more[1] if len(more) > 1 else "", digest=more[2] if len(more) > 2 else "",
        )
        for result, *more in said
    ]  # fmt: skip
    batch = actions.take_in(batch, table=table, **who)
    assert batch.last_receipt.startswith(f"登记 {taken} 条，与已登记的相同 {same} 条")
    assert named in batch.last_receipt
    assert bool(platform(one)) is bool(taken)


def test_of_a_table_of_strangers_a_few_are_named(bureau, who, send, morning):
    published(bureau, morning)
    table = [
        Answer(f"{n}" + "号" * 5000, "accepted", batch="B" * 5000, line=n) for n in range(2, 60)
    ]
    table += [Answer(f"{n}" + "号" * 5000, "accepted", line=n) for n in range(60, 80)]
    said = actions.take_in(send(morning), table=table, **who).last_receipt
    assert "未登记 78 条" in said
    assert said.endswith("另有 58 条")
    assert len(said) < 10_000


def test_a_later_answer_that_says_otherwise_is_for_a_person(bureau, who, send, morning):
    one = published(bureau, morning)
    batch = actions.take_in(send(morning), table=[Answer(one.reference, "accepted")], **who)
    batch = actions.take_in(batch, table=[Answer(one.reference, "refused")], **who)
    assert "已登记为“通过”" in batch.last_receipt
    actions.answer(batch, reference=one.reference, result="refused", said="平台更正", **who)
    assert platform(one) == [(1, Ending.ERROR, batch.reference)]


def test_a_platforms_table_is_read_by_its_heads():
    table = "序号,行政许可决定文书号,处理结果,失败原因,处理时间\n1,云城管许字〔2026〕1号,入库失败,代码不符,2026/03/09\n"
    (one,) = receipts.read(table.encode(), "回执.csv", receipts.Words.on(date(2026, 3, 9)))
    assert (one.reference, one.result, one.said) == ("云城管许字〔2026〕1号", "refused", "代码不符")
    assert (one.day, one.line) == (date(2026, 3, 9), 2)


@pytest.mark.parametrize(
    ("table", "said"),
    [("甲,乙\n1,2\n", "文书号"), ("文书号,结果\n1号,天知道\n", "天知道")],
    ids=["no heads", "no such result"],
)
def test_another_table_is_refused_with_what_to_do(table, said):
    with pytest.raises(LedgerFileError, match=said):
        receipts.read(table.encode(), "回执.csv", receipts.Words.on(date(2026, 3, 9)))


def test_the_receipt_is_uploaded_on_the_page(bureau, who, send, morning, client, django_user_model):
    one = published(bureau, morning)
    batch = send(morning)
    client.force_login(django_user_model.objects.create_superuser("admin", password="x"))
    table = SimpleUploadedFile("回执.csv", f"文书号,结果\n{one.reference},通过\n".encode())
    client.post(f"/desk/exchange/{batch.pk}/take_in/", {"file": table})
    assert Row.objects.get().result == Result.ACCEPTED


def test_a_receipt_that_is_too_large_is_told_so(
    bureau, who, send, morning, client, django_user_model, settings
):
    published(bureau, morning)
    batch = send(morning)
    client.force_login(django_user_model.objects.create_superuser("admin", password="x"))
    settings.MAX_UPLOAD_MEGABYTES = 0
    table = SimpleUploadedFile("回执.csv", "文书号,结果\n1号,通过\n".encode())
    page = client.post(f"/desk/exchange/{batch.pk}/take_in/", {"file": table})
    assert page.status_code == 422
    assert "文件超过 0 MB" in page.content.decode()
