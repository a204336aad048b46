"""地名库: names of the agency, found by their beginning, a part, another name or their letters."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin.hotline.models import Place
from huiyin.hotline.places import actions
from huiyin.hotline.places.matching import matching
from huiyin.organisations.models import Organisation

from . import trial_places

pytestmark = pytest.mark.django_db
KNOWN = (
    ("青枫路", "road", "枫树路", "城关街道"),
    ("青枫路小学", "facility", "", "城关街道"),
    ("滨河青枫公园", "facility", "", ""),
    ("人民广场", "facility", "市民广场、大广场", "东门社区"),
)


@pytest.fixture
def places(bureau, robot, morning):
    return [
        actions.register(
            trial_places.place(bureau, reference=name, place_kind=kind, aliases=aliases, within=within),
            actor=robot, at=morning,
        )
        for name, kind, aliases, within in KNOWN
    ]  # fmt: skip


FOUND = {
    "青枫": ["青枫路", "青枫路小学", "滨河青枫公园"],
    "青 枫路": ["青枫路", "青枫路小学"],
    "枫树": ["青枫路"],
    "大广场": ["人民广场"],
    "qfl": ["青枫路", "青枫路小学"],
    "QF": ["青枫路", "青枫路小学"],
    "smgc": ["人民广场"],
    "fl": [],
    "": [],
    "%": [],
}


@pytest.mark.parametrize(("typed", "names"), FOUND.items())
def test_what_is_typed_finds_places(bureau, places, django_assert_num_queries, typed, names):
    with django_assert_num_queries(1 if typed else 0):
        rows = matching(bureau, typed)
    assert [place.reference for place in rows] == names


def test_only_those_in_use_and_of_the_agency(bureau, places, robot, morning):
    actions.end(places[0], actor=robot, at=morning, reason="更名")
    actions.void(places[1], actor=robot, at=morning, reason="重复")
    assert [place.reference for place in matching(bureau, "青枫")] == ["滨河青枫公园"]
    other = Organisation.objects.create(name="别局", short_name="别局", slug="bj", is_agency=True)
    assert matching(other, "青枫") == []


def test_a_new_name_is_found_by_its_letters(bureau, places, robot, morning):
    actions.amend(places[0], actor=robot, at=morning, values={"reference": "红枫路", "aliases": ""})
    assert [place.reference for place in matching(bureau, "hfl")] == ["红枫路"]
    assert matching(bureau, "枫树") == []


def test_what_cannot_be_is_refused(bureau, places, robot, morning):
    for values, name in (
        ({}, "__all__"),
        ({"entered_on": date(2026, 3, 4), "reference": "新街"}, "entered_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            actions.register(
                trial_places.place(bureau, **{"reference": "青枫路", **values}),
                actor=robot,
                at=morning,
            )
        assert name in refused.value.message_dict
    assert Place.objects.count() == len(KNOWN)
