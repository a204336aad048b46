"""Who sees which task, by list and by record, and who may make its moves: one policy."""

from datetime import date

import pytest

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.coordination import actions
from huiyin.coordination.desk import ROOM
from huiyin.coordination.models import COORDINATE, HANDLE, Role
from huiyin.coordination.rules import all_reported, assistants_reported
from huiyin.organisations.models import Organisation

from .trial import DUE, REPORT, matter


@pytest.fixture
def places(bureau):
    """The agency, two units of it, another agency and a unit of that."""
    water = Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )
    Organisation.objects.create(name="河道科", slug="hedao", parent=water)
    return {one.slug: one for one in Organisation.objects.all()}


def person(place, *rights, key="7"):
    held = frozenset(rights)
    return Actor(
        ActorKind.PERSON, "某人", key, "127.0.0.1", {place.agency.pk: held}, units={place.pk: held}
    )


@pytest.fixture
def give(bureau, robot, morning):
    def make(unit, about=None, role=Role.ASSIST):
        about = about or matter(bureau, morning)
        return actions.assign(about, unit, role, due_on=DUE, actor=robot, at=morning)

    return make


SEES = {  # place of the post, right → the units whose tasks are seen
    ("cgj", COORDINATE): {"cgj", "duban", "shenpi", "swj"},
    ("duban", COORDINATE): {"cgj", "duban", "shenpi", "swj"},
    ("cgj", HANDLE): {"cgj"},
    ("duban", HANDLE): {"duban"},
    ("shenpi", HANDLE): {"shenpi"},
    ("swj", HANDLE): {"swj"},
    ("hedao", HANDLE): set(),
    ("swj", COORDINATE): set(),
    ("cgj", "hotline.view_requests"): set(),
}


@pytest.mark.parametrize(("place", "right"), SEES)
def test_who_sees_which_tasks(places, give, morning, place, right):
    tasks = {slug: give(places[slug]) for slug in ("cgj", "duban", "shenpi", "swj")}
    actor, seen = person(places[place], right), SEES[place, right]
    listed = {task.unit.slug for task in ROOM.seen_by(actor)}
    assert listed == seen
    may_open = {slug for slug, task in tasks.items() if any(actions.workflow.open_to(actor, task))}
    assert may_open == (seen if right in (COORDINATE, HANDLE) else set())
    waits = set(ROOM.todo.mine(ROOM.todo.open(ROOM.seen_by(actor)), actor))
    assert {task.unit.slug for task in waits} == (seen if right == HANDLE else set())
    for slug in tasks.keys() - seen:
        with pytest.raises(MoveForbiddenError):
            actions.contribute(tasks[slug], actor=actor, at=morning, **REPORT)


def test_another_agency_does_its_task_and_closes_none(places, give, morning):
    task, actor = give(places["swj"]), person(places["swj"], HANDLE, COORDINATE)
    task = actions.sign(task, actor=actor, at=morning)
    task = actions.contribute(task, actor=actor, at=morning, **REPORT)
    with pytest.raises(MoveForbiddenError):
        actions.accept(task, actor=actor, at=morning)


def test_a_task_of_a_secret_matter_is_kept_from_the_coordinator_who_does_not_know_it(
    bureau, places, give, morning
):
    secret = matter(bureau, morning, is_confidential=True)
    task = give(places["duban"], secret)
    coordinator = person(bureau, COORDINATE)
    assert not ROOM.seen_by(coordinator).exists()
    assert not list(actions.workflow.open_to(coordinator, task))
    with pytest.raises(MoveForbiddenError):
        actions.call_back(task, actor=coordinator, at=morning, reason="换单位")
    assert ROOM.seen_by(person(bureau, COORDINATE, "hotline.confide_request")).exists()
    unit = person(places["duban"], HANDLE)
    assert [one.title for one in ROOM.seen_by(unit)] == [f"{secret} 保密求助"]


def test_a_list_of_tasks_needs_a_query_a_kind(bureau, places, give, django_assert_max_num_queries):
    for slug in ("cgj", "duban", "shenpi", "swj"):
        give(places[slug])
    coordinator = person(bureau, COORDINATE)
    with django_assert_max_num_queries(2):
        rows = list(ROOM.seen_by(coordinator))
        ROOM.prepare(rows)
        assert all(column.value(row) for row in rows for column in ROOM.columns)


def test_the_matter_waits_until_all_have_reported(bureau, places, give, robot, morning):
    today, about = date(2026, 3, 3), matter(bureau, morning)
    assert all_reported(about, today) == ""
    lead = give(places["cgj"], about, Role.LEAD)
    first, second = give(places["duban"], about), give(places["swj"], about)
    message = "监督指挥科、云溪市水务局还没有反馈意见"
    assert assistants_reported(about, today) == message
    assert all_reported(about, today) == f"云溪市城市管理局、{message}"
    actions.contribute(first, actor=robot, at=morning, **REPORT)
    actions.call_back(second, actor=robot, at=morning, reason="不需要了")
    assert assistants_reported(about, today) == ""
    actions.contribute(lead, actor=robot, at=morning, **REPORT)
    assert all_reported(about, today) == ""
