"""Every write to the nodes of a tree: added, renamed, ended; corrected only where they were wrong."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import NeededWhen
from huiyin.casework.faults import refuse
from huiyin.casework.forms import DayField, LineField, RecordField
from huiyin.casework.ordinary import Ordinary, put
from huiyin.casework.workflow import Workflow
from huiyin.hotline.models import Category, CategoryTerm, ServiceRequest, key_of
from huiyin.hotline.tree import Tree

KEEP = "hotline.keep_categories"
LONGEST_PATH = 500
State = Category.State
workflow = Workflow(Category)
KEY = ("scheme", "scheme_id", "code", "valid_from")


def check(node: Category, day: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong: dict[str, str] = {}
    if node.parent_code == node.code:
        wrong["parent_code"] = "上级不能是类目自己"
    if node.valid_from and node.valid_until and node.valid_until <= node.valid_from:
        wrong["valid_until"] = "停用日期要晚于启用日期"
    refuse(wrong)


def _ready(node: Category, actor: Actor, day: date) -> None:
    node.state = State.VALID
    node.reference = key_of(node.scheme_id, node.code, node.valid_from)
    node.place_below(node.parent)
    refuse(_misplaced(node))


def _misplaced(node: Category) -> dict[str, str]:
    """A node stands below one of the same scheme, and not too deep."""
    if node.scheme_id and node.scheme.agency_id != node.agency_id:
        return {"scheme": "请选择本机关的分类体系"}
    if node.parent and node.parent.scheme_id != node.scheme_id:
        return {"parent": "上级类目要在同一个分类体系里"}
    if len(node.path) > LONGEST_PATH:
        return {"parent": f"从一级类目到这里的名称合起来最多 {LONGEST_PATH} 个字"}
    return {}


ordinary = Ordinary(workflow, _ready, check)


@workflow.start("登记", rule=KEEP)
def register(node: Category, /, *, actor: Actor, at: datetime) -> Category:
    """登记: a node that the scheme did not have."""
    same = Category.objects.valid().filter(scheme=node.scheme_id, code=node.code)
    if same.exists():
        raise ValidationError({"code": "这个体系里已有这个编码；改名的请在原类目上办理“更名”"})
    ordinary.enter(node, actor, at.date())
    return node


@workflow.start("更名后启用", rule=KEEP)
def renew(node: Category, /, *, actor: Actor, at: datetime) -> Category:
    """更名后启用: the next version of a node, under its code."""
    ordinary.enter(node, actor, at.date())
    return node


def register_many(nodes: Iterable[Category], *, actor: Actor, at: datetime) -> list[Category]:
    """登记 of rows that `check` has passed before, those above first; in one transaction."""
    batch = list(nodes)
    with transaction.atomic():
        waiting = batch
        while waiting:
            above = _by_code({node.scheme_id for node in waiting})
            placed = [node for node in waiting if _find_parent(node, above)]
            if not placed:
                codes = "、".join(node.parent_code for node in waiting[:5])
                raise ValidationError(f"找不到上级编码：{codes}")
            for node in placed:
                _ready(node, actor, timezone.localdate(at))
            workflow.start_many("register", placed, actor=actor, at=at)
            waiting = [node for node in waiting if node.pk is None]
        for node in batch:
            if node.valid_from is not None:
                _end_former(node, actor, at)
    return batch


def _by_code(schemes: set[int]) -> dict[tuple[int, str], Category]:
    """The newest version of each node."""
    rows = Category.objects.valid().filter(scheme__in=schemes).order_by("valid_from", "pk")
    return {(row.scheme_id, row.code): row for row in rows}


def _find_parent(node: Category, above: Mapping[tuple[int, str], Category]) -> bool:
    if not node.parent_code:
        return True
    node.parent = above.get((node.scheme_id, node.parent_code))
    return node.parent is not None


def _end_former(node: Category, actor: Actor, at: datetime) -> None:
    """A later version of a table takes over from the one before it."""
    same = Category.objects.valid().filter(scheme=node.scheme_id, code=node.code, successor=None)
    former = same.exclude(pk=node.pk).exclude(valid_from__gte=node.valid_from)
    for one in former.filter(valid_until=None):
        take_over(one, actor=actor, at=at, successor=node)


def _in_use(node: Category, day: date) -> str:
    return f"这个类目自 {node.valid_until} 起停用" if node.valid_until else ""


@workflow.move("由新版本接替", sources={State.VALID}, rule=KEEP, guard=_in_use)
def take_over(node: Category, *, actor: Actor, at: datetime, successor: Category) -> None:
    """由新版本接替: a table brought the same code with a later first day."""
    node.valid_until, node.successor = successor.valid_from, successor
    _hand_down(node, successor)


@workflow.move("更名", sources={State.VALID}, rule=KEEP, guard=_in_use)
def rename(
    node: Category,
    *,
    actor: Actor,
    at: datetime,
    name: Annotated[str, LineField("新名称", 60)],
    valid_from: Annotated[date, DayField("启用日期")],
) -> None:
    """更名: a new version from a day on; what was sorted in before keeps the old name."""
    _refuse_past("valid_from", valid_from, node, at)
    if name == node.name:
        raise ValidationError({"name": "新名称与原名称相同"})
    new = Category(
        agency_id=node.agency_id, scheme=node.scheme, code=node.code, name=name,
        parent=node.parent, words=node.words, valid_from=valid_from,
    )  # fmt: skip
    new = renew(new, actor=actor, at=at)
    node.valid_until, node.successor = valid_from, new
    _hand_down(node, new)


def _mergeable(node: Category) -> "QuerySet[Category]":
    """Into what it may be merged: what is in use, and not below it."""
    below = Tree.of([node.agency_id]).family(node.pk)
    others = Category.objects.valid().filter(agency=node.agency_id, valid_until=None)
    return others.exclude(pk__in=below)


@workflow.move("停用", sources={State.VALID}, rule=KEEP, guard=_in_use)
def end(
    node: Category,
    *,
    actor: Actor,
    at: datetime,
    valid_until: Annotated[date, DayField("停用日期", help_text="从这一天起不再归入")],
    successor: Annotated[  # type: ignore[valid-type]
        Category | None,
        RecordField("并入", Category, _mergeable, required=False),
        NeededWhen("并入其他类目的选，统计时一并计入"),
    ] = None,
) -> None:
    """停用: from a day on; what was sorted in before stays, and counts for what it was merged into."""
    _refuse_past("valid_until", valid_until, node, at)
    below = Category.objects.valid().filter(parent=node, valid_until=None)
    if living := "、".join(str(one) for one in below[:5]):
        raise ValidationError(f"请先停用下级类目：{living}")
    if successor is not None and not _mergeable(node).filter(pk=successor.pk).exists():
        raise ValidationError({"successor": "请从列出的类目中选择"})
    node.valid_until, node.successor = valid_until, successor


def _refuse_past(name: str, day: date, node: Category, at: datetime) -> None:
    if day < timezone.localdate(at):
        raise ValidationError({name: "不能早于今天：此前归入的不改"})
    if node.valid_from and day <= node.valid_from:
        raise ValidationError({name: f"要晚于它的启用日期 {node.valid_from}；刚登记错的请用“更正”"})


@workflow.move("更正", sources={State.VALID}, rule=KEEP)
def amend(node: Category, *, actor: Actor, at: datetime, values: Mapping[str, Any]) -> None:
    """更正: what was wrong all along; a name that changes is a new version."""
    refuse({name: "编码、体系和启用日期不能更正：有误的请作废后重新登记"
            for name in values if name in KEY})  # fmt: skip
    put(node, values)
    if "parent_code" in values:
        above = _by_code({node.scheme_id})
        if not _find_parent(node, above):
            node.parent = None
        if node.parent_code and node.parent is None:
            raise ValidationError({"parent_code": "分类体系里没有这个上级编码"})
    own = Tree.of([node.agency_id]).family(node.pk)
    if node.parent_id in own:
        raise ValidationError({"parent": "上级不能是它自己或它的下级"})
    node.place_below(node.parent)
    refuse(_misplaced(node))
    check(node, at.date())
    _respell(node)


def _hand_down(node: Category, new: Category) -> None:
    """The nodes below stand below the new version, and their paths say its name."""
    living = Category.objects.valid().filter(parent=node.pk, valid_until=None)
    living.exclude(pk=new.pk).update(parent=new)
    _respell(new)


def _respell(node: Category) -> None:
    """The paths of all that is in use below it."""
    for child in Category.objects.valid().filter(parent=node.pk, valid_until=None):
        child.place_below(node)
        Category.objects.filter(pk=child.pk).update(path=child.path, parent_code=child.parent_code)
        _respell(child)


def _unused(node: Category, day: date) -> str:
    """A node is an error only while nothing depends on it."""
    if ServiceRequest.objects.filter(category=node.pk).exists():
        return "已有工单归入这个类目，不能作废；不再使用的请“停用”"
    if Category.objects.valid().filter(parent=node.pk).exists():
        return "它还有下级类目，请先作废下级"
    if Category.objects.valid().filter(successor=node.pk).exists():
        return "它是其他类目的后继，不能作废"
    return "分类对照里用着它，不能作废" if CategoryTerm.objects.filter(category=node.pk) else ""


void = ordinary.void(KEEP, guard=_unused)
