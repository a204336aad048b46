"""各机关合计: sums with what is missing in them; each number opens at its agency."""

from datetime import date

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_each_number_opens_and_gaps_are_named(bureau, licence):
    licence(decided_on=date(2020, 5, 6), published_on=date(2020, 5, 8))
    named = {"short_name": "水务", "slug": "swj", "is_agency": True}
    Organisation.objects.create(name="水务局", **named)
    later = {"short_name": "数据", "slug": "sjj", "is_agency": True}
    Organisation.objects.create(name="数据局", founded_on=date(2021, 2, 1), **later)
    client = Client()
    client.force_login(User.objects.create_superuser("admin", password="-"))
    page = client.get("/desk/figures/all-agencies/?year=2020")
    text = page.content.decode()
    assert "数据局：2021年2月1日成立" in text
    assert "水务局：没有记录" in text
    lines = {one.figure.key: one for _, group in page.context["groups"] for one in group}
    assert lines["licensing.decided"].total.value == 1
    opened = client.get("/desk/figures/licensing.decided/?year=2020&agency=cgj")
    assert opened.context["value"] == 1
    assert '/licensing.decided/?year=2020&amp;agency=cgj"' in text
    assert "各机关合计" in client.get("/desk/figures/?year=2020").content.decode()
