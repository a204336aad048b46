"""Every move of a licence from every state, who may make it, and what cannot be."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.actors import visitor
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.licensing.actions import workflow
from huiyin.licensing.models import Licence
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db

State = Licence.State
ARGUMENTS = {
    "publish": {},
    "amend": {"values": {"content": "准予处置建筑垃圾（更正）"}},
    "revoke": {"reason": "申请材料虚假"},
    "cancel": {"reason": "期满未续"},
    "recount": {"because": "测试"},
    "void": {"reason": "重复录入"},
}
LEGAL = {
    ("valid", "publish"): "valid",
    ("valid", "amend"): "valid",
    ("valid", "revoke"): "revoked",
    ("valid", "cancel"): "cancelled",
    ("valid", "recount"): "valid",
    ("valid", "void"): "voided",
    ("revoked", "void"): "voided",
    ("cancelled", "void"): "voided",
}
GRANTS = {
    "publish": "licensing.publish_licence",
    "amend": "licensing.register_licence",
    "revoke": "licensing.void_licence",
    "cancel": "licensing.void_licence",
    "void": "licensing.void_licence",
}
WAYS = {"valid": [], "revoked": ["revoke"], "cancelled": ["cancel"], "voided": ["void"]}


def make(name, licence, actor, at):
    return workflow.moves[name].run(licence, actor=actor, at=at, **ARGUMENTS[name])


@pytest.fixture
def standing(licence, robot, morning):
    """A licence that came to a state by real moves."""

    def make_standing(state):
        made = licence()
        for name in WAYS[state]:
            made = make(name, made, robot, morning)
        return made

    return make_standing


def test_the_table_knows_every_move_and_state():
    assert set(ARGUMENTS) == set(workflow.moves)
    assert set(WAYS) == set(State.values)


@pytest.mark.parametrize(("state", "name"), list(product(State.values, ARGUMENTS)))
def test_every_move_from_every_state(standing, robot, morning, state, name):
    found = standing(state)
    entries = Entry.objects.count()
    if target := LEGAL.get((state, name)):
        assert make(name, found, robot, morning).state == target
        assert Entry.objects.count() == entries + 1
    else:
        with pytest.raises(MoveRefusedError):
            make(name, found, robot, morning)
        assert Entry.objects.count() == entries
    found.refresh_from_db()
    assert found.state == (target or state)


@pytest.mark.parametrize(("name", "grant"), list(product(GRANTS, sorted(set(GRANTS.values())))))
def test_a_move_needs_its_grant_and_no_other(standing, actor, morning, name, grant):
    clerk, found = actor(grant), standing("valid")
    may = GRANTS[name] == grant
    assert (name in [move.name for move in workflow.open_to(clerk, found)]) is may
    if may:
        make(name, found, clerk, morning)
    else:
        with pytest.raises(MoveForbiddenError):
            make(name, found, clerk, morning)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_another_agency_and_a_visitor_are_refused(standing, actor, morning, name):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    found = standing("valid")
    for stranger in (actor(*GRANTS.values(), agency=elsewhere), visitor()):
        assert not list(workflow.open_to(stranger, found))
        with pytest.raises(MoveForbiddenError):
            make(name, found, stranger, morning)


def test_no_person_recounts(standing, actor, morning):
    with pytest.raises(MoveForbiddenError):
        make("recount", standing("valid"), actor(*GRANTS.values()), morning)


@pytest.mark.parametrize(
    ("name", "arguments", "field"),
    [
        pytest.param("void", {"reason": "  "}, "reason", id="void without a reason"),
        pytest.param(
            "amend",
            {"values": {"decided_on": date(2030, 1, 1)}},
            "decided_on",
            id="decided tomorrow",
        ),
        pytest.param(
            "amend",
            {"values": {"valid_to": date(2020, 1, 1)}},
            "valid_to",
            id="ends before it begins",
        ),
        pytest.param("amend", {"values": {"content": ""}}, "content", id="an empty field"),
        pytest.param("amend", {"values": {"issuer": "长" * 201}}, "issuer", id="a text too long"),
        pytest.param(
            "amend",
            {"values": {"holder_uscc": "91341799MA2TEX01KX"}},
            "holder_uscc",
            id="a wrong code",
        ),
    ],
)
def test_what_cannot_be_is_said_at_the_field(standing, robot, morning, name, arguments, field):
    found = standing("valid")
    entries = Entry.objects.count()
    with pytest.raises(ValidationError) as refused:
        workflow.moves[name].run(found, actor=robot, at=morning, **arguments)
    assert field in refused.value.message_dict
    assert Entry.objects.count() == entries


def test_a_licence_is_published_once(standing, robot, morning):
    found = make("publish", standing("valid"), robot, morning)
    with pytest.raises(ValidationError, match="已经公示"):
        make("publish", found, robot, morning)


def test_a_number_is_registered_once_but_again_after_voiding(licence, robot, morning):
    first = licence()
    with pytest.raises(ValidationError):
        licence()
    make("void", first, robot, morning)
    assert licence().reference == first.reference


def test_a_move_of_the_past_keeps_its_moment(standing, robot, morning):
    earlier = morning - timedelta(days=400)
    found = make("publish", standing("valid"), robot, earlier)
    assert found.published_on == earlier.date()
    assert Entry.objects.last().at == earlier
