"""Every move of an application from every state, who may make it, and what cannot be."""

from datetime import UTC, date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.audit.actors import visitor
from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.foi.actions import register, workflow
from huiyin.foi.models import ApplicantKind, Application, Channel
from huiyin.organisations.models import Membership, Organisation
from huiyin.organisations.roles import ensure_posts

from . import factories

pytestmark = pytest.mark.django_db

State = Application.State
MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
LATER = date(2026, 4, 20)
ARGUMENTS = {
    "amend": {"values": {"delivery": "邮寄"}},
    "confirm": {"confirmed_on": TUESDAY, "method": "phone"},
    "confirm_online": {},
    "renew_code": {},
    "assign": {},
    "split": {"parts": ["第一项", "第二项"]},
    "ask_correction": {"wanted": "请写明所需文件的年份"},
    "receive_correction": {"received_on": TUESDAY},
    "lapse_correction": {"closed_on": LATER},
    "ask_reasons": {"wanted": "本月已提出四十件", "due_on": date(2026, 3, 10)},
    "receive_reasons": {"reasons": "用于学术研究"},
    "delay": {"until": date(2026, 5, 20)},
    "refuse_reasons": {"text": "理由与所申请的信息无关"},
    "consult": {"sent_on": MONDAY, "whom": "云溪市样例建设有限公司"},
    "note_enquiry_received": {"received_on": TUESDAY},
    "receive_opinion": {"received_on": TUESDAY, "opinion": "agree"},
    "notice_fee": {"basis": "per-item", "count": 11, "noticed_on": TUESDAY},
    "receive_payment": {"paid_on": TUESDAY},
    "claim_payment": {"paid_on": TUESDAY},
    "lapse_payment": {"closed_on": LATER},
    "extend": {"days": 20, "reason": "档案需从外地调取"},
    "draft_answer": factories.DRAFT,
    "review": factories.OPINIONS,
    "return_draft": {"reason": "请补充依据"},
    "sign": {},
    "serve": {"method": "direct", "served_on": TUESDAY},
    "answer": {
        "decision": "r3_1",
        "answered_on": TUESDAY,
        "number": "云城管公复〔2026〕1号",
        "method": "direct",
        "paper": factories.PAPER,
    },
    "confirm_answer": {},
    "return_answer": {"reason": "与答复书不符"},
    "withdraw": {"withdrawn_on": TUESDAY, "note": "来信撤回"},
    "contest": {"kind": "reconsideration", "organ": "云溪市人民政府", "filed_on": TUESDAY},
    "note_remedy": {"remedy": 0},
    "rate": {"satisfaction": "satisfied"},
    "recount": {"because": "测试"},
    "void": {"reason": "重复录入"},
}
OPEN = sorted(Application.OPEN)
LEGAL = {
    ("submitted", "confirm"): "received",
    ("received", "split"): "received",
    ("received", "ask_correction"): "correcting",
    ("correcting", "receive_correction"): "received",
    ("correcting", "lapse_correction"): "answered",
    ("received", "ask_reasons"): "reasoning",
    ("reasoning", "receive_reasons"): "received",
    ("received", "consult"): "consulting",
    ("consulting", "consult"): "consulting",
    ("consulting", "note_enquiry_received"): "consulting",
    ("consulting", "receive_opinion"): "received",
    ("received", "notice_fee"): "paying",
    ("paying", "receive_payment"): "received",
    ("paying", "lapse_payment"): "answered",
    **{
        (state, "extend"): state
        for state in ("received", "reasoning", "consulting", "drafted", "reviewed", "signed")
    },
    ("received", "draft_answer"): "drafted",
    ("drafted", "draft_answer"): "drafted",
    ("drafted", "review"): "reviewed",
    **{(state, "return_draft"): "received" for state in ("drafted", "reviewed", "signed")},
    ("reviewed", "sign"): "signed",
    ("signed", "serve"): "answered",
    ("received", "answer"): "entered",
    ("entered", "confirm_answer"): "answered",
    ("entered", "return_answer"): "received",
    **{(state, "withdraw"): "answered" for state in OPEN},
    **{(state, "renew_code"): state for state in (*OPEN, "answered")},
    ("submitted", "confirm_online"): "submitted",  # nobody has taken it over yet
    ("paying", "claim_payment"): "paying",
    ("answered", "contest"): "answered",
    ("answered", "rate"): "answered",
    **{(state, name): state for state in OPEN for name in ("recount", "assign")},
    **{(state, "amend"): state for state in (*OPEN, "answered")},
    **{(state, "void"): "voided" for state in (*OPEN, "answered")},
}
AS_THINGS_STAND = {
    ("correcting", "answer"),  # only what may end an uncorrected one
    ("paying", "answer"),  # nor an unpaid one
    ("received", "delay"),  # no reasons were given
    ("received", "refuse_reasons"),  # nor asked for
    ("reasoning", "refuse_reasons"),  # there is still time to give them
    *(((state, "receive_opinion")) for state in ("received", "drafted", "reviewed")),
    ("received", "note_enquiry_received"),  # nobody was asked
    ("answered", "note_remedy"),  # nothing was contested
}
"""State and rule allow it, the record does not."""
HANDLE = "foi.handle_application"
GRANTS = {
    "amend": "foi.register_application",
    "assign": "foi.assign_application",
    "ask_correction": HANDLE,
    "consult": HANDLE,
    "notice_fee": HANDLE,
    "draft_answer": HANDLE,
    "extend": "foi.approve_extension",
    "answer": "foi.record_answer",
    "withdraw": HANDLE,
    "void": "foi.void_application",
}
WAYS = {
    "submitted": [],
    "received": [],
    "correcting": ["ask_correction"],
    "reasoning": ["ask_reasons"],
    "paying": ["notice_fee"],
    "consulting": ["consult"],
    "drafted": ["draft_answer"],
    "reviewed": ["draft_answer", "review"],
    "signed": ["draft_answer", "review", "sign"],
    "entered": ["answer"],
    "answered": ["answer", "confirm_answer"],
    "voided": ["void"],
}


