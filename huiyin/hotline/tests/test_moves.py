"""What cannot be said of a service request, and what its moves keep."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.casework.testing import declared_rights
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.hotline import publicity
from huiyin.hotline.actions import register, workflow
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Organisation

from .trial import TRIAL, TUESDAY
from .trial import request as new

pytestmark = pytest.mark.django_db

GRANT_NAMES = declared_rights()


def make(name, request, actor, at, **changes):
    """Make a move, or another step on the way, with the arguments of its table."""
    if callable(name):
        return name(request)
    arguments = {**TRIAL.rows(name)[0].arguments_for(request), **changes}
    return workflow.moves[name].run(request, actor=actor, at=at, **arguments)


@pytest.fixture
def standing(bureau, robot, morning):
    """A request that came to a state by real moves."""

    def make_standing(state, **values):
        request = register(new(bureau, **values), actor=robot, at=morning)
        for name in TRIAL.ways[state][1:]:
            request = make(name, request, robot, morning)
        return request

    return make_standing


@pytest.mark.parametrize(
    ("state", "name", "changes", "error"),
    [
        pytest.param("assigned", "ask_more_time", {"days": 6}, "1 至 5", id="longer than the period itself"),
        pytest.param("assigned", "ask_more_time", {"days": 0}, "1 至 60", id="extended by nothing"),
        pytest.param("assigned", "ask_more_time", {"reason": " "}, "理由", id="extended without a reason"),
        pytest.param("assigned", "draft", {"draft_text": " "}, "答复内容", id="an empty answer"),
        pytest.param("assigned", "draft", {"end_reason": "bored"}, "办理结果", id="ended for no known reason"),
        pytest.param("drafted", "revise", {"reason": " "}, "理由", id="sent back without a reason"),
        pytest.param("received", "assign", {"due_on": date(2026, 3, 10)}, "不能晚于", id="a task due after the request"),
        pytest.param("received", "assign", {"due_on": date(2026, 3, 1)}, "早于今天", id="a task due before today"),
        pytest.param(
            "drafted", "amend", {"values": {"answer_text": "好", "answered_on": TUESDAY}}, "拟答复",
            id="answered by a correction",
        ),
        pytest.param("answered", "visit", {"door": "phone", "reached": "yes", "satisfaction": "great"},
                     "满意度", id="an unknown rating"),
        pytest.param("answered", "visit", {"door": "table", "reached": "no"}, "回访方式",
                     id="by a table, as if somebody had asked"),
        pytest.param("answered", "visit", {"door": "phone", "reached": "no", "satisfaction": "fair"},
                     "没有联系上", id="said by nobody"),
        pytest.param("received", "set_urgency", {"urgency": "normal", "reason": "无"}, "已经是",
                     id="the same urgency"),
        pytest.param("received", "void", {"reason": ""}, "请填写理由", id="void without a reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(standing, robot, morning, state, name, changes, error):
    request = standing(state)
    entries = Entry.objects.count()
    with pytest.raises(ValidationError, match=error):
        make(name, request, robot, morning, **changes)
    request.refresh_from_db()
    assert (request.state, Entry.objects.count()) == (state, entries)


def test_only_units_of_the_agency_are_assigned(standing, robot, morning):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    with pytest.raises(ValidationError, match="本机关"):
        make("assign", standing("received"), robot, morning, unit=elsewhere)


def test_an_extension_is_given_once_and_in_time(standing, robot, morning):
    request = make("ask_more_time", standing("assigned"), robot, morning)
    assert (request.due_on, request.wanted_days) == (date(2026, 3, 9), 5)
    late = morning + timedelta(days=30)
    with pytest.raises(ValidationError, match="已过"):
        make("extend", request, robot, late)
    request = make("extend", request, robot, morning)
    assert (request.due_on, request.wanted_days, request.wanted_by) == (date(2026, 3, 16), None, "")
    with pytest.raises(ValidationError, match="一次"):
        make("ask_more_time", request, robot, morning)
    with pytest.raises(ValidationError, match="已过"):
        make("ask_more_time", standing("assigned"), robot, late)


def test_a_refused_extension_leaves_the_day_and_may_be_asked_anew(standing, robot, morning):
    request = make("ask_more_time", standing("assigned"), robot, morning)
    request = make("refuse_more_time", request, robot, morning)
    assert (request.due_on, request.wanted_days, request.wanted_reason) == (
        date(2026, 3, 9),
        None,
        "",
    )
    assert make("ask_more_time", request, robot, morning).wanted_days == 5


@pytest.mark.parametrize(
    ("values", "error"),
    [
        pytest.param(
            {"received_on": date(1990, 1, 1)}, "办理时限", id="before any target is in force"
        ),
        pytest.param({"received_on": date(2026, 3, 4)}, "晚于今天", id="received tomorrow"),
        pytest.param({"request_kind": "rumour"}, "rumour|办理时限", id="an unknown kind"),
        pytest.param({"subject": ""}, "空|blank", id="no subject"),
        pytest.param({"subject": "长" * 201}, "200", id="a subject too long"),
    ],
)
def test_what_cannot_be_registered(bureau, robot, morning, values, error):
    with pytest.raises(ValidationError, match=error):
        register(new(bureau, **values), actor=robot, at=morning)
    assert not ServiceRequest.objects.exists()


def test_numbers_pass_over_those_that_were_imported(standing):
    standing("received", reference="RX2026-00001")
    assert standing("received").reference == "RX2026-00002"


WRITES = {
    "answers": lambda request, clerk, at: make(
        "approve", make("draft", request, clerk, at), replace(clerk, key="4"), at
    ),
    "corrects the answer": lambda request, clerk, at: make(
        "approve_correction", make("correct", request, clerk, at), replace(clerk, key="4"), at
    ),
    "tells it by a table": lambda request, clerk, at: make(
        "amend_by_table", request, clerk, at, values={"answer_text": "路灯已更换。"}
    ),
    "writes the public text": lambda request, clerk, at: make("propose", request, clerk, at),
}


@pytest.mark.parametrize("writes", WRITES)
def test_who_had_a_hand_in_the_text_does_not_publish_it(standing, actor, robot, morning, writes):
    """Whatever somebody else saved afterwards."""
    clerk = actor(*GRANT_NAMES)
    request = standing("assigned" if writes == "answers" else "answered")
    request = WRITES[writes](request, clerk, morning)
    request = make("propose", request, replace(clerk, key="2"), morning)
    for name in ("publish", "send_back"):
        assert name not in [move.name for move in workflow.open_to(clerk, request)]
        with pytest.raises(MoveForbiddenError):
            make(name, request, clerk, morning)
    assert make("publish", request, replace(clerk, key="3"), morning).published_at


def test_a_register_with_its_answer_has_a_writer(bureau, actor, morning):
    clerk = actor(*GRANT_NAMES)
    answer = {"answer_text": "路灯已修复。", "answered_on": date(2026, 3, 3)}
    request = register(new(bureau, **answer), actor=clerk, at=morning)
    request = make("propose", request, replace(clerk, key="2"), morning)
    with pytest.raises(MoveForbiddenError):
        make("publish", request, clerk, morning)


def test_what_was_sent_back_is_kept_and_corrected(standing, robot, morning):
    request = make("propose", standing("answered"), robot, morning, public_answer="已修。")
    request = make("send_back", request, robot, morning)
    assert (request.is_proposed, publicity.proposed(request)["public_answer"]) == (False, "已修。")
    with pytest.raises(ValidationError, match="拟公开"):
        make("publish", request, robot, morning)


def test_a_correction_takes_the_proposal_back(standing, robot, morning):
    request = make("propose", standing("answered"), robot, morning)
    assert not make("amend", request, robot, morning).is_proposed


def test_what_is_confidential_is_never_public(standing, robot, morning):
    request = make("publish", make("propose", standing("answered"), robot, morning), robot, morning)
    request = make("keep_confidential", request, robot, morning)
    assert (request.published_at, request.public_answer) == (None, "")
    with pytest.raises(ValidationError, match="保密"):
        make("propose", request, robot, morning)
