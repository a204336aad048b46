"""Every write to a batch: made, uploaded, answered; what came back goes out again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import NeededWhen, Reason
from huiyin.casework.forms import ChoiceField, LineField
from huiyin.casework.local_tables import LocalTable
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.workflow import MoveForbiddenError, Workflow
from huiyin.files import keeping
from huiyin.organisations.models import Organisation
from huiyin.personal.bulk import insert_many
from huiyin.publicity.models import Channel, Publication
from huiyin.workdays.load import calendar

from . import answers, fieldlists, layouts, packing, screening
from .answers import Answer, counted
from .comparing import Comparison, Frozen, compare
from .fields import NumbersField
from .models import Action, Batch, ReceiptWord, Result, Row, SendingRule, rule_on
from .screening import Candidate, Screened
from .told import tell_repairs

State = Batch.State
VIEW, SEND = "exchange.view_batches", "exchange.send_batch"
KEEP = "exchange.keep_rules"
UPLOAD_DAYS = 3
"""Working days for the upload where no record's last day is nearer."""
NUMBERS = {
    content: numbering.declare(said["letters"], f"exchange.{content}", 4)
    for content, said in fieldlists.document().items()
}
OTHERS = {State.SENT, State.ANSWERED}


def _keep_rows(batches: list[Batch], actor: Actor) -> None:
    for batch in batches:
        for row in batch.unsaved:
            row.batch = batch
        insert_many(batch.unsaved)


workflow = Workflow(Batch, began=_keep_rows)


@workflow.start("生成报送批次", rule=SEND)
def make(
    agency: Organisation, content: str, screened: Screened, *, actor: Actor, at: datetime
) -> Batch:
    """生成: rows, file and the proof that the file says what the ledger says, in one transaction."""
    if not screened.passing:
        raise ValidationError("没有需要报送的记录")
    today, rule = at.date(), screened.rule
    batch = Batch(agency=agency, content=content, generation=rule.generation, form=rule.form)
    batch.made_on = today
    batch.due_on = _upload_by(agency, screened.passing, today)
    batch.sent_rows = len(screened.passing)
    batch.withdrawn_rows = sum(one.action == Action.WITHDRAWN for one in screened.passing)
    batch.unsaved = [_row(n, one) for n, one in enumerate(screened.passing, start=1)]
    NUMBERS[content].give(batch, today.year)
    made = packing.pack(batch.reference, content, rule.form, screened.layout, screened.passing, at)
    frozen = {
        one.reference: Frozen(one.digest, one.record)
        for one in screened.passing
        if one.action != Action.WITHDRAWN
    }
    gone = [one.reference for one in screened.passing if one.action == Action.WITHDRAWN]
    _note(batch, compare(made.content, screened.layout, agency, frozen, gone), today)
    batch.file = keeping.keep_sealed(made.name, packing.MEDIA_TYPE, made.content)
    batch.digest = batch.file.sha256
    return batch


def prepare(agency: Organisation, content: str, *, actor: Actor, at: datetime) -> Batch | None:
    """The next batch of this kind; None where nothing has to be sent that may be.

    What does not pass is written down either way.

    Raises:
        MoveForbiddenError: the actor may not.
        ValidationError: the batch before it has not been uploaded yet.
        LookupError: no rule says how this kind is sent.
    """
    if not workflow.may_start("make", actor, agency.pk):
        raise MoveForbiddenError("信用信息报送由信用专管员办理")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=agency.pk)  # the job and a person at once
        waiting = Batch.objects.filter(agency=agency, content=content, state=State.PACKED).first()
        if waiting is not None:
            raise ValidationError(f"{waiting} 还没有上传，请先上传或者作废，再生成下一批")
        screened = screening.screen(agency, content, at)
        screening.note(agency, content, screened, timezone.localdate(at))
        if not screened.passing:
            return None
        return make(agency, content, screened, actor=actor, at=at)


def _row(number: int, one: Candidate) -> Row:
    return Row(
        number=number,
        about_kind=one.record._meta.label_lower,
        about_pk=one.record.pk,
        reference=one.reference,
        action=one.action,
        publication=one.publication,
        wording=one.publication.digest if one.publication else "",
        digest=one.digest,
    )


