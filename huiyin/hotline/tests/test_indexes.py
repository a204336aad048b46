"""What every desk asks of requests is read by an index, not row by row."""

import pytest
from django.db import connection

from huiyin.audit.actors import Actor, ActorKind
from huiyin.database import statistics
from huiyin.hotline import actions
from huiyin.hotline.desk import ROOM
from huiyin.hotline.models import ServiceRequest
from huiyin.hotline.visits.desk import objected
from huiyin.organisations.models import Organisation

from .trial import request

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads few rows whole"),
]
CLERK = Actor(kind=ActorKind.PERSON, name="clerk", key="1", grants={}, units={})


@pytest.fixture
def many(bureau, robot, morning):
    """Forty requests of four units; each thing that a few of many are is one of them."""
    units = [
        Organisation.objects.create(name=f"{n}科", short_name=f"{n}科", slug=f"u{n}", parent=bureau)
        for n in range(4)
    ]
    for number in range(40):
        one = request(bureau, subject=f"路灯{number}", is_confidential=number == 7)
        one = actions.register(one, actor=robot, at=morning)
        ServiceRequest.objects.filter(pk=one.pk).update(unit=units[number % 4])
    day = morning.date()
    rare = (
        {"objected_on": day, "state": "answered", "answered_on": day, "answer_text": "已修复"},
        {"wanted_days": 3},
        {"pause_cause": "停工"},
    )
    for one, values in zip(ServiceRequest.objects.order_by("pk")[:3], rare, strict=True):
        ServiceRequest.objects.filter(pk=one.pk).update(**values)
    assert statistics.refresh() > 0


def by_unit(of_agency):
    (narrowing,) = [one for one in ROOM.filters if one.name == "unit"]
    return narrowing.applied(of_agency, "u2", CLERK).order_by("-received_on", "-pk")


ASKED = {
    "the list of a unit, in its order": (by_unit, "hotline_unit"),
    "objections": (lambda requests: objected(requests).order_by(), "hotline_objected"),
    "more time wanted": (lambda requests: requests.extension_wanted(), "hotline_more_time"),
    "a pause wanted": (lambda requests: requests.suspension_wanted(), "hotline_pause_wanted"),
    "what is kept from others": (
        lambda requests: (
            ServiceRequest.objects.filter(ServiceRequest.kept_from(CLERK)).order_by().values("pk")
        ),
        "hotline_confidential",
    ),
}


@pytest.mark.parametrize("asked", ASKED)
def test_it_is_read_by_its_index(many, bureau, asked):
    make, index = ASKED[asked]
    records = make(ServiceRequest.objects.filter(agency=bureau))
    plan = records.explain()
    assert f"INDEX {index}" in plan, plan
    assert len(records) in (1, 10)
    if index == "hotline_unit":
        assert "TEMP B-TREE" not in plan
