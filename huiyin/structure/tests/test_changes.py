"""机构变更: proposed by one, made when another confirms, and known on its days ever after."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.organisations.models import Organisation
from huiyin.structure import actions
from huiyin.structure.forms import StartForm
from huiyin.structure.models import KEEP, Change

from .trial import change


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


def person(bureau, key):
    return Actor(ActorKind.PERSON, f"陈示例{key}", key, "", {bureau.pk: frozenset({KEEP})})


def made(bureau, at, **values):
    """Proposed by one, confirmed by another."""
    one = actions.propose(change(bureau, **values), actor=person(bureau, "1"), at=at)
    return actions.confirm(one, actor=person(bureau, "2"), at=at)


MADE = {
    "set up": ({"what": "set-up", "name": "法制科", "slug": "fazhi"}, "fazhi", "法制科"),
    "renamed": ({"what": "rename", "name": "指挥中心"}, "duban", "指挥中心"),
    "founded": ({"what": "found", "name": ""}, "duban", "监督指挥科"),
    "noted": ({"what": "earlier", "name": "督查科"}, "duban", "监督指挥科"),
}


@pytest.mark.parametrize("what", MADE)
def test_nothing_changes_before_another_person_confirms(bureau, duban, morning, what):
    values, slug, name = MADE[what]
    if values["what"] != "set-up":
        values = values | {"organisation": duban, "slug": ""}
    before = list(Organisation.objects.order_by("pk").values())
    one = actions.propose(change(bureau, **values), actor=person(bureau, "1"), at=morning)
    assert list(Organisation.objects.order_by("pk").values()) == before
    assert not Entry.objects.filter(verb__startswith="organisations.").exists()
    assert one.difference
    one = actions.confirm(one, actor=person(bureau, "2"), at=morning)
    unit = Organisation.objects.get(slug=slug)
    assert (unit.name, one.organisation, one.confirmed_by) == (name, unit, "陈示例2")
    assert Entry.objects.filter(verb__startswith="organisations.").count() == 1


def test_a_renamed_unit_is_called_as_it_was_on_the_day(bureau, duban, morning):
    one = made(bureau, morning, what="rename", organisation=duban, name="指挥中心", slug="")
    duban.refresh_from_db()
    assert [str(duban.on(day)) for day in (date(2026, 1, 4), date(2026, 1, 5), None)] == [
        "监督指挥科", "指挥中心", "指挥中心",
    ]  # fmt: skip
    assert one.difference[0] == ("名称", "监督指挥科", "指挥中心")


WRONG = {
    "no unit": ({"what": "rename"}, "organisation"),
    "a unit of another agency": ({"what": "rename", "organisation": "elsewhere"}, "organisation"),
    "a unit where an agency ends": ({"what": "abolish", "organisation": "duban"}, "organisation"),
    "a day to come": ({"day": date(2026, 3, 4)}, "day"),
    "a taken address": ({"slug": "duban"}, "slug"),
    "without a basis": ({"basis": ""}, "basis"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_does_not_wait(bureau, duban, morning, wrong):
    other = Organisation.objects.create(name="水务局", slug="swj", is_agency=True)
    units = {
        "duban": duban,
        "elsewhere": Organisation.objects.create(name="河道科", slug="hedao", parent=other),
    }
    values, field = WRONG[wrong]
    if "organisation" in values:
        values = values | {"organisation": units[values["organisation"]]}
    with pytest.raises(ValidationError) as refused:
        actions.propose(change(bureau, **values), actor=person(bureau, "1"), at=morning)
    assert field in refused.value.message_dict
    assert not Change.objects.exists()


def test_one_change_of_an_organisation_waits_at_a_time(bureau, duban, morning):
    first = change(bureau, what="rename", organisation=duban, name="指挥中心", slug="")
    actions.propose(first, actor=person(bureau, "1"), at=morning)
    second = change(bureau, what="found", organisation=duban, slug="")
    with pytest.raises(ValidationError, match="已有一项变更待确认"):
        actions.propose(second, actor=person(bureau, "2"), at=morning)


def test_what_became_impossible_meanwhile_is_refused_when_it_is_confirmed(bureau, morning):
    one = actions.propose(change(bureau, slug="fazhi"), actor=person(bureau, "1"), at=morning)
    Organisation.objects.create(name="法规科", slug="fazhi", parent=bureau)
    with pytest.raises(ValidationError, match="网址标识"):
        actions.confirm(one, actor=person(bureau, "2"), at=morning)
    one.refresh_from_db()
    assert one.state == Change.State.PROPOSED


HEIRS = {"": None, "swj": "swj", "duban": "wrong", "nobody": "wrong"}


@pytest.mark.parametrize("slug", HEIRS)
def test_an_heir_is_named_by_its_address_and_no_other_agency_is_listed(bureau, duban, slug):
    other = Organisation.objects.create(name="水务局", slug="swj", is_agency=True)
    sent = {"what": "abolish", "organisation": bureau.pk, "day": "2026-03-03", "basis": "云编"}
    form = StartForm(sent | {"successor": slug})
    form.place(bureau)
    assert "水务局" not in str(form)
    assert form.is_valid() is (HEIRS[slug] != "wrong")
    if form.is_valid():
        assert form.instance.successor == (other if slug else None)
