"""号码摘要: requests of one number are found, by whichever door; nothing of it is read back."""

from importlib import import_module

import pytest
from django.apps import apps

from huiyin.audit.models import Entry
from huiyin.hotline import actions
from huiyin.hotline.actions import Door
from huiyin.hotline.models import Channel, ServiceRequest

from . import trial

pytestmark = pytest.mark.django_db
PHONE = "13800000000"


def request(bureau, **values):
    return trial.request(bureau, **{"caller_phone": PHONE, **values})


@pytest.fixture
def doors(bureau, robot, morning):
    """One request by each door, the number typed otherwise each time."""
    who = {"actor": robot, "at": morning}
    door = Door("platform", bureau, Channel.objects.get(key="mayor-hotline"))
    payload = {"request_kind": "help", "subject": "路灯", "content": "路灯不亮",
               "caller_phone": "+86 138-0000-0000"}  # fmt: skip
    return [
        actions.register(request(bureau), **who),
        actions.message(request(bureau, caller_phone="１３８００００００００"), **who),
        actions.receive(door, "P-1", payload, **who),
        *actions.register_many(
            [
                request(bureau, reference="T-1", caller_phone="013800000000"),
                request(bureau, reference="T-2"),
            ],
            **who,
        ),
    ]


def test_every_door_knows_the_caller(doors):
    digests = set(ServiceRequest.objects.values_list("caller_digest", flat=True))
    assert len(digests) == 1
    (digest,) = digests
    assert digest
    assert PHONE not in digest


def test_a_name_is_no_number(bureau, robot, morning):
    one = actions.register(trial.request(bureau, caller_name="周示例"), actor=robot, at=morning)
    assert one.caller_digest == ""


def test_a_corrected_number_is_known_anew_and_not_logged(doors, robot, morning):
    first = doors[0]
    moved = actions.amend(first, actor=robot, at=morning, values={"caller_phone": "13900000000"})
    assert moved.caller_digest not in ("", first.caller_digest)
    logged = Entry.objects.filter(subject_key=str(first.pk)).values_list("facts", flat=True)
    assert not any(
        digest in str(list(logged)) for digest in (moved.caller_digest, first.caller_digest, PHONE)
    )


def test_old_rows_are_known_by_the_migration(doors):
    before = dict(ServiceRequest.objects.values_list("pk", "caller_digest"))
    ServiceRequest.objects.update(caller_digest="")
    import_module("huiyin.hotline.migrations.0018_callers_of_old_requests").know_callers(apps, None)
    assert dict(ServiceRequest.objects.values_list("pk", "caller_digest")) == before