def _upload_by(agency: Organisation, rows: Sequence[Candidate], today: date) -> date:
    """The first last day of a new record, or soon."""
    soon = calendar(agency.region).add(today, UPLOAD_DAYS)
    last = [one.record.publish_due_on for one in rows if one.action == Action.NEW]
    first: date = min([soon, *(max(day, today) for day in last if day)])
    return first


def _note(batch: Batch, comparison: Comparison, today: date) -> None:
    batch.compared_on, batch.comparison = today, str(comparison)
    batch.differences = len(comparison.differences)


def _differs(batch: Batch, day: date) -> str:
    if batch.differences:
        return "文件与台账核对不一致，不能上传，请作废后重新生成"
    gone = screening.off_view(batch, day)
    return f"{counted(gone, '、')} 已不再公示，不能上传，请作废本批后重新生成" if gone else ""


@workflow.move("登记上传", sources={State.PACKED}, target=State.SENT, rule=SEND, guard=_differs)
def upload(
    batch: Batch,
    *,
    actor: Actor,
    at: datetime,
    platform_number: Annotated[str, LineField("平台受理号", 100, required=False)] = "",
) -> None:
    """上传: the file has been handed to the platform."""
    batch.sent_at, batch.platform_number = at, platform_number
    days = rule_on(batch.content, at.date()).answer_days
    batch.due_on = calendar(batch.agency.region).add(at.date(), days)
    gone = batch.rows.filter(action=Action.WITHDRAWN).values_list("about_pk", flat=True)
    tell_repairs(batch, list(gone), at=at)


def _has_file(batch: Batch, day: date) -> str:
    return "" if batch.has_file else "报送文件已按保存期限清除，不能再核对"


@workflow.move("重新核对", sources={State.PACKED, *OTHERS}, rule=SEND, guard=_has_file)
def recheck(batch: Batch, *, actor: Actor, at: datetime) -> None:
    """重新核对: the kept file is read back and compared with its rows and with the ledger."""
    rows = list(batch.rows.all())
    records = _unchanged(batch, rows)
    frozen = {
        row.reference: Frozen(row.digest, records.get(row.about_pk))
        for row in rows
        if row.action != Action.WITHDRAWN
    }
    gone = [row.reference for row in rows if row.action == Action.WITHDRAWN]
    layout = layouts.layout_of(batch.content, batch.generation)
    content = keeping.content_of(batch.file)
    _note(batch, compare(content, layout, batch.agency, frozen, gone), at.date())


def _unchanged(batch: Batch, rows: Sequence[Row]) -> Mapping[int, Any]:
    """Key → the record, where it still says what was sent."""
    model = screening.model_of(batch.content)
    said = {row.about_pk: row.wording for row in rows}
    current = dict(
        Publication.objects.filter(
            about_kind=model._meta.label_lower,
            about_pk__in=[*said],
            channel=Channel.SITE,
            ended_at=None,
        ).values_list("about_pk", "digest")
    )
    same = [pk for pk, wording in said.items() if current.get(pk) == wording]
    known: Mapping[int, Any] = model.objects.in_bulk(same)
    return known


@workflow.move("导入回执", sources=OTHERS, rule=SEND)
def take_in(batch: Batch, *, actor: Actor, at: datetime, table: Sequence[Answer] = ()) -> None:
    """导入回执: the platform's table; what does not fit is named and changes nothing."""
    if not table:
        raise ValidationError({"file": "文件里没有回执"})
    batch.last_receipt = str(answers.take(batch, table, actor=actor, at=at))
    _settle(batch, at)


def take_in_all(
    agency: Organisation, table: Sequence[Answer], *, actor: Actor, at: datetime
) -> list[Batch]:
    """导入回执 of several batches of an agency from one table: the same move for each, all or none.

    By the batch that the table names, else by the paper number among those that wait for answers.

    Raises:
        ValidationError: an answer fits no batch, or several.
    """
    with transaction.atomic():
        waiting = Batch.objects.filter(agency=agency, state=State.SENT).order_by("pk")
        shared = answers.shared(list(waiting.select_for_update(of=("self",))), table)
        return [take_in(batch, table=own, actor=actor, at=at) for batch, own in shared]


