"""Whose certificate is valid today, and nothing private where everybody reads."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from huiyin.registers.actions import officers
from huiyin.registers.models import Officer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("issued", "until", "shown"),
    [
        pytest.param(date(2024, 1, 1), TODAY, True, id="the last day counts"),
        pytest.param(date(2024, 1, 1), TODAY - timedelta(days=1), False, id="run out yesterday"),
        pytest.param(TODAY, date(2030, 1, 1), True, id="issued today"),
    ],
)
def test_public_on_a_day(officer, issued, until, shown):
    person = officer(issued_on=issued, valid_until=until)
    assert Officer.objects.public(TODAY).filter(pk=person.pk).exists() is shown


def test_the_withdrawn_and_void_are_not_shown(officer, robot, morning):
    person = officer()
    officers.withdraw(person, actor=robot, at=morning, withdrawn_on=TODAY, reason="退休")
    officers.void(officer("2"), actor=robot, at=morning, reason="错")
    assert not Officer.objects.public(TODAY).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reference": "11010519491231002X"}, "reference"),
        ({"name": "周示例13800001234"}, "name"),
        ({"scope": "联系13800001234"}, "scope"),
        ({"post": "身份证11010519491231002X"}, "post"),
        ({"valid_until": date(2023, 1, 1)}, "valid_until"),
        ({"issued_on": date(2027, 1, 1)}, "issued_on"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be(officer, values, field):
    with pytest.raises(ValidationError) as refused:
        officer(**values)
    assert field in refused.value.message_dict


def test_no_column_could_hold_private_data():
    names = {field.name for field in Officer._meta.fields}
    assert not names & {"identity", "id_number", "birth", "born_on", "phone", "telephone", "photo"}


def test_look_up_by_number_or_name(officer):
    today = timezone.localdate()
    for serial, name in ((1, "周示例"), (2, "吴样本")):
        officer(f"34179900000{serial}", name=name, valid_until=today + timedelta(days=9))

    def names(text):
        return [one.name for one in Client().get("/officers/", {"q": text}).context["records"]]

    assert names("341799000002") == ["吴样本"]
    assert names("周示") == ["周示例"]
    assert names("34179900000") == []  # a part of a number is no proof
    assert names("吴样本 341799000001") == []


def test_a_new_period_is_longer(officer, robot, morning):
    with pytest.raises(ValidationError) as refused:
        officers.renew(
            officer(), actor=robot, at=morning,
            issued_on=date(2026, 1, 1), valid_until=date(2028, 12, 31),
        )  # fmt: skip
    assert "valid_until" in refused.value.message_dict
