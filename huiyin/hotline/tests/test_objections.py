"""Whoever is not content is heard by every door: 重办 or 维持答复, and nothing for who is content."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.hotline import actions
from huiyin.hotline.models import ServiceRequest, Visit
from huiyin.notices.models import Notice

from . import trial, visit_rows
from .test_visits import MAIL, person

pytestmark = pytest.mark.django_db
ROBOT = system("trial")
ANSWERED = {"answered_on": date(2026, 3, 2), "answer_text": "已修复"}


def registered(bureau, at, **values):
    values = {"caller_phone": MAIL, "received_on": date(2026, 3, 2), **values}
    return actions.register(trial.request(bureau, **values), actor=ROBOT, at=at)


def by_telephone(bureau, at, **said):
    request = registered(bureau, at, **ANSWERED)
    return actions.visit(request, door="phone", reached="yes", actor=ROBOT, at=at, **said)


def by_link(bureau, at, **said):
    said = {"resolution": "resolved", "satisfaction": "satisfied", **said}
    request = registered(bureau, at, **ANSWERED)
    return actions.evaluate(request, actor=visit_rows.asker(request), at=at, **said)


def by_correction(bureau, at, **said):
    return actions.amend(registered(bureau, at, **ANSWERED), actor=ROBOT, at=at, values=said)


def by_rows(bureau, at, **said):
    request = trial.request(bureau, reference="SZ-1", caller_phone=MAIL, **ANSWERED, **said)
    return actions.register_many([request], actor=ROBOT, at=at)[0]


def by_form(bureau, at, **said):
    return registered(bureau, at, **ANSWERED, **said)


def by_correcting_rows(bureau, at, **said):
    request = by_rows(bureau, at)
    return actions.amend_by_table(request, actor=ROBOT, at=at, values=said)


DOORS = [by_telephone, by_link, by_correction, by_rows, by_form, by_correcting_rows]
SAID = [
    ({"satisfaction": "dissatisfied"}, True),
    ({"resolution": "unresolved"}, True),
    ({"resolution": "unresolved", "satisfaction": "fair"}, True),
    ({"resolution": "resolved", "satisfaction": "dissatisfied"}, True),
    ({"resolution": "resolved", "satisfaction": "satisfied"}, False),
    ({"satisfaction": "fair"}, False),
]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize(("said", "objects"), SAID, ids=lambda said: str(said))
def test_one_rule_for_every_door(bureau, morning, door, said, objects):
    request = ServiceRequest.objects.get(pk=door(bureau, morning, **said).pk)
    visit = Visit.objects.get()
    assert {name: getattr(visit, name) for name in said} == said
    assert {name: getattr(request, name) for name in said} == said
    assert request.evaluated_on
    if not objects:
        assert request.objected_on is None
        with pytest.raises(ValidationError, match="没有表示"):
            actions.handle_again(request, actor=ROBOT, at=morning, reason="无")
        return
    assert request.objected_on == request.evaluated_on
    again = actions.handle_again(request, actor=ROBOT, at=morning, reason="未解决")
    assert (again.state, again.round_number) == ("received", 2)


def test_a_table_speaks_of_the_answer_that_stands(bureau, morning):
    """After a second handling what it says is of the second answer; the first rating stays."""
    request = by_rows(bureau, morning, satisfaction="dissatisfied")
    request = actions.handle_again(request, actor=ROBOT, at=morning, reason="未解决")
    at = morning + timedelta(days=1)
    request = trial.answered(request, ROBOT, at)
    for said, objected_on in (("satisfied", None), ("fair", None)):
        request = actions.amend_by_table(
            request, actor=ROBOT, at=at, values={"satisfaction": said, "place": "云溪路"}
        )
        assert (request.satisfaction, request.rated_on) == ("dissatisfied", date(2026, 3, 2))
        assert (request.present_satisfaction, request.objected_on) == (said, objected_on)
    request = actions.amend_by_table(
        request, actor=ROBOT, at=at, values={"resolution": "unresolved"}
    )
    assert request.objected_on == at.date()
    visits = Visit.objects.values_list("round_number", "satisfaction", "resolution")
    assert list(visits) == [(1, "dissatisfied", ""), (2, "fair", "unresolved")]
    assert request.place == "云溪路"


def test_an_answer_is_upheld_by_somebody_else_who_says_why(bureau, morning):
    request = by_rows(bureau, morning, satisfaction="dissatisfied")
    office = person(bureau, "1", "hotline.answer_request")
    request.note_handler(office)
    request.save()
    why = {"reason": "已到现场复查，灯是亮的", "at": morning}
    with pytest.raises(MoveForbiddenError):
        actions.uphold(request, actor=office, **why)
    other = person(bureau, "2", "hotline.answer_request")
    request = actions.uphold(request, actor=other, **why)
    assert (request.state, request.objected_on) == ("answered", None)
    assert request.satisfaction == "dissatisfied", "what the person says stays"
    assert "维持2026-03-02的答复" in Notice.objects.get().body
    entry = Entry.objects.get(verb="hotline.servicerequest.uphold")
    assert entry.facts["details"] == {"reason": why["reason"]}
    amended = actions.amend(request, actor=ROBOT, at=morning, values={"place": "云溪路"})
    assert amended.objected_on is None, "another correction does not raise it again"
