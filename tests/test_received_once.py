"""One case for one external number: two at once, a process killed in the middle, on every database."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit import chain
from huiyin.audit.models import Entry
from huiyin.hotline import actions
from huiyin.hotline.models import Channel, ExternalKey, ServiceRequest

from .killed import dies
from .test_two_clerks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
PAYLOAD = {"request_kind": "help", "subject": "路灯不亮", "content": "路灯不亮三天",
           "caller_phone": "13800000000"}  # fmt: skip


@pytest.fixture
def push(bureau, robot, morning):
    door = actions.Door("platform", bureau, Channel.objects.get(key="mayor-hotline"))

    def run(key="P-1", **changes):
        return actions.receive(door, key, {**PAYLOAD, **changes}, actor=robot, at=morning)

    return run


def test_two_at_once_get_one_case(push):
    outcomes = at_once(*[push] * 6)
    assert {one.pk for one in outcomes} == {ServiceRequest.objects.get().pk}
    assert ExternalKey.objects.count() == 1
    assert Entry.objects.filter(verb="hotline.servicerequest.take_in").count() == 1
    assert push("P-2").reference == "RX2026-00002"  # who came second took no number


def test_of_two_payloads_at_once_one_is_refused(push):
    outcomes = at_once(*[lambda n=n: push(place=f"云溪路{n}号") for n in range(4)])
    assert Counter(type(one).__name__ for one in outcomes) == {
        "ServiceRequest": 1,
        "OtherPayloadError": 3,
    }


def test_many_at_once_are_numbered_without_gap(push):
    works = [lambda n=n: [push(f"{n}-{m}") for m in range(5)] for n in range(6)]
    outcomes = at_once(*works)
    numbers = sorted(one.reference for many in outcomes for one in many)
    assert numbers == [f"RX2026-{number:05d}" for number in range(1, 31)]
    callers = {one.caller_phone for one in ServiceRequest.objects.all()}
    assert callers == {"13800000000"}


def test_a_channel_that_is_gone_meanwhile_is_refused_in_words(bureau, robot, morning):
    gone = Channel.objects.create(key="gone", name="已撤销")
    Channel.objects.filter(pk=gone.pk).delete()
    request = ServiceRequest(agency=bureau, channel=gone, received_on=morning.date(), **PAYLOAD)
    with pytest.raises(ValidationError) as refused:
        actions.register(request, actor=robot, at=morning)
    assert set(refused.value.message_dict) == {"channel"}
    assert not ServiceRequest.objects.exists()


DIES = """
from huiyin.audit import log
from huiyin.hotline import actions
from huiyin.hotline.models import Channel, ExternalKey, ServiceRequest
from huiyin.organisations.models import Organisation
from tests.test_received_once import PAYLOAD

agency, when = sys.argv[2:]
if when == "after the key":
    ExternalKey.save = after(ExternalKey.save)
elif when == "after the row":
    ServiceRequest.save = after(ServiceRequest.save)
elif when == "after the entry":
    log.record_many = after(log.record_many)
door = actions.Door("platform", Organisation.objects.get(pk=agency), Channel.objects.get(key="mayor-hotline"))
actions.receive(door, "P-1", PAYLOAD, actor=system("test"), at=AT)
die()
"""


@pytest.mark.parametrize(
    ("when", "stored"),
    [("after the key", 0), ("after the row", 0), ("after the entry", 0), ("after the commit", 1)],
)
def test_after_a_killed_process_it_is_sent_again_and_is_one(push, bureau, when, stored):
    dies(DIES, bureau.pk, when)
    assert (ServiceRequest.objects.count(), ExternalKey.objects.count()) == (stored, stored)
    assert push().reference == "RX2026-00001"
    assert ServiceRequest.objects.get().caller_phone == "13800000000"
    assert Entry.objects.filter(verb="hotline.servicerequest.take_in").count() == 1
    chain.heads_file().unlink(missing_ok=True)
    chain.seal()
    assert chain.verify().ok
