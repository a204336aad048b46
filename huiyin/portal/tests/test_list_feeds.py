"""订阅源 of public lists: who is on view, masked, and nobody who is not."""

from datetime import timedelta

import pytest
import time_machine
from lxml import etree

from huiyin.credit.tests.trial import published as penalty_on_view
from huiyin.penalties import actions as penalties
from huiyin.penalties.models import Penalty
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def clock(morning, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    with time_machine.travel(morning, tick=False) as moved:
        yield moved


def entries(client, address="/feeds/penalties/"):
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content).findall(f"{ATOM}entry")


def test_an_entry_says_what_the_list_says_and_since_when(client, bureau, morning):
    one = penalty_on_view(bureau, morning)
    (entry,) = entries(client)
    assert entry.find(f"{ATOM}id").text.endswith(f"/penalties/{one.pk}/")
    assert one.reference in entry.find(f"{ATOM}title").text
    assert entry.find(f"{ATOM}updated").text.startswith(f"{morning.date()}T")
    assert one.holder_name in entry.find(f"{ATOM}summary").text
    page = client.get("/penalties/").text
    assert page.count("/feeds/penalties/") == 2  # for programs and for people


def test_a_person_is_masked(client, bureau, morning):
    penalty_on_view(
        bureau, morning, holder_name="周示例", holder_kind="自然人", holder_uscc="",
        holder_id_kind="身份证", holder_id="341799199001010018",
    )  # fmt: skip
    text = client.get("/feeds/penalties/").text
    assert "周" in text
    assert "周示例" not in text
    assert "341799199001010018" not in text


def test_what_is_taken_down_or_over_vanishes(client, bureau, robot, morning, clock):
    one, other = (
        penalty_on_view(bureau, morning, reference=f"云城管罚决字〔2026〕{n}号") for n in (8, 9)
    )
    Penalty.objects.filter(pk=other.pk).update(shown_until=morning.date() + timedelta(days=1))
    assert len(entries(client)) == 2
    penalties.withdraw(one, reason="含第三人信息", actor=robot, at=morning)
    assert len(entries(client)) == 1
    clock.shift(timedelta(days=2))
    assert entries(client) == []


@pytest.mark.parametrize("key", ["licences", "commitments"])
def test_a_list_without_records_has_a_feed_without_entries(client, bureau, key):
    assert entries(client, f"/feeds/{key}/") == []
    moved = client.get(f"/feeds/{key}")
    assert (moved.status_code, moved["Location"]) == (301, f"/feeds/{key}/")


def test_the_statements_do_not_grow_with_the_entries(
    client, bureau, morning, django_assert_max_num_queries
):
    for n in range(10, 16):
        penalty_on_view(bureau, morning, reference=f"云城管罚决字〔2026〕{n}号")
    with django_assert_max_num_queries(12):
        assert len(entries(client)) == 6
