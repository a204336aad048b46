"""栏目设置: what a column is called and for, where it lies, by when it must be renewed, who answers for it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.organisations.models import Membership, Organisation
from huiyin.search import index
from huiyin.web.kept import page_cache

from . import actions, nodes, publishing
from .models import AgencyPage, ColumnPage, DocumentPage, Timing, public_path
from .nodes import arranging, note_former

SET_COLUMN = "disclosure.change_columnpage"
NAMES = ("title", "slug", "column_type", "description", "keywords")
UNLOGGED = {"draft_title", "url_path", "last_published_at"}
"""What follows from the rest."""
FIELDS = ("timing", "cycle", "update_days", "publish_days", "department", "keeper", "legal_item")


def may_set(actor: Actor, agency: Organisation) -> bool:
    return actor.may(SET_COLUMN, agency.pk)


def agency_of(column: ColumnPage) -> Organisation:
    """The agency under whose page a column lies."""
    page: Any = AgencyPage.objects.ancestor_of(column).select_related("organisation").get()
    organisation: Organisation = page.organisation
    return organisation


def agency_above(page: AgencyPage | ColumnPage) -> Organisation:
    """The agency of an agency's own page, or of a column."""
    return page.organisation if isinstance(page, AgencyPage) else agency_of(page)


def find_column(agency: Organisation, path: str) -> ColumnPage | None:
    """The column at a path of slugs below the agency (`gzdt/tzgg`, with or without the agency's own)."""
    root = AgencyPage.objects.filter(organisation=agency).first()
    slugs = [slug for slug in path.strip("/").split("/") if slug]
    if root is None or not slugs:
        return None
    if slugs[0] == root.slug and len(slugs) > 1:
        slugs = slugs[1:]
    column: ColumnPage | None = ColumnPage.objects.filter(
        url_path=f"{root.url_path}{'/'.join(slugs)}/"
    ).first()
    return column


def keepers(agency: Organisation) -> Any:
    """Who may keep a column: people who hold a post in the agency or one of its units today."""
    from_posts = Membership.objects.on(timezone.localdate()).filter(
        post__organisation__in=units_of(agency), user__is_active=True
    )
    return from_posts.select_related("user").order_by("user__name", "user_id")


def units_of(agency: Organisation) -> Any:
    """The agency and its units, three levels deep."""
    units = Organisation.objects.filter(pk=agency.pk)
    for path in ("parent", "parent__parent", "parent__parent__parent"):
        units = units | Organisation.objects.filter(**{path: agency.pk})
    return units


@transaction.atomic
def set_column(
    column: ColumnPage, values: dict[str, Any], *, actor: Actor, at: datetime
) -> ColumnPage:
    """设置栏目: its name, place, limits and people; no entry if nothing differs.

    Where it was found before leads to where it is now, with all that lies below it.

    Raises:
        MoveForbiddenError: the actor may not, or not in this agency.
        ValidationError: a value cannot be, by field name.
    """
    column = ColumnPage.objects.select_for_update(of=("self",)).get(pk=column.pk)
    agency = agency_of(column)
    if not may_set(actor, agency):
        raise MoveForbiddenError("您没有设置本机关栏目的权限")
    if unknown := set(values) - {*FIELDS, *NAMES, "parent"}:
        raise ValueError(f"not a setting of a column: {', '.join(sorted(unknown))}")
    before, was_at, called = log.snapshot(column), public_path(column), column.title
    above: Any = column.get_parent().specific
    parent = values.get("parent") or above
    for name in values.keys() - {"parent"}:
        setattr(column, name, values[name])
    _say_by_name(column, called)
    _check_place(column, parent, agency)
    _check(column, agency)
    changes = {
        name: change for name, change in log.changes(before, column).items() if name not in UNLOGGED
    }
    if changes:
        with arranging():
            column.save(clean=False)
    if parent.pk != above.pk:
        changes["parent"] = [above.title, parent.title]
        nodes.move(column, parent, at=at)
    if not changes:
        return column
    _led_on(ColumnPage.objects.get(pk=column.pk), was_at, called)
    log.record(actor, "disclosure.column.set", column, at=at, changes=changes)
    return column


def _say_by_name(column: ColumnPage, called: str) -> None:
    """What was made of its former name is made of the new one; what somebody wrote stays."""
    column.draft_title = column.title
    usual = actions.usual_words(column.title)
    for name, text in actions.usual_words(called).items():
        if getattr(column, name) == text:
            setattr(column, name, usual[name])


