"""The rail: every room stands on it once, and only for those who may enter."""

from collections import Counter

from huiyin.casework import rooms
from huiyin.desk import rail
from huiyin.organisations.actors import actor_of


def test_every_room_stands_in_a_group_of_its_own(admin_user):
    told = [door.address for _, doors in rail.of(actor_of(admin_user), "/desk/") for door in doors]
    assert {f"/desk/{room.key}/" for room in rooms.rooms()} <= set(told)
    assert set(Counter(told).values()) == {1}
    assert rail.GROUPS[rail.REST]


def test_a_named_key_is_a_room():
    named = {key for group in rail.GROUPS.values() for key in group if isinstance(key, str)}
    assert named == {room.key for room in rooms.rooms()}


def test_where_one_is(admin_user):
    doors = [door for _, group in rail.of(actor_of(admin_user), "/desk/foi/7/") for door in group]
    assert [door.address for door in doors if door.is_here] == ["/desk/foi/"]


def test_a_stranger_to_all_rooms_sees_no_empty_group(django_user_model, db):
    nobody = django_user_model.objects.create_user("nobody")
    groups = rail.of(actor_of(nobody), "/desk/")
    assert all(doors for _, doors in groups)
    assert "专项公开" not in dict(groups)
