"""预决算明细: the rows of a table; a table that is public is not changed behind its readers."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary, put
from huiyin.casework.workflow import Workflow
from huiyin.registers.budgets import rules
from huiyin.registers.budgets.models import MOST, BudgetLine, BudgetSheet
from huiyin.registers.rules import VOID

from . import sheets

State = BudgetLine.State
workflow = Workflow(BudgetLine)


@workflow.start("登记", rule=rules.KEEP)
def register(line: BudgetLine, *, actor: Actor, at: datetime) -> BudgetLine:
    """登记 of one row; its table is begun if there is none yet.

    Raises:
        ValidationError: by field name.
    """
    line.state, line.entered_on = State.VALID, at.date()
    line.full_clean()
    check(line, at.date())
    _open_sheet(line, actor=actor, at=at)
    return line


def register_many(lines: Iterable[BudgetLine], *, actor: Actor, at: datetime) -> list[BudgetLine]:
    """登记 of rows that `check` has passed before; in one transaction."""
    batch = list(lines)
    begun: set[tuple[int, int, str, str]] = set()
    with transaction.atomic():
        for line in batch:
            line.state, line.entered_on = State.VALID, timezone.localdate(at)
            key = (line.agency_id, line.year, line.stage, line.table)
            if key not in begun:
                _open_sheet(line, actor=actor, at=at)
                begun.add(key)
        return workflow.start_many("register", batch, actor=actor, at=at)


def check(line: BudgetLine, today: date) -> None:
    """What cannot be.

    Raises:
        ValidationError: by field name.
    """
    wrong: dict[str, str] = {}
    if not 1990 <= line.year <= today.year + 1:
        wrong["year"] = f"年度 {line.year} 不对，应在 1990 至 {today.year + 1} 之间"
    if not 1 <= line.level <= 6:
        wrong["level"] = "层级应为 1 至 6"
    if not -MOST <= line.amount <= MOST:
        wrong["amount"] = "金额过大，请核对单位是不是万元"
    sheet = _sheet(line)
    if sheet and sheet.state == BudgetSheet.State.PUBLISHED and _differs(line):
        wrong["table"] = f"“{sheet.title}”已经公开，请先在“预决算”中撤下再改"
    refuse(wrong)


def _differs(line: BudgetLine) -> bool:
    """A new row, or one whose contents are not what is stored."""
    stored = BudgetLine.objects.filter(pk=line.pk).first() if line.pk else None
    names = ("year", "stage", "table", "position", "level", "code", "label", "amount")
    return stored is None or any(getattr(stored, n) != getattr(line, n) for n in names)


def _sheet(line: BudgetLine) -> BudgetSheet | None:
    return BudgetSheet.objects.valid().filter(
        agency=line.agency_id, year=line.year, stage=line.stage, table=line.table
    ).first()  # fmt: skip


def _open_sheet(line: BudgetLine, *, actor: Actor, at: datetime) -> None:
    sheet = _sheet(line)
    if sheet is None:
        sheets.register(
            BudgetSheet(agency=line.agency, year=line.year, stage=line.stage, table=line.table),
            actor=actor,
            at=at,
        )
    elif sheet.state == BudgetSheet.State.PUBLISHED:
        raise ValidationError({"table": f"“{sheet.title}”已经公开，请先在“预决算”中撤下再改"})
    else:
        _note_writer(sheet, actor)


def _note_writer(sheet: BudgetSheet, actor: Actor) -> None:
    """Whoever changes a row is a writer of its table."""
    locked = BudgetSheet.objects.select_for_update().get(pk=sheet.pk)
    locked.note_writer(actor)
    locked.save(update_fields=["writers"])


@workflow.move("更正", sources={State.VALID}, rule=rules.KEEP)
def amend(line: BudgetLine, *, actor: Actor, at: datetime, values: dict[str, Any]) -> None:
    """更正 of a row, as long as its table is not public."""
    _check_open(line, actor)  # the table it is in
    put(line, values)
    check(line, at.date())
    _open_sheet(line, actor=actor, at=at)  # and the one it may go to
    line.validate_constraints()


@workflow.move("被新数据替换", sources={State.VALID}, target=State.VOIDED, rule=rules.KEEP)
def replace(line: BudgetLine, *, actor: Actor, at: datetime, because: str) -> None:
    """被新数据替换: the whole table was pasted anew; who may enter rows may do that."""
    _check_open(line, actor)
    line.void_because(because)


def _check_open(line: BudgetLine, actor: Actor) -> None:
    sheet = _sheet(line)
    if sheet and sheet.state == BudgetSheet.State.PUBLISHED:
        raise ValidationError(f"“{sheet.title}”已经公开，请先在“预决算”中撤下再改")
    if sheet:
        _note_writer(sheet, actor)


void = Ordinary(workflow).void(VOID, then=_check_open, bulk=True)
