"""The rail of the desk: an actor's rooms, and nothing that it may not enter."""

from dataclasses import dataclass
from typing import Any

from django import template

from huiyin.accounts.second_factor import PERMISSION as RESET
from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.desk import audits, imports
from huiyin.disclosure.desk.columns import PERMISSIONS as COLUMNS
from huiyin.inspection.desk import VIEW as INSPECT
from huiyin.notices.actions import PERMISSION as RESEND
from huiyin.organisations.models import Organisation

register = template.Library()

TONES = {
    "有效": "good",
    "已答复": "good",
    "已撤销": "bad",
    "录入作废": "bad",
    "待交办": "warn",
    "待补正": "warn",
    "征求意见中": "warn",
}


@dataclass(frozen=True)
class Door:
    label: str
    address: str
    icon: str
    is_here: bool


@register.inclusion_tag("desk/_rail.html", takes_context=True)
def rail(context: dict[str, Any]) -> dict[str, Any]:
    """The left rail."""
    request = context["request"]
    actor: Actor = request.actor
    doors = [
        Door(label, address, icon, _is_here(request.path, address))
        for label, address, icon, may in _doors(actor)
        if may
    ]
    return {"doors": doors}


def _doors(actor: Actor) -> list[tuple[str, str, str, bool]]:
    icons = {"disclosure": "page", "foi": "letter", "hotline": "phone", "licences": "stamp"}
    kinds = [
        (room.label, f"/desk/{room.key}/", icons.get(room.key, "page"), room.may_view(actor))
        for room in sorted(rooms.rooms(), key=_place)
    ]
    return [
        ("我的待办", "/desk/", "tray", True),
        *kinds,
        ("栏目", "/desk/columns/", "page", any(map(actor.may, COLUMNS))),
        ("查漏补缺", "/desk/gaps/", "chart", any(map(actor.may, COLUMNS))),
        ("网站自查", "/desk/inspection/", "site", actor.may(INSPECT)),
        ("数据", "/desk/figures/", "chart", True),
        ("报告", "/desk/reports/", "report", True),
        ("导入", "/desk/import/", "import", imports.may_import(actor)),
        ("通知", "/desk/notices/", "letter", actor.may(RESEND)),
        ("账号", "/desk/accounts/", "seal", actor.may(RESET)),
        ("审计", "/desk/audit/", "seal", actor.may(audits.PERMISSION)),
        ("网站内容", "/cms/", "site", actor.may("wagtailadmin.access_admin")),
    ]


def _place(room: rooms.Room) -> tuple[int, str]:
    order = ["disclosure", "foi", "hotline", "licences"]
    return (order.index(room.key) if room.key in order else len(order), room.key)


def _is_here(path: str, address: str) -> bool:
    return path == address if address == "/desk/" else path.startswith(address)


@register.simple_tag(takes_context=True)
def agency_name(context: dict[str, Any]) -> str:
    """Whose desk this is."""
    actor: Actor = context["request"].actor
    if actor.agencies is None:
        return "全部机关"
    names = Organisation.objects.visible_to(actor).values_list("name", flat=True)
    return "、".join(names[:3])


@register.filter
def tone(state: str) -> str:
    """The colour beside the words of a state."""
    return TONES.get(state, "")
