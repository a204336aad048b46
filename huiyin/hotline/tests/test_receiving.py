"""接收: one request for each number of a sender, refused for what the form refuses, in few statements."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.audit.actors import guest, visitor
from huiyin.audit.models import Entry
from huiyin.casework.models import Series
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.hotline import actions
from huiyin.hotline.models import Channel, ExternalKey, RequestTerm, ServiceRequest
from huiyin.visitors.window import Window

from . import trial

pytestmark = pytest.mark.django_db
PAYLOAD = {
    "request_kind": "help", "subject": "路灯不亮", "content": "云溪路路灯不亮三天",
    "caller_name": "周示例", "caller_phone": "13800000000", "consents": True,
}  # fmt: skip
MOST = 8
"""Statements from a payload or a form to the stored case and its audit entry."""


@pytest.fixture
def door(bureau):
    return actions.Door("platform", bureau, Channel.objects.get(key="mayor-hotline"))


@pytest.fixture
def push(door, robot, morning):
    def run(key="P-1", at=door, **changes):
        return actions.receive(at, key, {**PAYLOAD, **changes}, actor=robot, at=morning)

    return run


def statements(work):
    """What `work` asks the database between the beginning and the end of its transaction."""
    with CaptureQueriesContext(connection) as caught:
        work()
    frame = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [one["sql"] for one in caught if not one["sql"].startswith(frame)]


def test_sent_again_it_is_the_same_request(push, morning):
    first = push()
    entries = Entry.objects.count()
    again = push()
    reordered = push(**dict(reversed(PAYLOAD.items())))
    assert first.reference == "RX2026-00001"
    assert first.pk == again.pk == reordered.pk
    assert (ServiceRequest.objects.count(), Entry.objects.count()) == (1, entries)
    assert Series.objects.get(name__startswith="hotline.").last == 1
    stored = ServiceRequest.objects.get()
    assert (stored.caller_name, stored.caller_phone) == ("周示例", "13800000000")
    assert stored.received_on == morning.date()
    assert stored.due_on == first.due_on


def test_another_payload_under_the_same_number_is_refused(push):
    first = push()
    for changes in ({"content": "换了"}, {"place": "云溪路"}, {"consents": False}):
        with pytest.raises(actions.OtherPayloadError, match="P-1"):
            push(**changes)
    assert issubclass(actions.OtherPayloadError, MoveRefusedError)  # the doors answer 409
    assert list(ServiceRequest.objects.values_list("pk", flat=True)) == [first.pk]


def test_a_number_is_the_senders_own(push, door, bureau):
    other = actions.Door("another", bureau, door.channel)
    assert push().reference == "RX2026-00001"
    assert push("P-2").reference == "RX2026-00002"
    assert push(at=other).reference == "RX2026-00003"


def test_the_code_is_told_once(push, door, bureau):
    app = actions.Door("app", bureau, door.channel, tells_code=True)
    first, again = push(at=app), push(at=app)
    assert first.reference.startswith("LY")
    assert first.query_code
    assert (again.pk, again.query_code) == (first.pk, "")
    window = Window("", ServiceRequest.objects.all, wrong="", too_often="")
    assert window.find(first.reference, first.query_code) == first
    assert push("P-2").query_code == ""  # the platform tells its callers


def test_a_refused_payload_leaves_nothing_and_may_be_sent_right(push):
    with pytest.raises(ValidationError):
        push(subject="")
    assert not ExternalKey.objects.exists()
    assert not Series.objects.exists()
    assert push().reference == "RX2026-00001"


def test_only_a_known_payload_and_number_is_taken(push):
    unknown = ({"state": "answered"}, {"reference": "RX2026-00009"}, {"nonsense": 1})
    unreadable = ({"received_on": "yesterday"}, {"received_on": ""}, {"consents": "perhaps"})
    for changes in (*unknown, *unreadable):
        with pytest.raises(ValidationError) as refused:
            push(**changes)
        assert set(refused.value.message_dict) == set(changes)
    for key in ("", "9" * 101):
        with pytest.raises(ValidationError):
            push(key)
    assert not ServiceRequest.objects.exists()


def test_who_may_not_register_learns_nothing(push, door, morning):
    push()
    for actor in (visitor(), guest("网民", door.agency.pk)):
        for key in ("P-1", "P-2"):
            with pytest.raises(MoveForbiddenError):
                actions.receive(door, key, PAYLOAD, actor=actor, at=morning)
    assert ServiceRequest.objects.count() == 1


def test_a_report_is_confidential_at_this_door_too(push):
    assert push(request_kind="report", is_confidential=False).is_confidential


REFUSED = {
    "no kind": {"request_kind": ""},
    "an unknown kind": {"request_kind": "nonsense"},
    "no subject": {"subject": ""},
    "a long subject": {"subject": "长" * 201},
    "no content": {"content": ""},
    "a long place": {"place": "长" * 201},
    "received tomorrow": {"received_on": date(2026, 3, 4)},
    "received in 1826": {"received_on": date(1826, 3, 2)},
    "received in 2999": {"received_on": date(2999, 3, 2)},
    "before any time limit": {"received_on": date(1990, 3, 2)},
    "no contact": {"caller_phone": "云溪路"},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_every_door_refuses_alike(push, bureau, robot, morning, changes):
    def refusal(work):
        with pytest.raises(ValidationError) as refused:
            work()
        return refused.value.message_dict

    def by(start):
        values = {**PAYLOAD, "received_on": morning.date(), **changes}
        return refusal(lambda: start(trial.request(bureau, **values), actor=robot, at=morning))

    said = by(actions.register)
    assert said
    assert refusal(lambda: push(**changes)) == said
    if "received_on" not in changes and "request_kind" not in changes:  # the portal's own
        assert by(actions.message) == by(actions.report) == said
    assert not ServiceRequest.objects.exists()


def test_what_a_request_names_must_be_there(bureau, robot, morning):
    channel = Channel.objects.create(key="gone", name="已撤销")
    Channel.objects.filter(pk=channel.pk).delete()
    with pytest.raises(ValidationError) as refused:
        actions.register(
            trial.request(bureau, channel=None, channel_id=channel.pk), actor=robot, at=morning
        )
    assert set(refused.value.message_dict) == {"channel"}


@pytest.mark.parametrize("terms", [False, True], ids=["no term applies", "one applies"])
def test_few_statements_from_every_door(push, bureau, robot, morning, terms):
    """A clock that starts is one statement more: its term was read along with the limit."""
    if not terms:
        RequestTerm.objects.all().delete()
    by_clerk, by_visitor = trial.request(bureau), trial.request(bureau, **PAYLOAD)
    at = morning + timedelta(minutes=1)
    person = guest("网民", bureau.pk)
    push("first of the year")
    works = {
        "receive": lambda: push("P-2"),
        "with a category": lambda: push("P-3", category="路灯"),
        "register": lambda: actions.register(by_clerk, actor=robot, at=at),
        "message": lambda: actions.message(by_visitor, actor=person, at=at),
    }
    statements_by_way = {name: statements(work) for name, work in works.items()}
    most = {"receive": MOST + terms, "register": MOST, "message": MOST + terms}
    most["with a category"] = most["receive"] + 1  # what its word means
    over = {name: rows for name, rows in statements_by_way.items() if len(rows) > most[name]}
    assert over == {}
    # what was counted is a registration, entry and all
    assert all(any("audit_entry" in sql for sql in rows) for rows in statements_by_way.values())
    numbers = ServiceRequest.objects.values_list("reference", flat=True)
    assert sorted(numbers) == ["LY2026-00001", *(f"RX2026-{n:05d}" for n in (1, 2, 3, 4))]


def test_a_number_that_a_record_bears_is_passed_over(push, bureau, robot, morning):
    for number, end in (("RX2026-00001", actions.void), ("RX2026-00003", None)):
        own = actions.register(trial.request(bureau, reference=number), actor=robot, at=morning)
        if end:
            end(own, actor=robot, at=morning, reason="重复录入")
    assert [push(f"P-{n}").reference for n in (1, 2)] == ["RX2026-00002", "RX2026-00004"]
