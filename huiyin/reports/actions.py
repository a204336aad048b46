"""Publishing a report as a document of the portal."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit.actors import Actor
from huiyin.disclosure.actions import publish_document
from huiyin.disclosure.models import ColumnPage, DocumentPage
from huiyin.organisations.models import Organisation

from . import html
from .models import Published
from .text import Report


def columns_for(agency: Organisation) -> list[ColumnPage]:
    """Where a report of this agency may be published."""
    page = getattr(agency, "page", None)
    return list(ColumnPage.objects.live().descendant_of(page)) if page else []


def publish(
    report: Report, agency: Organisation, column: str, *, actor: Actor, at: datetime
) -> DocumentPage:
    """发布: the report becomes a document in the column of that slug.

    Raises:
        ValidationError: no such column, or this report is already published (same title, same day).
        MoveForbiddenError: the actor may not publish for this agency.
    """
    target = next((page for page in columns_for(agency) if page.slug == column), None)
    if target is None:
        raise ValidationError("请选择要发布到的栏目")
    same = DocumentPage.objects.filter(
        agency=agency, title=report.title, formed_on=report.written_on
    )
    if same.exists():
        raise ValidationError("今天已经发布过这份总结；如需更新，请先撤回")
    values = {
        "title": report.title,
        "index_number": "",
        "issuer": agency.name,
        "formed_on": report.written_on,
        "published_at": at,
        "category": target.title,
        "theme": "综合政务\\政务公开",
        "genre": "其他",
        "source": agency.name,
        "body": html.fragment(report),
    }
    with transaction.atomic():
        page = publish_document(target, agency, values, actor=actor, at=at)
        Published.objects.create(
            agency=agency, kind=Published.Kind.SUMMARY, year=report.year, document=page
        )
    return page
