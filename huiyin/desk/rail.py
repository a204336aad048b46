"""The rail of the desk: an actor's rooms in groups, and nothing that it may not enter."""

from dataclasses import dataclass

from huiyin.accounts.actions import may_administer
from huiyin.accounts.second_factor import PERMISSION as RESET
from huiyin.audit.actors import Actor
from huiyin.casework import kinds, rooms
from huiyin.casework.clock_rows import KEEP
from huiyin.casework.kinds import Group, PageDoor, RoomDoor
from huiyin.casework.rooms import LEADER
from huiyin.notices.actions import PERMISSION as RESEND
from huiyin.organisations.actions import APPOINT
from huiyin.workdays.actions import PERMISSION as ANNOUNCE

from . import audit_reach, imports, timetable

OWN = (
    PageDoor("我的待办", "/desk/", "tray", Group.MINE),
    PageDoor("领导看板", "/desk/overview/", "chart", Group.MINE, (LEADER,)),
    PageDoor("数据", "/desk/figures/", "chart", Group.DATA, order=10),
    PageDoor("报告", "/desk/reports/", "report", Group.DATA, order=20),
    PageDoor("导入", "/desk/import/", "import", Group.REST, may=imports.may_import, order=10),
    PageDoor("通知", "/desk/notices/", "send", Group.REST, (RESEND,)),
    PageDoor("工作日历", "/desk/calendar/", "clock", Group.REST, (ANNOUNCE,)),
    PageDoor("办公时间", "/desk/office-hours/", "clock", Group.REST, (KEEP,)),
    PageDoor("定时任务", "/desk/timetable/", "clock", Group.REST, may=timetable.may_see),
    PageDoor("岗位任免", "/desk/posts/", "person", Group.REST, (APPOINT,)),
    PageDoor("账号", "/desk/accounts/", "person", Group.REST, (RESET,)),
    PageDoor("审计", "/desk/audit/", "seal", Group.REST, (audit_reach.PERMISSION,)),
    PageDoor("网站设置", "/desk/site/", "site", Group.REST, may=may_administer),
)
"""What is on the rail for the desk itself and for the apps that have no card."""


@dataclass(frozen=True)
class Door:
    label: str
    address: str
    icon: str
    is_here: bool


def of(actor: Actor, path: str) -> list[tuple[str, list[Door]]]:
    """(caption, doors) of the groups that are not empty for this actor."""
    pages = [page for page in every_page() if page.may_enter(actor)]
    here = max((page.address for page in pages if _leads(page, path)), key=len, default="")
    groups = [
        (group.value, [_door(page, here) for page in pages if page.group is group])
        for group in Group
    ]
    return [(caption, doors) for caption, doors in groups if doors]


def every_page() -> list[PageDoor]:
    """Everything on the rail; a room that no card names is under 其他."""
    doors = [*OWN, *(door for card in kinds.cards() for door in card.doors)]
    placed = {door.room for door in doors if isinstance(door, RoomDoor)}
    strays = [room.key for room in rooms.rooms() if room.key not in placed]
    doors += [RoomDoor(key, "page", Group.REST, order=99) for key in strays]
    pages = (door if isinstance(door, PageDoor) else _of_room(door) for door in doors)
    return sorted((page for page in pages if page), key=lambda page: page.order)


def _of_room(door: RoomDoor) -> PageDoor | None:
    room = rooms.find(door.room)
    if room is None:
        return None
    address, may = f"/desk/{room.key}/", room.may_enter
    return PageDoor(room.label, address, door.icon, door.group, order=door.order, may=may)


def _leads(page: PageDoor, path: str) -> bool:
    """Whether this address is below the page's; of two the longer is where one is."""
    return path == page.address if page.address == "/desk/" else path.startswith(page.address)


def _door(page: PageDoor, here: str) -> Door:
    return Door(page.label, page.address, page.icon, page.address == here)
