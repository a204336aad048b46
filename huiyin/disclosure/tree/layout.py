"""栏目模板: the columns that a bureau usually has, and laying out those that are missing.

Laying out again changes nothing: what an office has made, renamed or moved stays as it is.
"""

import tomllib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.organisations.models import Organisation
from huiyin.web.kept import page_cache

from .columns import may_set
from .models import AgencyPage, ColumnPage, ColumnType, Cycle, LegalItem, Timing
from .nodes import arranging

FOLDER = Path(__file__).parent / "column_sets"
PUBLISH_DAYS = 20
_WORDS = {"title", "type", "item", "timing", "cycle", "update", "publish", "unit"} | {
    "description",
    "keywords",
}


class TemplateError(ValueError):
    """A template names something that does not exist."""


@dataclass(frozen=True)
class Plan:
    """One column of a template; `path` is its address below the agency."""

    path: str
    title: str
    column_type: str
    description: str
    keywords: str
    legal_item: str = ""
    timing: str = ""
    cycle: str = ""
    update_days: int | None = None
    publish_days: int = PUBLISH_DAYS
    unit: str = ""

    @property
    def slug(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def above(self) -> str:
        return self.path.rpartition("/")[0]


@dataclass
class Laid:
    """What laying out did: (plan, column) made now, and (plan, column) that were there."""

    created: list[tuple[Plan, ColumnPage | None]] = field(default_factory=list)
    kept: list[tuple[Plan, ColumnPage]] = field(default_factory=list)

    @property
    def by_path(self) -> dict[str, ColumnPage]:
        return {plan.path: page for plan, page in [*self.created, *self.kept] if page is not None}


def templates() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def template(name: str = "bureau") -> tuple[Plan, ...]:
    """The columns of a template, each after the one above it.

    Raises:
        TemplateError: there is no such template, or it holds a value that cannot be.
    """
    if name not in templates():
        raise TemplateError(f"没有名为“{name}”的栏目模板；可用的有：{'、'.join(templates())}")
    document = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    plans = [_plan(path, values) for path, values in document.items()]
    seen: set[str] = set()
    for plan in plans:
        if plan.above and plan.above not in seen:
            raise TemplateError(f"栏目 {plan.path} 的上级栏目应写在它前面")
        seen.add(plan.path)
    return tuple(plans)


def _plan(path: str, values: dict[str, Any]) -> Plan:
    if unknown := set(values) - _WORDS:
        raise TemplateError(f"栏目 {path}：不认识 {'、'.join(sorted(unknown))}")
    for name, known in (
        ("type", ColumnType.values),
        ("item", LegalItem.values),
        ("timing", Timing.values),
        ("cycle", Cycle.values),
    ):
        if values.get(name, known[0]) not in known:
            raise TemplateError(f"栏目 {path}：{name} 不能是 {values[name]}")
    return Plan(
        path,
        values["title"],
        values["type"],
        values["description"],
        values["keywords"],
        values.get("item", ""),
        values.get("timing", ""),
        values.get("cycle", ""),
        values.get("update"),
        values.get("publish", PUBLISH_DAYS),
        values.get("unit", ""),
    )


@transaction.atomic
def lay_out(
    page: AgencyPage,
    plans: Iterable[Plan],
    *,
    actor: Actor,
    at: datetime,
    only: Collection[str] | None = None,
) -> Laid:
    """布设栏目: make the columns of `plans` that the agency does not have.

    A column counts as there when the agency has one with this address, or with this title
    anywhere. `only` names the paths wanted; those above them come too.

    Raises:
        MoveForbiddenError: the actor may not set up columns of this agency.
    """
    if not may_set(actor, page.organisation):
        raise MoveForbiddenError("您没有设置本机关栏目的权限")
    AgencyPage.objects.select_for_update(of=("self",)).get(pk=page.pk)  # two presses wait in line
    units = {unit.name: unit for unit in Organisation.objects.filter(parent=page.organisation)}

    def make(parent: Any, plan: Plan) -> ColumnPage:
        column: ColumnPage = _lay(parent, plan, units.get(plan.unit), actor, at)
        return column

    laid = _walk(page, _wanted(plans, only), make)
    if laid.created:
        page_cache.changed()
    return laid


def missing(page: AgencyPage, plans: Iterable[Plan]) -> Laid:
    """What `lay_out` would make and keep; nothing is written."""
    return _walk(page, plans, lambda parent, plan: None)


def _walk(
    page: AgencyPage, plans: Iterable[Plan], make: Callable[[Any, Plan], ColumnPage | None]
) -> Laid:
    page = AgencyPage.objects.get(pk=page.pk)  # its number of children may have changed
    known = list(ColumnPage.objects.descendant_of(page).order_by("path"))
    by_address = {column.url_path: column for column in known}
    by_title = {column.title: column for column in reversed(known)}
    places: dict[str, Any] = {"": page}
    laid = Laid()
    for plan in plans:
        parent = places[plan.above]
        address = f"{parent.url_path}{plan.slug}/" if parent is not None else ""
        existing = by_address.get(address) or by_title.get(plan.title)
        if existing is not None:
            laid.kept.append((plan, existing))
        else:
            laid.created.append((plan, make(parent, plan)))
        places[plan.path] = existing or laid.created[-1][1]
    return laid


def _wanted(plans: Iterable[Plan], only: Collection[str] | None) -> list[Plan]:
    if only is None:
        return list(plans)
    paths = set(only)
    for path in only:
        while "/" in path:
            path = path.rpartition("/")[0]
            paths.add(path)
    return [plan for plan in plans if plan.path in paths]


def _lay(parent: Any, plan: Plan, unit: Organisation | None, actor: Actor, at: datetime) -> Any:
    column = ColumnPage(
        title=plan.title,
        slug=plan.slug,
        column_type=plan.column_type,
        description=plan.description,
        keywords=plan.keywords,
        legal_item=plan.legal_item,
        timing=plan.timing,
        cycle=plan.cycle,
        update_days=plan.update_days,
        publish_days=plan.publish_days,
        department=unit,
    )
    with arranging():
        parent.add_child(instance=column)
    log.record(actor, "disclosure.column.add", column, at=at, title=plan.title, template=plan.path)
    return column
