"""相似工单 of a record: compared when they are opened, with a script or without."""

import pytest
from django.urls import reverse

from huiyin.hotline import actions, similar

from . import trial

pytestmark = pytest.mark.django_db
LAMP = {"subject": "青枫路路灯不亮", "content": "青枫路东段三盏路灯都不亮，晚上看不清路。"}


@pytest.fixture
def two(bureau, robot, morning):
    rows = [trial.request(bureau, **LAMP) for _ in range(2)]
    return [actions.register(row, actor=robot, at=morning) for row in rows]


def test_a_record_compares_nothing_until_it_is_asked(admin_client, two, monkeypatch):
    asked = []
    compare = similar.said_before
    monkeypatch.setattr(similar, "said_before", lambda *of: asked.append(of) or compare(*of))
    first, second = two
    address = reverse("hotline-alike", args=[first.pk])
    record = admin_client.get(first.get_absolute_url()).text
    assert f'href="{address}"' in record
    assert not asked
    page = admin_client.get(address)
    part = admin_client.get(address, headers={"HX-Request": "true"})
    assert len(asked) == 2
    assert all(second.get_absolute_url() in one.text for one in (page, part))
    assert ("<html" in page.text, "<html" in part.text) == (True, False)
    assert f"/desk/hotline/{first.pk}/join/" in part.text


def test_where_nothing_is_alike_it_says_so(admin_client, bureau, robot, morning):
    one = actions.register(trial.request(bureau, **LAMP), actor=robot, at=morning)
    assert (
        "没有文字和地点相近的工单" in admin_client.get(reverse("hotline-alike", args=[one.pk])).text
    )


def test_of_what_is_confidential_nothing_is_compared(admin_client, two, robot, morning):
    first = actions.keep_confidential(two[0], actor=robot, at=morning)
    address = reverse("hotline-alike", args=[first.pk])
    assert address not in admin_client.get(first.get_absolute_url()).text
    assert admin_client.get(address).status_code == 404
    other = admin_client.get(reverse("hotline-alike", args=[two[1].pk])).text
    assert first.reference not in other
