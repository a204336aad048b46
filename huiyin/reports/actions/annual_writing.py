"""What the office writes into its annual report while it is drafted: texts, and numbers with their source."""

from datetime import datetime
from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError, StaleMoveError
from huiyin.database.again import retried
from huiyin.national_forms.forms import form_of
from huiyin.reports import rules
from huiyin.reports.annual import composing, sources
from huiyin.reports.models import AnnualReport, AnnualStatement, OfficeParagraph

from .writing import latest, new_version


@retried
@transaction.atomic
def write(
    report: AnnualReport, slot: str, text: str, *, actor: Actor, at: datetime, seen: int,
    takes_over: bool = False,
) -> OfficeParagraph | None:  # fmt: skip
    """撰写: a new version of the office's text in this slot; None if nothing changed.

    Raises:
        MoveForbiddenError, MoveRefusedError: the actor may not, or it is not drafted any more.
        StaleMoveError: somebody else wrote there meanwhile.
        ValidationError: there is no such place, or the text cannot be.
    """
    report = _locked(report, actor)
    before = latest(report.agency_id, report.year - 1, slot, composing.KIND)
    if takes_over and (before is None or not before.text):
        raise ValidationError("上年没有写过这一段，请直接撰写")
    paragraph = OfficeParagraph(
        agency=report.agency, kind=composing.KIND, year=report.year, slot=slot,
        taken_from=before if takes_over else None,
    )  # fmt: skip
    version = new_version(
        paragraph,
        before.text if takes_over and before else text,
        check=partial(composing.check, report.agency, report.year, slot),
        is_proposed=before is not None,
        seen=seen,
        actor=actor,
        at=at,
    )
    _note(report, actor)
    return version


@retried
@transaction.atomic
def state(
    report: AnnualReport, cell: str, value: Decimal, source: str, *,
    actor: Actor, at: datetime, seen: int,
) -> AnnualStatement:  # fmt: skip
    """填报: a number that no register holds, with where it comes from.

    Raises:
        MoveForbiddenError, MoveRefusedError, StaleMoveError: as of `write`.
        ValidationError: by field name.
    """
    report = _locked(report, actor)
    versions = AnnualStatement.objects.of_year(report.agency_id, report.year).filter(cell=cell)
    now = versions.order_by("-version").first()
    if (now.version if now else 0) != seen:
        raise StaleMoveError("您打开页面以后，这个数已经有人改过，您填的没有保存")
    _check(report, cell, value, source)
    statement = AnnualStatement.objects.create(
        agency=report.agency, year=report.year, cell=cell, version=seen + 1, value=value,
        source=source.strip(), author=actor.name[:100], author_key=actor.key, at=at,
    )  # fmt: skip
    log.record(
        actor, "reports.state", statement, at=at,
        cell=cell, value=str(value), source=statement.source,
    )  # fmt: skip
    _note(report, actor)
    return statement


def _locked(report: AnnualReport, actor: Actor) -> AnnualReport:
    if not actor.may(rules.WRITE_ANNUAL, report.agency_id):
        raise MoveForbiddenError("您没有“撰写年度报告”的权限")
    locked = AnnualReport.objects.select_for_update(of=("self",)).select_related("agency")
    report = locked.get(pk=report.pk)
    if report.state != AnnualReport.State.DRAFTING:
        raise MoveRefusedError(f"报告现在是“{report.get_state_display()}”，不能修改。请先收回修改")
    return report


def _note(report: AnnualReport, actor: Actor) -> None:
    """Whoever wrote a part of it does not check it."""
    report.note_writer(actor)
    report.save(update_fields=["writers"])


def _check(report: AnnualReport, cell: str, value: Decimal, source: str) -> None:
    is_stated = cell in sources.stated(form_of(report.year))
    if not is_stated or sources.is_counted(cell, report.agency_id, report.year):
        raise ValidationError("这一栏由台账生成，不能填报")
    wrong: dict[str, str] = {}
    if value < 0 and not sources.is_signed(cell):
        wrong["value"] = "不能是负数，请核对"
    elif not sources.unit_of(cell) and value != value.to_integral_value():
        wrong["value"] = "件数、项数是整数，请去掉小数"
    if not source.strip():
        wrong["source"] = "请写明数据来源，如：执法办案系统2025年12月31日导出"
    refuse(wrong)