Numbers = Annotated[str, NumbersField("文书号", 20_000, help_text="一行一个")]


@workflow.move("登记回执", sources=OTHERS, rule=SEND)
def answer(
    batch: Batch,
    *,
    actor: Actor,
    at: datetime,
    reference: Numbers,
    result: Annotated[str, ChoiceField("平台回执", Result.choices)],
    said: Annotated[
        str, LineField("平台意见", 300, required=False), NeededWhen("退回、需修改的必填")
    ] = "",
) -> None:
    """登记回执: the same answer to some rows by hand, also over one that was noted wrongly."""
    rows = _rows_of(batch, reference)
    if result != Result.ACCEPTED and not said:
        raise ValidationError({"said": "请写明平台退回或者要求修改的理由"})
    same = [(row, Answer(row.reference, result, said)) for row in rows]
    answers.keep(same, actor=actor, at=at)
    _settle(batch, at)


def _rows_of(batch: Batch, numbers: str) -> list[Row]:
    """Of these paper numbers, one a line."""
    wanted = dict.fromkeys(line.strip() for line in numbers.splitlines() if line.strip())
    rows = list(batch.rows.select_for_update().filter(reference__in=wanted))
    unknown = [number for number in wanted if number not in {row.reference for row in rows}]
    if unknown:
        named = counted([f"“{number}”" for number in unknown], "、")
        raise ValidationError({"reference": f"本批次里没有{named}，请对照报送记录填写"})
    return rows


def _settle(batch: Batch, at: datetime) -> None:
    """Once each row is answered, so is the batch."""
    if batch.state == State.SENT and not batch.rows.filter(result="").exists():
        batch.state, batch.due_on = State.ANSWERED, None
        batch.answered_on = timezone.localdate(at)


def _nothing_returned(batch: Batch, day: date) -> str:
    return "" if answers.returned(batch).exists() else "本批次没有待处理的退回记录"


@workflow.move("原样重报", sources=OTHERS, rule=SEND, guard=_nothing_returned)
def resend(
    batch: Batch,
    *,
    actor: Actor,
    at: datetime,
    reference: Numbers,
    reason: Reason,
) -> None:
    """原样重报: the platform was wrong; these rows go into the next batch as they are."""
    rows = _rows_of(batch, reference)
    back = set(answers.returned(batch).values_list("pk", flat=True))
    sent = answers.of_records(rows[0].about_kind, [row.about_pk for row in rows])
    last = dict(sent.values_list("about_pk", "pk"))
    for row in rows:
        if row.pk not in back:
            raise ValidationError({"reference": f"{row.reference} 没有被平台退回"})
        if last[row.about_pk] != row.pk:
            raise ValidationError({"reference": f"{row.reference} 已另行报送，不必重报"})
    batch.rows.filter(pk__in=[row.pk for row in rows]).update(resend_because=reason)


ordinary = Ordinary(workflow)
void = ordinary.void(SEND, sources={State.PACKED}, label="作废批次")


RULES = LocalTable(
    SendingRule,
    "rule",
    "报送规定",
    right=KEEP,
    refusal="报送规定由信息公开负责人设定",
    asked=(
        "content", "generation", "form", "since", "answer_days", "place_code", "valid_from", "basis",
    ),
    columns={
        "content": "报送内容",
        "generation": "数据标准",
        "form": "文件格式",
        "since": "报送起始日期",
        "answer_days": "回执期限（工作日）",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="已经生成的批次不变",
)  # fmt: skip
WORDS = LocalTable(
    ReceiptWord,
    "word",
    "回执用词",
    right=KEEP,
    refusal="回执用词由信息公开负责人设定",
    asked=("word", "meaning", "valid_from", "basis"),
    columns={
        "word": "回执里的写法", "meaning": "含义", "valid_from": "执行日期", "basis": "依据",
    },
    kept="已经登记的回执不变",
)  # fmt: skip