def _led_on(column: ColumnPage, was_at: str, called: str) -> None:
    """The former address leads to the new one, and search knows what lies below by it."""
    is_renamed = column.title != called
    if is_renamed:
        _forget(called)
        inside = DocumentPage.objects.child_of(column)
        inside.filter(category=called).update(category=column.title)  # 组配分类, by its column
    now_at = public_path(column)
    if now_at != was_at:
        note_former(column, was_at)
    if now_at != was_at or is_renamed:
        below = DocumentPage.objects.live().descendant_of(column).select_related("agency")
        index.put(publishing.search_entry(page, page.column) for page in below)
    page_cache.changed()


@transaction.atomic
def new_column(
    parent: AgencyPage | ColumnPage, values: dict[str, Any], *, actor: Actor, at: datetime
) -> ColumnPage:
    """新建栏目 by whoever sets those of the agency.

    Raises:
        MoveForbiddenError: the actor may not, or not in this agency.
        ValidationError: a value cannot be, by field name.
    """
    agency = agency_above(parent)
    if not may_set(actor, agency):
        raise MoveForbiddenError("您没有设置本机关栏目的权限")
    _check_place(ColumnPage(**values), parent, agency)
    column = actions.add_column(parent, **values, actor=actor, at=at)
    page_cache.changed()
    return column


@transaction.atomic
def remove_column(column: ColumnPage, *, reason: str, actor: Actor, at: datetime) -> None:
    """删除栏目, an empty one: what was in it has been moved before.

    Raises:
        MoveForbiddenError: the actor may not, or not in this agency.
        ValidationError: something is in it, or no reason.
    """
    column = ColumnPage.objects.select_for_update(of=("self",)).get(pk=column.pk)
    if not may_set(actor, agency_of(column)):
        raise MoveForbiddenError("您没有设置本机关栏目的权限")
    if column.get_children().exists():
        raise ValidationError(
            f"“{column.title}”下面还有栏目、信息或稿件，不能删除。请先移到其他栏目；只是不再用的，可以改名"
        )
    if not reason.strip():
        raise ValidationError({"reason": "请填写删除的理由"})
    log.record(
        actor, "disclosure.column.remove", column, at=at,
        title=column.title, address=public_path(column), reason=reason.strip(),
    )  # fmt: skip
    with arranging():
        column.delete()
    _forget(column.title)
    page_cache.changed()


def _forget(name: str) -> None:
    """A name that no column bears any more is not suggested."""
    if not ColumnPage.objects.live().filter(title=name).exists():
        index.forget_column(name)


def places_for(agency: Organisation, column: ColumnPage | None = None) -> Any:
    """Where a column of the agency may lie: its page and its other columns, not below itself."""
    root = AgencyPage.objects.get(organisation=agency)
    places = Page.objects.filter(Q(pk=root.pk) | Q(pk__in=ColumnPage.objects.descendant_of(root)))
    if column is not None:
        places = places.not_descendant_of(column, inclusive=True)
    return places.order_by("path")


def _check_place(column: ColumnPage, parent: Any, agency: Organisation) -> None:
    """In its own agency, not below itself, and nobody else at its address."""
    if not places_for(agency, column if column.pk else None).filter(pk=parent.pk).exists():
        raise ValidationError({"parent": "请选本机关的栏目，不能选它自己或它下面的栏目"})
    if parent.get_children().filter(slug=column.slug).exclude(pk=column.pk).exists():
        raise ValidationError(
            {"slug": f"“{parent.title}”下面已有网址标识为“{column.slug}”的栏目或信息，请换一个"}
        )


def _check(column: ColumnPage, agency: Organisation) -> None:
    column.clean_fields(exclude=["path", "depth", "latest_revision", "url_path"])
    if column.timing == Timing.REGULAR and not (column.cycle or column.update_days):
        raise ValidationError({"cycle": "定期公开的栏目请选公开周期，或者填更新期限"})
    if column.update_days == 0:
        raise ValidationError({"update_days": "更新期限至少1天；不检查请空着"})
    if column.department and not units_of(agency).filter(pk=column.department.pk).exists():
        raise ValidationError({"department": "请选本机关的部门"})
    if column.keeper and not keepers(agency).filter(user=column.keeper).exists():
        raise ValidationError({"keeper": "责任人须在本机关任职；请先安排岗位再选"})
