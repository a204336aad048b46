"""The rail of the desk: an actor's rooms in groups, and nothing that it may not enter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from huiyin.accounts.second_factor import PERMISSION as RESET
from huiyin.audit.actors import Actor
from huiyin.casework import rooms
from huiyin.disclosure.desk.columns import PERMISSIONS as COLUMNS
from huiyin.ingest.migrating import PERMISSION as MIGRATE
from huiyin.inspection.desk import VIEW as INSPECT
from huiyin.notices.actions import PERMISSION as RESEND
from huiyin.proofreading.actions import PERMISSION as WORDING

from . import audit_reach, imports


@dataclass(frozen=True)
class Page:
    """A page of the desk that is no room."""

    label: str
    address: str
    icon: str
    may: Callable[[Actor], bool] = lambda actor: True


@dataclass(frozen=True)
class Door:
    label: str
    address: str
    icon: str
    is_here: bool


def _any_of(*permissions: str) -> Callable[[Actor], bool]:
    return lambda actor: any(map(actor.may, permissions))


ICONS = {
    "foi": "letter",
    "hotline": "phone",
    "licences": "stamp",
    "manuscripts": "pen",
    "reminders": "bell",
    "powers": "scales",
    "officers": "badge",
    "budgets": "coins",
    "budget-lines": "table",
    "decisions": "vote",
    "opinions": "speech",
}
REST = "其他"
GROUPS: dict[str, list[str | Page]] = {
    "": [Page("我的待办", "/desk/", "tray")],
    "办件": ["foi", "hotline", "licences"],
    "信息公开": [
        "manuscripts",
        "disclosure",
        Page("栏目", "/desk/columns/", "tree", _any_of(*COLUMNS)),
        Page("查漏补缺", "/desk/gaps/", "check", _any_of(*COLUMNS)),
        "reminders",
        Page("校对用语", "/desk/wording/", "words", _any_of(WORDING)),
        Page("网站自查", "/desk/inspection/", "lens", _any_of(INSPECT)),
    ],
    "专项公开": ["powers", "officers", "budgets", "budget-lines", "decisions", "opinions"],
    "数据和报告": [
        Page("数据", "/desk/figures/", "chart"),
        Page("报告", "/desk/reports/", "report"),
    ],
    REST: [
        Page("导入", "/desk/import/", "import", imports.may_import),
        Page("旧站迁移", "/desk/migration/", "import", _any_of(MIGRATE)),
        Page("通知", "/desk/notices/", "send", _any_of(RESEND)),
        Page("账号", "/desk/accounts/", "person", _any_of(RESET)),
        Page("审计", "/desk/audit/", "seal", _any_of(audit_reach.PERMISSION)),
        Page("网站内容", "/cms/", "site", _any_of("web.change_siteprofile")),
    ],
}
"""Group → room keys and pages, as they stand on the rail; a room named nowhere is under REST."""


def of(actor: Actor, path: str) -> list[tuple[str, list[Door]]]:
    """(caption, doors) of the groups that are not empty for this actor."""
    found = [
        (caption, [_door(page, path) for page in _pages(caption, actor)]) for caption in GROUPS
    ]
    return [(caption, doors) for caption, doors in found if doors]


def _pages(caption: str, actor: Actor) -> Iterator[Page]:
    placed = {key for group in GROUPS.values() for key in group}
    strays = [room.key for room in rooms.rooms() if room.key not in placed]
    for entry in [*GROUPS[caption], *(strays if caption == REST else [])]:
        page = _of_room(entry) if isinstance(entry, str) else entry
        if page is not None and page.may(actor):
            yield page


def _of_room(key: str) -> Page | None:
    room = rooms.find(key)
    if room is None:
        return None
    return Page(room.label, f"/desk/{key}/", ICONS.get(key, "page"), room.may_view)


def _door(page: Page, path: str) -> Door:
    is_here = path == page.address if page.address == "/desk/" else path.startswith(page.address)
    return Door(page.label, page.address, page.icon, is_here)
