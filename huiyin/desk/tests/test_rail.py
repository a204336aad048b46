"""The rail: every room stands on it once, and only for those who may enter."""

import re
from collections import Counter

import pytest
from django.core import checks

from huiyin.casework import kinds, rooms
from huiyin.casework.models import SavedFilter
from huiyin.desk import icons, rail
from huiyin.organisations.actors import actor_of


def test_every_room_stands_in_a_group_of_its_own(admin_user):
    addresses = [
        door.address for _, doors in rail.of(actor_of(admin_user), "/desk/") for door in doors
    ]
    assert {f"/desk/{room.key}/" for room in rooms.rooms()} <= set(addresses)
    assert set(Counter(addresses).values()) == {1}
    named = {
        door.room
        for card in kinds.cards()
        for door in card.doors
        if isinstance(door, kinds.RoomDoor)
    }
    assert named == {room.key for room in rooms.rooms()}


def test_a_room_that_no_card_names_is_under_the_rest(admin_user, monkeypatch):
    monkeypatch.setattr(kinds, "cards", tuple)
    groups = dict(rail.of(actor_of(admin_user), "/desk/"))
    assert groups.keys() == {"", "数据和报告", "其他"}
    assert "/desk/foi/" in [door.address for door in groups["其他"]]


def test_where_one_is(admin_user):
    doors = [door for _, group in rail.of(actor_of(admin_user), "/desk/foi/7/") for door in group]
    assert [door.address for door in doors if door.is_here] == ["/desk/foi/"]


@pytest.mark.parametrize("room", rooms.rooms(), ids=lambda room: room.key)
def test_no_list_offers_the_same_filter_twice(admin_client, room):
    """状态, 年份 and 机关 come with every list."""
    page = admin_client.get(f"/desk/{room.key}/?q=x").text
    names = re.findall(r'<select name="(\w+)"', page.partition('class="narrow"')[2])
    assert set(Counter(names).values()) <= {1}
    assert names or room.workflow is None


def test_a_stranger_to_all_rooms_sees_no_empty_group(django_user_model, db):
    nobody = django_user_model.objects.create_user("nobody")
    groups = rail.of(actor_of(nobody), "/desk/")
    assert all(doors for _, doors in groups)
    assert "专项公开" not in dict(groups)


def test_a_door_with_an_icon_that_is_not_drawn_is_named(monkeypatch):
    assert checks.run_checks() == []
    door = kinds.PageDoor("公共厕所", "/desk/toilets/", "list", kinds.Group.REST)
    monkeypatch.setattr(rail, "OWN", (*rail.OWN, door))
    (fault,) = checks.run_checks()
    assert "公共厕所" in fault.msg
    assert "'list'" in fault.msg
    assert set(icons.drawn()) >= {"check", "tray"}
    assert "check" in fault.hint


def test_saved_lists_stand_on_the_rail_of_whoever_may_enter(desk, bureau):
    """One's own before what the agency shares, none of a room that one may not enter, eight at most."""
    head, clerk = desk("热线负责人", username="head"), desk("热线办理岗")
    for number in range(9):
        typed = {"name": f"九{number}", "query": f"when=overdue&q={number}"}
        head.post("/desk/hotline/saved/", typed)
    mine = SavedFilter.objects.get(name="九8")
    head.post(f"/desk/hotline/saved/{mine.pk}/share/")
    clerk.post("/desk/hotline/saved/", {"name": "我的", "query": "when=today"})
    SavedFilter.objects.create(user_id=mine.user_id, room="foi", name="别处", query="when=open")
    shown = [page.text.partition("<h2>常用</h2>")[2].partition("</nav>")[0]
             for page in (clerk.get("/desk/"), head.get("/desk/hotline/?when=overdue&q=3"))]  # fmt: skip
    assert re.findall(r"</svg>([^<]+)</a>", shown[0])[:2] == ["我的", "九8"]
    assert "别处" not in shown[1]
    assert shown[1].count("九") == 8
    assert re.search(r'aria-current="page" title="热线留言">\s*<svg.*\s*.*九3</a>', shown[1])


def test_last_days_are_asked_once(admin_client):
    """A room with days of its own says them in its words; an address of old still narrows."""
    page = admin_client.get("/desk/hotline/")
    names = {choice.name for choice in page.context["narrowed"].choices}
    assert ("when" in names, "due" in names) == (True, False)
    old = admin_client.get("/desk/hotline/?due=late").context["narrowed"]
    assert [chip.text for chip in old.chips] == ["已超期"]
    assert "due" in {
        one.name for one in admin_client.get("/desk/proposals/").context["narrowed"].choices
    }