def make(name, application, actor, at, **changes):
    if name in ("lapse_correction", "lapse_payment") and "closed_on" not in changes:
        at = at.replace(month=LATER.month, day=LATER.day)
    if name == "assign":
        changes.setdefault("handler", clerk_of(application))
    return workflow.moves[name].run(
        application, actor=actor, at=at, **{**ARGUMENTS[name], **changes}
    )


def clerk_of(application):
    """Somebody with a post in the agency."""
    user, created = User.objects.get_or_create(username="clerk")
    if created:
        post = ensure_posts(application.agency)["信息公开岗"]
        Membership.objects.create(user=user, post=post, since=date(2019, 1, 1))
    return user


@pytest.fixture
def standing(bureau, robot, morning):
    """An application that came to a state by real moves."""

    def make_standing(state, received_on=MONDAY, **values):
        if state == "submitted":
            values["arrived_on"], received_on = received_on, None
        made = register(
            Application(
                agency=bureau, channel=Channel.ONLINE, applicant_kind=ApplicantKind.PERSON,
                applicant_name="欧阳测试", description="二〇二五年预算", received_on=received_on, **values,
            ),
            actor=robot, at=morning,
        )  # fmt: skip
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
    entries = Entry.objects.filter(subject_key=str(found.pk)).count()
    target = LEGAL.get((state, name))
    if target:
        assert make(name, found, robot, morning).state == target
        assert Entry.objects.filter(verb=f"foi.application.{name}").exists()
    else:
        unmet = (state, name) in AS_THINGS_STAND
        with pytest.raises(ValidationError if unmet else MoveRefusedError):
            make(name, found, robot, morning)
        assert Entry.objects.filter(subject_key=str(found.pk)).count() == entries
    found.refresh_from_db()
    assert found.state == (target or state)


def test_sources_are_what_the_tables_say():
    told = {(state, move.name) for move in workflow.moves.values() for state in move.sources}
    assert told == set(LEGAL) | AS_THINGS_STAND


@pytest.mark.parametrize(("name", "grant"), list(product(GRANTS, sorted(set(GRANTS.values())))))
def test_a_move_needs_its_grant_and_no_other(standing, actor, morning, name, grant):
    clerk, found = actor(grant), standing("received")
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
    found = standing("received")
    for stranger in (actor(*GRANTS.values(), agency=elsewhere), visitor()):
        with pytest.raises(MoveForbiddenError):
            make(name, found, stranger, morning)


