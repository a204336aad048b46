"""The cards: every app above casework has one, and what is on them leads somewhere."""

from collections import Counter

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.utils.module_loading import import_string

from huiyin.casework import kinds, rooms
from huiyin.organisations import roles


def test_one_app_has_one_card():
    named = {card.label for card in kinds.cards()}
    assert {"disclosure", "foi", "hotline", "licensing", "registers"} <= named
    assert apps.get_app_config("casework") not in kinds.cards()


def test_rooms_on_the_cards_are_rooms():
    doors = [door for card in kinds.cards() for door in card.doors]
    on_the_rail = Counter(door.room for door in doors if isinstance(door, kinds.RoomDoor))
    assert set(on_the_rail) <= {room.key for room in rooms.rooms()}
    assert set(on_the_rail.values()) == {1}
    headings = kinds.headings().values()
    assert all(rooms.find(heading.room) for heading in headings if heading.room)
    assert all(heading.room for heading in headings if heading.dates_years)


@pytest.mark.django_db
def test_rights_on_the_cards_are_rights():
    known = {
        f"{app}.{code}"
        for app, code in Permission.objects.values_list("content_type__app_label", "codename")
    }
    pages = [d for card in kinds.cards() for d in card.doors if isinstance(d, kinds.PageDoor)]
    assert {right for page in pages for right in page.rights} <= known
    for name, rights in roles.usual().items():
        assert set(rights) <= known, name
        assert set(Counter(rights).values()) == {1}, name


def test_jobs_on_the_cards_are_functions():
    assert kinds.jobs()
    assert all(callable(import_string(job)) for job in kinds.jobs())


def test_posts_of_one_kind_stand_before_the_head_of_all(monkeypatch):
    added = [{"议案办理岗": ("proposals.answer",), "分管领导": ("proposals.view",)}]
    monkeypatch.setattr(roles, "_granted", added)
    names = list(roles.usual())
    assert names.index("议案办理岗") + 1 == names.index("分管领导")
    assert roles.usual()["议案办理岗"] == ("proposals.answer",)
    assert roles.usual()["分管领导"][-1] == "proposals.view"


def test_a_fact_has_one_name(monkeypatch):
    class Card:
        def __init__(self, said):
            self.facts = {"lead": said}

    monkeypatch.setattr(kinds, "cards", lambda: [Card("主办"), Card("牵头")])
    with pytest.raises(ValueError, match="主办"):
        kinds.facts.__wrapped__()
