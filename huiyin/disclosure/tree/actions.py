"""Every write to the disclosure catalogue that does not come from the CMS editor."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.numbering import next_number
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.organisations.models import Organisation

from . import publishing
from .models import (
    AgencyPage,
    ColumnPage,
    ColumnType,
    DocumentAttachment,
    DocumentPage,
    OldAddress,
    PortalPage,
)
from .nodes import arranging

UNREVIEWED = "没有经过本系统的审核"
"""What the audit entry says of a publication for which nobody claims a review."""


def next_index_number(agency: Organisation, day: date) -> str:
    """索引号: code of the agency, year and month, five digits; never given twice."""
    month = f"{day:%Y%m}"
    while True:
        number = next_number(f"index.{agency.pk}.{month}", day.year)
        index_number = f"{agency.uscc or agency.slug}/{month}-{number:05d}"
        if not DocumentPage.objects.filter(index_number=index_number).exists():
            return index_number


def _check(actor: Actor, agency: Organisation) -> None:
    if not actor.may("disclosure.import_pages", agency.pk):
        raise MoveForbiddenError("您没有在本机关发布信息的权限")


@transaction.atomic
def agency_page(agency: Organisation, *, actor: Actor, at: datetime) -> AgencyPage:
    """机关页: the agency's page below the portal, made where it is missing."""
    known: AgencyPage | None = AgencyPage.objects.filter(organisation=agency).first()
    if known is not None:
        return known
    page = AgencyPage(title=agency.name, slug=agency.slug, organisation=agency)
    with arranging():
        PortalPage.objects.select_for_update(of=("self",)).get().add_child(instance=page)
    log.record(actor, "disclosure.agency.add", page, at=at, title=agency.name)
    return page


def usual_words(title: str) -> dict[str, str]:
    """Description and keywords of a column as long as nobody has written others."""
    return {"description": f"发布{title}方面的政府信息", "keywords": title}


@transaction.atomic
def add_column(
    parent: AgencyPage | ColumnPage,
    title: str,
    *,
    slug: str,
    column_type: str = ColumnType.OTHER,
    description: str = "",
    keywords: str = "",
    legal_item: str = "",
    actor: Actor,
    at: datetime,
) -> ColumnPage:
    """新建栏目 under an agency or another column."""
    usual = usual_words(title)
    column = ColumnPage(
        title=title,
        slug=slug,
        column_type=column_type,
        description=description or usual["description"],
        keywords=keywords or usual["keywords"],
        legal_item=legal_item,
    )
    with arranging():
        parent.add_child(instance=column)
    log.record(actor, "disclosure.column.add", column, at=at, title=title)
    return column


@transaction.atomic
def publish_document(
    column: ColumnPage,
    agency: Organisation,
    values: dict[str, Any],
    *,
    attachments: Iterable[DocumentAttachment] = (),
    old_address: tuple[str, str] | None = None,
    reviewed: str = UNREVIEWED,
    actor: Actor,
    at: datetime,
) -> DocumentPage:
    """发布: a new document goes public in `column`; without an index number it gets the next one.

    For what came from elsewhere or was made by the system; what is written here goes through
    `huiyin.editorial`. `values` are field values of DocumentPage; `old_address` is (host, path);
    `reviewed` says who reviewed it where, or that nobody did; it stands in the audit entry.

    Raises:
        ValidationError: a value is missing or cannot be, by field name.
        MoveForbiddenError: the actor may not publish for this agency.
    """
    _check(actor, agency)
    page = DocumentPage(agency=agency, **values)
    if not page.index_number:
        page.index_number = next_index_number(agency, timezone.localdate(page.published_at))
    page.slug = slug_in(column, page.index_number)
    page.first_published_at = page.last_published_at = page.published_at
    with publishing.gate(actor, at):
        column.add_child(instance=page)
        page.attachments.set(list(attachments))
        if page.attachments.all():
            page.save(clean=False)
    if old_address:
        note_old_address(page, *old_address)
    publishing.released(page, actor=actor, at=at, review=reviewed)
    return page


def slug_in(column: ColumnPage, index_number: str) -> str:
    """The last part of a document's address: its serial number, or the whole one if that is taken."""
    slug = slugify(index_number.rpartition("/")[2]) or "document"
    if column.get_children().filter(slug=slug).exists():
        slug = slugify(index_number.replace("/", "-"), allow_unicode=True) or "document"
    return slug


@transaction.atomic
def update_document(
    page: DocumentPage,
    values: dict[str, Any],
    *,
    attachments: Iterable[DocumentAttachment] | None = None,
    old_address: tuple[str, str] | None = None,
    reviewed: str = UNREVIEWED,
    actor: Actor,
    at: datetime,
) -> bool:
    """更新: the same document with other values; False and no entry if nothing differs."""
    _check(actor, page.agency)
    if not page.is_public:
        raise ValidationError("这条信息已经撤下或还是草稿，不能更新；请先在内容管理中重新发布")
    changes = set_values(page, values, attachments)
    if old_address:
        note_old_address(page, *old_address)
    if not changes:
        return False
    with publishing.gate(actor, at):
        page.save(clean=False)
    publishing.released(page, actor=actor, at=at, verb="update", review=reviewed)
    return True


def set_values(
    page: DocumentPage,
    values: dict[str, Any],
    attachments: Iterable[DocumentAttachment] | None = None,
) -> dict[str, Any]:
    """The values on the page, which is not saved; what of it changes, before and after."""
    before = log.snapshot(page)
    for name, value in values.items():
        setattr(page, name, value)
    page.full_clean()
    changes = log.changes(before, page)
    known = [(item.name, item.file_id) for item in page.attachments.all()]
    files = None if attachments is None else list(attachments)
    if files is not None and [(item.name, item.file_id) for item in files] != known:
        page.attachments.set(files)
        changes["attachments"] = [len(known), len(files)]
    return changes


def note_old_address(page: DocumentPage, host: str, path: str) -> None:
    """The old address of a document; the newest import of an address wins."""
    OldAddress.objects.update_or_create(path=path, defaults={"host": host, "document": page})
