"""上级文件: registered with its file and the items found in it, which a person takes over."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.workflow import Workflow
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.planning.models import KEEP, Document, DocumentItem, PlanItem
from huiyin.planning.reading import guessing

from .plans import enter, units

State = Document.State
NUMBERS = numbering.declare("WJ", "planning.document", 3)
LONGEST = 300


@dataclass(frozen=True)
class Taking:
    """An item as it goes into the plan: what the person left of the proposal, or corrected."""

    item: DocumentItem
    text: str
    unit: Organisation
    due_on: date
    measure: str = ""


def _propose(documents: list[Document], actor: Actor) -> None:
    """The items found, with the unit and the day that their words mean, as far as they do."""
    for document in documents:
        own = [(unit.pk, (unit.name, unit.short_name)) for unit in units(document)]
        DocumentItem.objects.bulk_create(
            DocumentItem(
                document=document, position=position, label=one.label, text=one.text, task=one.task,
                unit_words="、".join(one.units)[:LONGEST], due_words=one.due[:100],
                measure=one.measure[:LONGEST], unit_id=guessing.unit_in(one.units, own),
                due_on=guessing.day_in(one.due, document.year),
            )
            for position, one in enumerate(document.found, start=1)
        )  # fmt: skip


workflow = Workflow(Document, began=_propose)


def check(document: Document, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong = {}
    if not 2000 <= document.year <= 2099:
        wrong["year"] = "计划年度应为四位数字的年份，如 2026"
    if document.issued_on > today:
        wrong["issued_on"] = f"成文日期 {document.issued_on} 晚于今天，请核对"
    refuse(wrong)


def _of_same_file(document: Document, digest: str) -> None:
    same = Document.objects.valid().filter(agency=document.agency_id, file__sha256=digest).first()
    if same is not None:
        raise ValidationError({"file": f"这份文件已经登记：{same.reference}，请在那里列入任务"})


@workflow.start("登记", rule=KEEP)
def register(document: Document, *, actor: Actor, at: datetime) -> Document:
    """登记: `upload` is the checked file, `found` what was read in it.

    Raises:
        ValidationError: by field name; the same file is there already.
    """
    if document.upload is None:
        raise ValidationError({"file": "请选择要上传的文件"})
    document.state, document.entered_by = State.REGISTERED, actor.name
    document.registered_on = at.date()
    check(document, at.date())
    document.clean_fields(exclude={"reference", "file"})
    _of_same_file(document, hashlib.sha256(document.upload[2]).hexdigest())
    document.file = intake.keep(*document.upload)
    NUMBERS.give(document, at.year)
    return document


def _is_used(document: Document, today: date) -> str:
    taken = PlanItem.objects.valid().filter(source__document=document).exists()
    return "已有条目列入工作计划，请先作废那些任务" if taken else ""


ordinary = Ordinary(workflow, check=check)
amend = ordinary.amend(KEEP, sources={State.REGISTERED})
void = ordinary.void(KEEP, guard=_is_used)


def taken_of(document: Document) -> dict[str, PlanItem]:
    """Words of an item → the task that was made of it, here or of the same paper elsewhere."""
    same = Document.objects.same_as(document)
    rows = PlanItem.objects.valid().filter(source__document__in=same).select_related("source")
    return {row.source.text: row for row in rows.order_by("-pk") if row.source}


@workflow.move("列入工作计划", sources={State.REGISTERED}, rule=KEEP)
def take(document: Document, *, actor: Actor, at: datetime, rows: Sequence[Taking]) -> None:
    """列入工作计划: many items at once, all or none.

    Raises:
        ValidationError: none was chosen, or one is in the plan already.
    """
    if not rows:
        raise ValidationError("请勾选要列入的条目")
    taken = taken_of(document)
    for row in rows:
        if (known := taken.get(row.item.text)) is not None:
            raise ValidationError(f"“{row.item.label}”已经列入：{known.reference}")
        enter(
            PlanItem(
                agency=document.agency, year=document.year, text=row.text,
                problem=PlanItem.Problem.OTHER, unit=row.unit, due_on=row.due_on,
                measure=row.measure, basis=document.title[:200], source=row.item,
            ),
            actor=actor, at=at,
        )  # fmt: skip
