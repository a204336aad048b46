"""Words to those who left no mail: a text message that says where to read, or nothing."""

import re
from dataclasses import replace

import pytest
from django.utils import timezone

from huiyin.hotline import actions, telling
from huiyin.hotline.models import ServiceRequest
from huiyin.notices.models import Notice, TextRefusal

from . import trial

pytestmark = pytest.mark.django_db
PHONE = "13800000000"


@pytest.fixture
def on(settings):
    settings.SMS = replace(settings.SMS, url="spool")


@pytest.fixture
def answered(bureau, robot, morning):
    def make(**values):
        request = trial.request(bureau, **values)
        actions.register(request, actor=robot, at=morning)
        return trial.answered(request, robot, morning)

    return make


DOORS = {
    "mail": ("wei@example.cn", ["email"]),
    "both": (f"{PHONE}，wei@example.cn", ["email"]),
    "a mobile number": (PHONE, ["sms"]),
    "two numbers": (f"0550-3111111、{PHONE}", []),
    "a landline": ("0550-3111111", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("contact", "channels"), DOORS.values(), ids=DOORS)
def test_by_the_door_that_was_left(on, answered, contact, channels):
    answered(caller_phone=contact)
    assert [notice.channel for notice in Notice.objects.all()] == channels


def test_it_says_where_to_read_and_nothing_of_the_matter(on, answered, bureau):
    request = answered(caller_phone=PHONE)
    notice = Notice.objects.get()
    assert (notice.recipient, request.reference in notice.body) == (PHONE, True)
    assert "已经答复" in notice.body
    for word in ("路灯", "云溪路", "修复", PHONE):
        assert word not in f"{notice.subject}{notice.body}"
    assert len(notice.body) < 140  # two parts of a text message


def test_whoever_has_a_code_is_shown_the_way(on, bureau, robot, morning):
    request = trial.request(bureau, caller_phone=PHONE)
    actions.message(request, actor=robot, at=morning)
    trial.answered(request, robot, timezone.now())
    assert "/message/progress/" in Notice.objects.get().body


def test_of_a_confidential_one_a_neutral_sentence(on, answered):
    request = answered(caller_phone=PHONE, request_kind="report")
    notice = Notice.objects.get()
    said = f"{notice.subject}{notice.body}"
    for word in (request.reference, "举报", "诉求", "答复", "保密"):
        assert word not in said


def test_none_where_the_office_sends_none(answered):
    answered(caller_phone=PHONE)
    assert not Notice.objects.exists()


def test_an_extension_and_a_new_handling_are_told_too(on, answered, morning):
    request = answered(caller_phone=PHONE)
    Notice.objects.all().delete()
    telling.extended(request, "需多部门会商", morning)
    telling.reopened(request, morning)
    subjects = [notice.subject for notice in Notice.objects.order_by("pk")]
    assert [subject.partition("）")[2] for subject in subjects] == ["办理期限延长", "重新办理"]
    assert not any("会商" in notice.body for notice in Notice.objects.all())


def test_who_reads_the_progress_may_refuse_them(on, bureau, robot, morning, client):
    request = trial.request(bureau, caller_phone=PHONE)
    request = actions.message(request, actor=robot, at=morning)
    asked = {"number": request.reference, "code": request.query_code}
    page = client.post("/message/progress/", asked).content.decode()
    address = re.search(r'action="(/message/texts/[^"]+)"', page)[1]
    assert client.get(address).status_code == 405
    assert not TextRefusal.objects.exists()
    done = client.post(address)
    assert "不再给您发短信" in done.content.decode()
    assert TextRefusal.objects.count() == 1
    trial.answered(ServiceRequest.objects.get(), robot, timezone.now())
    assert not Notice.objects.exists()
    assert "/message/texts/" not in client.post("/message/progress/", asked).content.decode()


def test_a_wrong_address_refuses_nothing(on, client, db):
    assert client.post("/message/texts/wrong/").status_code == 302
    assert not TextRefusal.objects.exists()
