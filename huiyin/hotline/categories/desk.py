"""诉求类目 on the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, Start, declare
from huiyin.casework.sheets import Column
from huiyin.hotline.models import Category, CategoryScheme
from huiyin.organisations.models import held_in

from . import actions
from .forms import AmendForm, RegisterForm
from .sheet import SHEET

VIEW = "hotline.view_requests"
STANDING = (("used", "在用"), ("ended", "已停用"))


def _schemes(actor: Actor) -> Iterable[tuple[str, str]]:
    rows = CategoryScheme.objects.filter(held_in(actor, VIEW)).values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def _standing(records: Any, value: str) -> Any:
    today = timezone.localdate()
    ended = Q(valid_until__lte=today)
    return records.filter(ended) if value == "ended" else records.exclude(ended)


def _state(node: Category) -> str:
    return node.standing(timezone.localdate())


ROOM = declare(
    Room(
        key="categories",
        label="诉求分类",
        unit="类",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            Column("分类编码", lambda node: node.code, "code", "reference"),
            Column("类目", lambda node: node.path, "path", "title"),
            Column("分类体系", lambda node: node.scheme.name),
            Column("启用", lambda node: node.valid_from or node.scheme.valid_from, "", "date"),
            "valid_until",
            Column("状态", _state, "", "state"),
        ),
        filters=(
            Filter("scheme", "分类体系", _schemes, lambda records, pk: records.filter(scheme=pk)),
            Filter("standing", "使用情况", lambda actor: STANDING, _standing),
        ),
        search=("code", "name", "path", "words"),
        numbers=("code",),
        related=("agency", "scheme", "parent", "successor"),
        forms={"amend": AmendForm},
        start=Start("register", RegisterForm, actions.register),
        likely=("rename", "end"),
        ledger="categories",
        standing=_state,
    )
)
