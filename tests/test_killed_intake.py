"""kill -9 while requests come in and letters go out: what was acknowledged is there, once; the rest wholly or not."""

import signal
import subprocess
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.coordination.models import Assignment
from huiyin.hotline import actions
from huiyin.hotline.models import ExternalKey, ServiceRequest
from huiyin.hotline.tests import trial
from huiyin.hotline.tests.signing import PAYLOAD, linked
from huiyin.notices import delivery
from huiyin.notices.actions import queue
from huiyin.notices.models import Notice

from .killed import command, dies, environment
from .test_two_clerks import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sender(bureau, robot, morning):
    return linked(bureau, robot, morning)


def test_the_same_push_three_times_at_once_is_one_case(sender):
    answers = at_once(*[sender.push] * 3)
    assert sorted(one.status_code for one in answers) == [200, 200, 201]
    assert len({one.json()["number"] for one in answers}) == 1
    assert ServiceRequest.objects.count() == ExternalKey.objects.count() == 1


def test_the_same_batch_three_times_at_once_is_one(sender):
    items = [{**PAYLOAD, "key": f"P-{n}"} for n in range(20)]
    answers = at_once(*[lambda: sender.batch(*items)] * 3)
    assert [one.status_code for one in answers] == [200, 200, 200]
    counts = Counter(item["status"] for one in answers for item in one.json()["results"])
    assert counts == {201: 20, 200: 40}
    assert ServiceRequest.objects.count() == 20


INTAKE = """
import json
from django.test import Client
from huiyin.hotline.models import Platform
from huiyin.hotline.tests.signing import Sender
from huiyin.hotline.tests.test_messages import GOOD

platform, key, secret, mine, many = sys.argv[2:]
settings.ALLOWED_HOSTS = ["testserver"]
sender = Sender(Platform.objects.get(pk=platform), key, secret)
for number in range(int(many)):
    name = f"{mine}-{number}"
    if number % 3:
        answer = sender.push(name, subject=name)
        done = answer.status_code == 201
    else:
        form = GOOD | {"agency": "cgj", "subject": name}
        done = Client(REMOTE_ADDR=f"10.{mine}.{number // 250}.{number % 250}").post("/message/", form).status_code == 302
    if done:
        print(name, flush=True)
"""


