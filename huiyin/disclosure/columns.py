"""栏目设置: what a column is for, by when it must be renewed, and who answers for it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.organisations.models import Membership, Organisation
from huiyin.web import page_cache

from .models import AgencyPage, ColumnPage, Timing

SET_COLUMN = "disclosure.change_columnpage"
FIELDS = ("timing", "cycle", "update_days", "publish_days", "department", "keeper", "legal_item")


def may_set(actor: Actor, agency: Organisation) -> bool:
    return actor.may(SET_COLUMN) and actor.sees(agency.pk)


def agency_of(column: ColumnPage) -> Organisation:
    """The agency under whose page a column lies."""
    page: Any = AgencyPage.objects.ancestor_of(column).select_related("organisation").get()
    found: Organisation = page.organisation
    return found


def find_column(agency: Organisation, path: str) -> ColumnPage | None:
    """The column at a path of slugs below the agency (`gzdt/tzgg`, with or without the agency's own)."""
    root = AgencyPage.objects.filter(organisation=agency).first()
    slugs = [slug for slug in path.strip("/").split("/") if slug]
    if root is None or not slugs:
        return None
    if slugs[0] == root.slug and len(slugs) > 1:
        slugs = slugs[1:]
    found: ColumnPage | None = ColumnPage.objects.filter(
        url_path=f"{root.url_path}{'/'.join(slugs)}/"
    ).first()
    return found


def keepers(agency: Organisation) -> Any:
    """Who may keep a column: people who hold a post in the agency or one of its units today."""
    from_posts = Membership.objects.on(timezone.localdate()).filter(
        post__organisation__in=units_of(agency), user__is_active=True
    )
    return from_posts.select_related("user").order_by("user__name", "user_id")


def units_of(agency: Organisation) -> Any:
    """The agency and its units, three levels deep."""
    found = Organisation.objects.filter(pk=agency.pk)
    for path in ("parent", "parent__parent", "parent__parent__parent"):
        found = found | Organisation.objects.filter(**{path: agency.pk})
    return found


@transaction.atomic
def set_column(
    column: ColumnPage, values: dict[str, Any], *, actor: Actor, at: datetime
) -> ColumnPage:
    """设置栏目: limits and people of a column; no entry if nothing differs.

    Raises:
        MoveForbiddenError: the actor may not, or not in this agency.
        ValidationError: a value cannot be, by field name.
    """
    column = ColumnPage.objects.select_for_update(of=("self",)).get(pk=column.pk)
    agency = agency_of(column)
    if not may_set(actor, agency):
        raise MoveForbiddenError("您没有设置本机关栏目的权限")
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"not a setting of a column: {', '.join(sorted(unknown))}")
    before = log.snapshot(column)
    for name, value in values.items():
        setattr(column, name, value)
    _check(column, agency)
    changes = log.changes(before, column)
    if not changes:
        return column
    column.save(update_fields=[*values])
    page_cache.changed()
    log.record(actor, "disclosure.column.set", column, at=at, changes=changes)
    return column


def _check(column: ColumnPage, agency: Organisation) -> None:
    column.clean_fields(exclude=["draft_title", "path", "depth", "latest_revision"])
    if column.timing == Timing.REGULAR and not (column.cycle or column.update_days):
        raise ValidationError({"cycle": "定期公开的栏目请选公开周期，或者填更新期限"})
    if column.update_days == 0:
        raise ValidationError({"update_days": "更新期限至少1天；不检查请空着"})
    if column.department and not units_of(agency).filter(pk=column.department.pk).exists():
        raise ValidationError({"department": "请选本机关的部门"})
    if column.keeper and not keepers(agency).filter(user=column.keeper).exists():
        raise ValidationError({"keeper": "责任人须在本机关任职；请先安排岗位再选"})