def test_nobody_registers_without_the_right_or_elsewhere(bureau, actor, morning):
    for who in (
        visitor(),
        actor(HANDLE),
        actor("foi.register_application", agency=Organisation(pk=99)),
    ):
        with pytest.raises(MoveForbiddenError):
            register(
                Application(
                    agency=bureau, channel="online", applicant_kind="person", applicant_name="甲",
                    description="乙", received_on=MONDAY,
                ),
                actor=who, at=morning,
            )  # fmt: skip
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("state", "name", "changes", "told"),
    [
        pytest.param("received", "ask_correction", {"wanted": " "}, "补正的内容", id="what to correct is empty"),
        pytest.param("received", "consult", {"sent_on": date(2026, 3, 4)}, "晚于今天", id="asked tomorrow"),
        pytest.param("received", "consult", {"sent_on": date(2026, 3, 1)}, "早于", id="asked before it came"),
        pytest.param("consulting", "receive_opinion", {"received_on": date(2026, 3, 4)}, "晚于今天", id="opinion tomorrow"),
        pytest.param("consulting", "receive_opinion", {"received_on": date(2026, 3, 1)}, "早于", id="opinion too early"),
        pytest.param("correcting", "receive_correction", {"received_on": date(2026, 3, 4)}, "晚于今天", id="corrected tomorrow"),
        pytest.param("received", "extend", {"days": 21}, "1 至 20", id="extended too long"),
        pytest.param("received", "extend", {"days": 0}, "1 至 20", id="extended by nothing"),
        pytest.param("received", "extend", {"days": -1}, "1 至 20", id="extended backwards"),
        pytest.param("received", "extend", {"reason": ""}, "理由", id="extended without a reason"),
        pytest.param("received", "answer", {"decision": "r9"}, "办理结果", id="an unknown result"),
        pytest.param("received", "answer", {"answered_on": date(2026, 3, 4)}, "晚于今天", id="answered tomorrow"),
        pytest.param("received", "answer", {"answered_on": date(2026, 3, 1)}, "早于收到", id="answered before it came"),
        pytest.param("received", "answer", {"number": "〔2026〕1号"}, "代字", id="a number without its organ"),
        pytest.param("correcting", "answer", {}, "尚在补正", id="disclosed while it is being corrected"),
        pytest.param("answered", "contest", {"kind": "war"}, "救济类别", id="an unknown remedy"),
        pytest.param("answered", "contest", {"filed_on": MONDAY}, "早于答复", id="contested before the answer"),
        pytest.param("answered", "void", {"reason": ""}, "作废原因", id="void without a reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(standing, robot, morning, state, name, changes, told):
    found = standing(state)
    entries = Entry.objects.count()
    with pytest.raises(ValidationError, match=told):
        make(name, found, robot, morning, **changes)
    found.refresh_from_db()
    assert (found.state, Entry.objects.count()) == (state, entries)


def test_the_clock_stands_and_runs_again(standing, robot, morning):
    found = make("consult", standing("received"), robot, morning)
    assert (found.due_on, found.is_running) == (None, False)
    found = make("receive_opinion", found, robot, morning)
    assert found.due_on == date(2026, 3, 31)  # 20 working days and the one that did not count
    assert found.is_running


def test_an_enquiry_after_the_last_day_does_not_hide_that_it_is_late(standing, robot, morning):
    found = make("consult", standing("received", received_on=date(2026, 1, 5)), robot, morning)
    assert found.due_on == date(2026, 2, 2)
    assert found.is_running


def test_an_extension_is_given_once_and_in_time(standing, robot, actor, morning):
    found = make("extend", standing("received"), robot, morning)
    assert found.due_on == date(2026, 4, 28)
    with pytest.raises(MoveForbiddenError):
        make("extend", found, actor("foi.approve_extension"), morning)
    with pytest.raises(ValidationError, match="已过"):
        make("extend", standing("received"), robot, morning + timedelta(days=60))


def test_a_correction_is_asked_once(standing, robot, morning):
    found = make("receive_correction", standing("correcting"), robot, morning)
    assert found.due_on == date(2026, 3, 31)
    with pytest.raises(ValidationError, match="一次性"):
        make("ask_correction", found, robot, morning)


def test_the_office_has_its_own_day(standing, robot, morning):
    """Half past midnight in Shanghai is still yesterday in UTC; the day of the office counts."""
    just_after_midnight = (morning.replace(hour=0, minute=30)).astimezone(UTC)
    assert make("answer", standing("received"), robot, just_after_midnight).entered_on == TUESDAY


def test_a_moment_needs_its_time_zone(standing, robot, morning):
    with pytest.raises(TypeError, match="time zone"):
        make("answer", standing("received"), robot, morning.replace(tzinfo=None))


def test_numbers_pass_over_those_that_were_imported(standing):
    standing("received", reference="SQ2026-0002")
    assert [standing("received").reference for _ in range(2)] == ["SQ2026-0001", "SQ2026-0003"]