def test_killed_while_many_come_in(sender, thorough):
    """By the portal's form and by the push interface, from four processes that die at any moment."""
    each, processes = (500 if thorough else 12), 4
    said = (sender.platform.pk, sender.key, sender.secret)
    ran = [command(INTAKE, *said, mine, each) for mine in range(processes)]
    connections["default"].close()
    running = [
        subprocess.Popen(one, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for one in ran
    ]
    acknowledged = [running[0].stdout.readline()]
    time.sleep(each / 60)
    for one in running:
        one.send_signal(signal.SIGKILL)
    for one in running:
        rest, errors = one.communicate(timeout=60)
        acknowledged += rest.splitlines(keepends=True)
        assert one.returncode in (-signal.SIGKILL, 0), errors.decode()
    names = {line.decode().strip() for line in acknowledged if line.endswith(b"\n")} - {""}
    stored = Counter(ServiceRequest.objects.values_list("subject", flat=True))
    assert names
    assert names <= stored.keys()
    assert set(stored.values()) == {1}
    whole = ServiceRequest.objects.exclude(reference="").exclude(due_on=None)
    assert whole.count() == sum(stored.values())
    starts = ("hotline.servicerequest.take_in", "hotline.servicerequest.message")
    assert Entry.objects.filter(verb__in=starts).count() == sum(stored.values())
    pushed = [name for name in stored if int(name.partition("-")[2]) % 3]
    assert ExternalKey.objects.count() == len(pushed)
    for name in pushed[:20]:
        assert sender.push(name, subject=name).status_code == 200
    assert sender.push("afterwards").status_code == 201


BATCH = """
from huiyin.audit import log
from huiyin.hotline import actions
from huiyin.hotline.actions import receiving_many
from huiyin.hotline.models import Platform
from huiyin.hotline.tests.signing import PAYLOAD

platform, when = Platform.objects.get(pk=sys.argv[2]), sys.argv[3]
if when == "after the keys":
    receiving_many.insert_many = after(receiving_many.insert_many)
elif when == "after the entries":
    log.record_many = after(log.record_many)
door = actions.Door(platform.door, platform.agency, platform.channel)
items = [actions.Item(f"P-{n}", PAYLOAD) for n in range(30)]
actions.receive_many(door, items, actor=system("test"), at=AT)
die()
"""


@pytest.mark.parametrize(
    ("when", "stored"), [("after the keys", 0), ("after the entries", 0), ("after the commit", 30)]
)
def test_a_batch_is_there_wholly_or_not_at_all(sender, robot, morning, when, stored):
    dies(BATCH, sender.platform.pk, when)
    assert (ServiceRequest.objects.count(), ExternalKey.objects.count()) == (stored, stored)
    platform = sender.platform
    door = actions.Door(platform.door, platform.agency, platform.channel)
    items = [actions.Item(f"P-{n}", PAYLOAD) for n in range(30)]
    actions.receive_many(door, items, actor=robot, at=morning)
    assert sum(item.is_new for item in items) == 30 - stored
    assert ServiceRequest.objects.count() == 30


LETTERS = """
from huiyin.notices import delivery, senders
sent = []

def send(notice):
    print(notice.pk, flush=True)
    sent.append(notice.pk)
    if len(sent) == 3:
        die()

senders.spool = send
settings.NOTICE_SENDERS = {"email": "huiyin.notices.senders.spool", "sms": "huiyin.notices.senders.spool", "wechat": "huiyin.notices.senders.spool"}
delivery.deliver(clock=lambda: AT)
"""
left = []


def send(notice):
    left.append(notice.pk)


def test_killed_in_the_middle_of_letters_each_is_sent_and_marked_in_two_minutes(
    bureau, morning, settings
):
    with transaction.atomic():
        for number in range(8):
            queue("email", f"{number}@example.cn", "答复", "已答复", about=bureau, at=morning)
    before = [int(line) for line in dies(LETTERS).split()]
    assert len(before) == 3
    assert Notice.objects.filter(sent_at=None).count() == 6
    left.clear()
    settings.NOTICE_SENDERS = {"email": f"{__name__}.send"}
    for minute in (1, 2):
        delivery.deliver(clock=lambda at=morning + timedelta(minutes=minute): at)
    assert not Notice.objects.filter(sent_at=None).exists()
    times = Counter([*before, *left])
    assert set(times) == set(Notice.objects.values_list("pk", flat=True))
    assert Counter(times.values()) == {1: 7, 2: 1}  # the one in whose middle it died


def test_a_clock_that_is_set_back_an_hour_loses_and_doubles_nothing(
    bureau, morning, settings, sender, robot
):
    with transaction.atomic():
        queue("email", "a@example.cn", "答复", "已答复", about=bureau, at=morning)
    left.clear()
    settings.NOTICE_SENDERS = {"email": f"{__name__}.send"}
    earlier = morning - timedelta(hours=1)
    platform = sender.platform
    door = actions.Door(platform.door, platform.agency, platform.channel)
    first = actions.receive(door, "P-1", PAYLOAD, actor=robot, at=morning)
    again = actions.receive(door, "P-1", PAYLOAD, actor=robot, at=earlier)
    second = actions.receive(door, "P-2", PAYLOAD, actor=robot, at=earlier)
    assert (first.pk, first.reference != second.reference) == (again.pk, True)
    for minute in range(0, 62, 20):
        delivery.deliver(clock=lambda at=earlier + timedelta(minutes=minute): at)
    delivery.deliver(clock=lambda: morning)
    delivery.deliver(clock=lambda: earlier)
    assert left == [Notice.objects.get().pk]


def test_of_two_coordinators_one_assigns(bureau, robot, sender):
    sender.push()
    request, at = ServiceRequest.objects.get(), timezone.now()
    units = list(bureau.units.order_by("pk"))
    outcomes = at_once(
        *[
            lambda unit=unit: actions.assign(request, actor=robot, at=at, unit=unit)
            for unit in units
        ]
    )
    assert Counter(type(one).__name__ for one in outcomes) == {
        "ServiceRequest": 1,
        "MoveRefusedError": 1,
    }
    request.refresh_from_db()
    (task,) = Assignment.objects.of(request)
    assert task.unit_id == request.unit_id
    assert trial.lead_of(request) == task
