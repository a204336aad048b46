"""A report becomes a manuscript and goes through the three reviews like every publication."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.disclosure.models import ColumnPage, DocumentAttachment
from huiyin.editorial import actions as editorial
from huiyin.editorial.models import Manuscript
from huiyin.files import keeping, outgoing
from huiyin.organisations.models import Organisation
from huiyin.reports import frozen, html
from huiyin.reports.models import Published
from huiyin.reports.text import Report

from . import writing

File = tuple[str, str, bytes]
"""Name, media type and content."""


def columns_for(agency: Organisation) -> list[ColumnPage]:
    """The columns in which a report of this agency may be published."""
    page = getattr(agency, "page", None)
    return list(ColumnPage.objects.live().descendant_of(page)) if page else []


@transaction.atomic
def draft(
    report: Report,
    agency: Organisation,
    column: str,
    *,
    actor: Actor,
    at: datetime,
    kind: Published.Kind = Published.Kind.SUMMARY,
    attached: Sequence[File] = (),
) -> Manuscript:
    """起草: the report as a manuscript in the column of that slug; its release publishes it.

    The text is fixed here: later changes of a paragraph, the frame or a plan item do not change it.
    The figures are frozen as of this moment, and remain links to their definitions and records.
    Nobody who wrote a part of it may review it; `attached` are files of the same text.

    Raises:
        ValidationError: no such column, a paragraph cites what is no figure, there is a manuscript
            of this report of that day, or the year of the statistics is not over.
        MoveForbiddenError: the actor may not draft for this agency.
    """
    target = _target(report, agency, column, kind)
    manuscript: Manuscript = editorial.begin(
        target,
        agency,
        _values(report),
        attachments=_attachments(attached),
        writers=_writers(report, agency, kind),
        actor=actor,
        at=at,
    )
    published = Published.objects.create(
        agency=agency, kind=kind, year=report.year, document=manuscript.page
    )
    frozen.freeze(published, report, actor=actor, at=at)
    return manuscript


@transaction.atomic
def send(
    report: Report,
    agency: Organisation,
    column: str,
    *,
    actor: Actor,
    at: datetime,
    kind: Published.Kind = Published.Kind.SUMMARY,
    attached: Sequence[File] = (),
) -> Manuscript:
    """送审: draft the manuscript and submit it to the reviews, both or neither.

    Raises:
        ValidationError: as of `draft`; or the text is not ready to be reviewed.
        MoveForbiddenError: the actor may not draft for this agency.
    """
    drafted = draft(report, agency, column, actor=actor, at=at, kind=kind, attached=attached)
    sent: Manuscript = editorial.submit(drafted, actor=actor, at=at)
    return sent


def _values(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "formed_on": report.written_on,
        "theme": "综合政务\\政务公开",
        "genre": "其他",
        "body": html.fragment(report),
    }


def _attachments(attached: Sequence[File]) -> list[DocumentAttachment]:
    return [
        DocumentAttachment(
            name=name, file=keeping.keep(name, media_type, outgoing.plain(name, content))
        )
        for name, media_type, content in attached
    ]


def _writers(report: Report, agency: Organisation, kind: Published.Kind) -> "QuerySet[User]":
    """Who wrote a part; of statistics nobody did."""
    keys = writing.writers(agency.pk, report.year) if kind == Published.Kind.SUMMARY else set()
    return User.objects.filter(pk__in=[key for key in keys if key.isdecimal()]).order_by("pk")


def _target(report: Report, agency: Organisation, column: str, kind: Published.Kind) -> ColumnPage:
    """The column that is meant, where the report can be sent."""
    target = next((page for page in columns_for(agency) if page.slug == column), None)
    if target is None:
        raise ValidationError("请选择要发布到的栏目")
    if lost := report.lost():
        raise ValidationError(f"文中引用的数据“{lost[0].name}”已经没有了，请改写这一段再送审")
    if kind == Published.Kind.ENFORCEMENT and report.written_on.year <= report.year:
        raise ValidationError(f"{report.year}年还没有结束，{kind.label}在次年1月31日前公开")
    _refuse_twin(report, agency, kind)
    return target


def _refuse_twin(report: Report, agency: Organisation, kind: Published.Kind) -> None:
    """One manuscript a day: a second one would have the same text."""
    manuscripts = Manuscript.objects.exclude(state=Manuscript.State.VOIDED).filter(
        agency=agency,
        page__published_report__kind=kind,
        page__published_report__year=report.year,
        page__formed_on=report.written_on,
    )
    if (known := manuscripts.first()) is not None:
        what = "总结" if kind == Published.Kind.SUMMARY else kind.label
        raise ValidationError(
            f"成文日期相同的{what}已经送审过（稿件 {known.reference}）；"
            "如需重新生成，请先弃稿，或者改成文日期"
        )
