"""撤销机关: what of it is still open, kind by kind, as the rooms of the desk know it."""

from huiyin.casework import rooms
from huiyin.organisations import changing
from huiyin.organisations.models import Organisation

from .models import Change


def open_matters(agency: Organisation) -> str:
    """`热线工单还有 2 件没有办结`, of each kind; empty where nothing is open."""
    said = []
    for room in rooms.rooms():
        if room.todo is None or room.key == Change.kind:
            continue
        records = room.model._default_manager.filter(agency=agency)
        if number := room.todo.open(records).count():
            said.append(f"{room.label}还有 {number} {room.unit}没有办结")
    return "、".join(said)


changing.hindrances.append(open_matters)
