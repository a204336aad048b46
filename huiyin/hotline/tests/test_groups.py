"""并案: handled once, answered to each; joined and parted in any order nobody loses an answer or gets two."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit.actors import system
from huiyin.audit.models import Entry
from huiyin.coordination.models import HANDLE, Assignment
from huiyin.coordination.tests.test_reach import person
from huiyin.hotline import actions, telling
from huiyin.hotline.desk import ROOM
from huiyin.hotline.models import ServiceRequest
from huiyin.notices.models import Notice
from huiyin.organisations.models import Organisation

from .trial import answered, lead_of, signed
from .trial_parts import AT, MONDAY, TUESDAY, request

pytestmark = pytest.mark.django_db
ROBOT = system("test")
WHO = {"actor": ROBOT, "at": AT}
ANSWER = "路灯已修复。"


def complaint(bureau, number=0, **values):
    mail = f"asker{number}@example.org"
    return actions.register(request(bureau, caller_phone=mail, **values), **WHO)


def group(bureau, size, **values):
    """A main case with so many that hang on it."""
    main = complaint(bureau)
    for number in range(1, size + 1):
        actions.join(complaint(bureau, number, **values), main=main, **WHO)
    return ServiceRequest.objects.get(pk=main.pk)


def letters_to(number):
    """Their addresses are encrypted: no query finds them."""
    address = f"asker{number}@example.org"
    return [one for one in Notice.objects.order_by("pk") if one.recipient == address]


def fresh(matter):
    return ServiceRequest.objects.get(pk=matter.pk)


def test_one_answer_goes_to_each_by_the_own_door(bureau):
    main = group(bureau, 9)
    dues = dict(ServiceRequest.objects.values_list("pk", "due_on"))
    answered(main, ROBOT, AT, ANSWER)
    rows = ServiceRequest.objects.all()
    assert {row.state for row in rows} == {"answered"}
    assert {row.answer_text for row in rows} == {ANSWER}
    assert {row.answered_on for row in rows} == {TUESDAY}
    assert {row.pk: row.due_on for row in rows} == dues
    letters = Notice.objects.filter(subject__contains="已经答复")
    assert sorted(letter.recipient for letter in letters) == [
        f"asker{number}@example.org" for number in range(10)
    ]
    assert Entry.objects.filter(verb="hotline.servicerequest.follow_main").count() == 9


def test_each_of_many_costs_as_few_statements_as_each_of_few(bureau):
    """Stored together, with one statement for all entries: what is one by one is the same for sixty."""
    costs = []
    for size in (2, 12, 60):
        main = group(bureau, size)
        main = signed(actions.assign(main, unit=bureau, **WHO))
        main = actions.draft(main, draft_text=ANSWER, **WHO)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            actions.approve(main, **WHO)
        costs.append(len(queries))
    few, many = (costs[1] - costs[0]) / 10, (costs[2] - costs[1]) / 48
    assert few == many <= 7  # its letter, its clocks, what others note of it


def test_a_list_asks_once_for_all_rows_whether_others_wait(bureau):
    for size in (1, 2, 0):
        group(bureau, size)
    actions.part(ServiceRequest.objects.filter(state="joined").earliest("pk"), reason="另案", **WHO)
    rows = list(ServiceRequest.objects.order_by("pk"))
    waited_for = [row.waiting().exists() for row in rows]
    assert sum(waited_for) == 1
    ROOM.prepare(rows)
    with CaptureQueriesContext(connection) as queries:
        assert [row.has_waiting() for row in rows] == waited_for
    assert len(queries) == 0


def test_broken_off_in_the_middle_nobody_is_answered(bureau, monkeypatch):
    main = group(bureau, 3)
    main = signed(actions.assign(main, unit=bureau, **WHO))
    main = actions.draft(main, draft_text=ANSWER, **WHO)
    tell, calls = telling.answered, []

    def break_off(matter, at):
        calls.append(matter)
        if len(calls) == 3:
            raise RuntimeError("killed")
        tell(matter, at)

    monkeypatch.setattr(telling, "answered", break_off)
    with pytest.raises(RuntimeError):
        actions.approve(main, **WHO)
    assert set(ServiceRequest.objects.values_list("state", flat=True)) == {"drafted", "joined"}
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param(lambda one, other: {}, "number", id="no main case"),
        pytest.param(lambda one, other: {"number": "RX2026-99999"}, "number", id="no such number"),
        pytest.param(lambda one, other: {"main": one}, "main", id="itself"),
    ],
)
def test_what_cannot_be_a_main_case(bureau, wrong, field):
    one, other = complaint(bureau), complaint(bureau)
    with pytest.raises(ValidationError) as error:
        actions.join(one, **wrong(one, other), **WHO)
    assert list(error.value.message_dict) == [field]


def test_never_across_confidential_nor_agency_nor_what_is_over(bureau):
    one = complaint(bureau)
    secret = complaint(bureau, is_confidential=True)
    other = Organisation.objects.create(
        name="另一局", short_name="另一局", slug="other", is_agency=True
    )
    foreign = complaint(other)
    over = answered(complaint(bureau), ROBOT, AT)
    child = actions.join(complaint(bureau), main=complaint(bureau), **WHO)
    for main in (secret, foreign, over, child):
        with pytest.raises(ValidationError):
            actions.join(one, main=main, **WHO)
    with pytest.raises(ValidationError, match="保密"):
        actions.join(secret, main=one, **WHO)
    with pytest.raises(ValidationError, match="拆分"):
        actions.amend(child, values={"request_kind": "report"}, **WHO)
    assert fresh(child).state == "joined"


def test_its_tasks_are_called_back_and_the_unit_of_the_main_case_reads_it(bureau):
    duban = Organisation.objects.get(slug="duban")
    main = actions.assign(complaint(bureau), unit=duban, **WHO)
    child = actions.assign(complaint(bureau, 1), unit=bureau, **WHO)
    child = actions.join(child, main=main, **WHO)
    assert set(Assignment.objects.of(child).values_list("state", flat=True)) == {"called-back"}
    assert set(ROOM.seen_by(person(duban, HANDLE))) == {main, child}
    assert ROOM.state_of(fresh(child)) == "并案：待签收"
    child = actions.part(child, reason="不是同一件", **WHO)
    assert (child.state, child.main, child.joined_on) == ("received", None, None)
    assert set(ROOM.seen_by(person(duban, HANDLE))) == {main}


def test_a_void_main_case_gives_all_back(bureau):
    main = group(bureau, 2)
    actions.void(main, reason="重复录入", **WHO)
    rows = ServiceRequest.objects.exclude(pk=main.pk)
    assert {(row.state, row.main_id) for row in rows} == {("received", None)}


def test_a_corrected_answer_goes_to_whoever_got_the_former(bureau):
    main = group(bureau, 2)
    main = answered(main, ROBOT, AT, ANSWER)
    own = ServiceRequest.objects.exclude(pk=main.pk).first()
    own = actions.correct(own, draft_text="您家门口的已修。", **WHO)
    actions.approve_correction(own, **WHO)
    main = actions.correct(main, draft_text="路灯三盏已修复。", **WHO)
    actions.approve_correction(main, **WHO)
    texts = dict(ServiceRequest.objects.values_list("pk", "answer_text"))
    assert texts.pop(own.pk) == "您家门口的已修。"
    assert set(texts.values()) == {"路灯三盏已修复。"}


def test_only_the_main_case_is_published(bureau):
    main = answered(group(bureau, 1), ROBOT, AT)
    child = ServiceRequest.objects.exclude(pk=main.pk).get()
    texts = dict.fromkeys(("public_subject", "public_content", "public_answer"), "路灯")
    actions.propose(main, **texts, **WHO)
    with pytest.raises(ValidationError, match="由主案公开一次"):
        actions.propose(child, **texts, **WHO)


def test_clocks_of_the_group_are_extended_and_stand_together(bureau):
    main = group(bureau, 2)
    child = ServiceRequest.objects.exclude(pk=main.pk).first()
    due = child.due_on
    main = actions.ask_more_time(main, days=5, reason="需多部门会商", **WHO)
    main = actions.extend(main, **WHO)
    assert fresh(child).due_on == main.due_on > due
    main = actions.ask_pause(main, cause="procedure", reason="等待鉴定", **WHO)
    main = actions.suspend(main, **WHO)
    assert fresh(child).due_on == main.due_on
    later = AT + timedelta(days=14)
    main = actions.resume(main, actor=ROBOT, at=later)
    assert main.state == "received"
    assert fresh(child).due_on == main.due_on == due + timedelta(days=7 + 14)
    assert [letter.subject.rpartition("）")[2] for letter in letters_to(1)] == [
        "办理期限延长", "中止办理", "恢复办理",
    ]  # fmt: skip


def test_a_part_of_a_suspended_main_case_runs_again(bureau):
    main = group(bureau, 1)
    main = actions.ask_pause(main, cause="procedure", reason="等待鉴定", **WHO)
    actions.suspend(main, **WHO)
    child = actions.part(ServiceRequest.objects.get(state="joined"), reason="另一件", **WHO)
    assert [name for name, _ in child.clock_events] == ["suspended", "suspended-until", "resumed"]
    assert child.due_on == MONDAY + timedelta(days=7)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["join", "part", "answer", "void"]),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    max_size=10,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_in_any_order_nobody_loses_an_answer_or_gets_two(bureau, steps):
    with transaction.atomic():
        keys = [complaint(bureau, number).pk for number in range(5)]
        for name, one, other in steps:
            take(name, keys[one], keys[other])
        joined = ServiceRequest.objects.filter(state="joined").select_related("main")
        assert {row.main.state for row in joined} <= ServiceRequest.HANDLED
        for key in keys:
            if fresh_by(key).state == "received":
                answered(fresh_by(key), ROBOT, AT, ANSWER)
        for number, key in enumerate(keys):
            letters = len(letters_to(number))
            assert (fresh_by(key).state, letters) in {("answered", 1), ("voided", 0), ("voided", 1)}
        transaction.set_rollback(True)


def fresh_by(key):
    return ServiceRequest.objects.get(pk=key)


def take(name, key, other):
    matter = fresh_by(key)
    try:
        if name == "join" and matter.state == "received":
            actions.join(matter, main=fresh_by(other), **WHO)
        elif name == "part" and matter.state == "joined":
            actions.part(matter, reason="另一件", **WHO)
        elif name == "answer" and matter.state == "received":
            answered(matter, ROBOT, AT, ANSWER)
        elif name == "void" and matter.state != "voided":
            actions.void(matter, reason="重复", **WHO)
    except ValidationError:
        assert name == "join", "only a main case that cannot be is refused"


def test_the_lead_of_a_group_is_one_task(bureau):
    main = actions.assign(group(bureau, 3), unit=bureau, **WHO)
    assert Assignment.objects.open().get() == lead_of(main)
