"""A report becomes a manuscript: it goes out by the three reviews, like all that is published."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import ColumnPage
from huiyin.editorial import actions as editorial
from huiyin.editorial.models import Manuscript
from huiyin.organisations.models import Organisation

from . import html
from .models import Published
from .text import Report


def columns_for(agency: Organisation) -> list[ColumnPage]:
    """Where a report of this agency may be published."""
    page = getattr(agency, "page", None)
    return list(ColumnPage.objects.live().descendant_of(page)) if page else []


@transaction.atomic
def draft(
    report: Report, agency: Organisation, column: str, *, actor: Actor, at: datetime
) -> Manuscript:
    """起草: the report as a manuscript in the column of that slug; its release publishes it.

    Its figures are those of this moment and stay links to their definitions and records.

    Raises:
        ValidationError: no such column, or there is a manuscript of this report from today.
        MoveForbiddenError: the actor may not draft for this agency.
    """
    target = next((page for page in columns_for(agency) if page.slug == column), None)
    if target is None:
        raise ValidationError("请选择要发布到的栏目")
    _refuse_twin(report, agency)
    values = {
        "title": report.title,
        "formed_on": report.written_on,
        "theme": "综合政务\\政务公开",
        "genre": "其他",
        "body": html.fragment(report),
    }
    made: Manuscript = editorial.begin(target, agency, values, actor=actor, at=at)
    Published.objects.create(
        agency=agency, kind=Published.Kind.SUMMARY, year=report.year, document=made.page
    )
    return made


def _refuse_twin(report: Report, agency: Organisation) -> None:
    """One a day: the second would be the same text."""
    same = Manuscript.objects.exclude(state=Manuscript.State.VOIDED).filter(
        agency=agency,
        page__published_report__kind=Published.Kind.SUMMARY,
        page__published_report__year=report.year,
        page__formed_on=report.written_on,
    )
    if (known := same.first()) is not None:
        raise ValidationError(
            f"今天已经起草过这份总结（稿件 {known.reference}）；如需重新生成，请先弃稿或撤下"
        )
