"""What cannot be said of a licence, and what its moves keep."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.licensing.actions import workflow

from .trial import TRIAL

pytestmark = pytest.mark.django_db


def make(name, licence, actor, at):
    row = TRIAL.row(name, licence.state)
    return workflow.moves[name].run(licence, actor=actor, at=at, **row.arguments_for(licence))


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
def test_what_cannot_be_is_said_at_the_field(licence, robot, morning, name, arguments, field):
    record = licence()
    entries = Entry.objects.count()
    with pytest.raises(ValidationError) as refused:
        workflow.moves[name].run(record, actor=robot, at=morning, **arguments)
    assert field in refused.value.message_dict
    assert Entry.objects.count() == entries


def test_a_licence_is_published_once(licence, robot, morning):
    record = make("publish", licence(), robot, morning)
    with pytest.raises(ValidationError, match="已经公示"):
        make("publish", record, robot, morning)


def test_a_number_is_registered_once_but_again_after_voiding(licence, robot, morning):
    first = licence()
    with pytest.raises(ValidationError):
        licence()
    make("void", first, robot, morning)
    assert licence().reference == first.reference


def test_a_move_of_the_past_keeps_its_moment(licence, robot, morning):
    earlier = morning - timedelta(days=400)
    record = make("publish", licence(), robot, earlier)
    assert record.published_on == earlier.date()
    assert Entry.objects.last().at == earlier
