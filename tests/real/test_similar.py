"""相似工单: real requests, each beside the ones that a reader found to be about the same trouble there.

`similar.json`: number of a request → numbers of the others, judged by hand from what several rankings
offered; what nobody judged counts as wrong.
"""

import csv
import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

from huiyin.audit.actors import system
from huiyin.hotline.models import Channel, Place, PlaceKind, ServiceRequest
from huiyin.hotline.similar import similar

HERE = Path(__file__).resolve()
MESSAGES = HERE.parents[2].parent / "shared" / "data" / "messages" / "fuzhou_12345.csv"
LABELS = HERE.with_name("similar.json")
HELD_OUT = HERE.with_name("similar_held_out.json")
NO_RIVER = {"无", "河流", ""}

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db,
    pytest.mark.skipif(not MESSAGES.exists(), reason="the real material is not here"),
]


def read_messages():
    with MESSAGES.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def requests(bureau):
    """All of them by number, and the rivers as places."""
    rows = read_messages()
    day, channel = date(2026, 3, 2), Channel.objects.earliest("pk")
    same = {"agency": bureau, "received_on": day, "channel": channel, "request_kind": "complaint"}
    requests = {
        int(row["id"]): ServiceRequest(
            reference=row["id"], subject=row["标题"][:200], content=row["投诉件内容"], **same
        )
        for row in rows
    }
    ServiceRequest.objects.bulk_create(requests.values())
    Place.objects.bulk_create(
        Place(agency=bureau, reference=river, place_kind=PlaceKind.ROAD, entered_on=day)
        for river in {row["河流"].strip() for row in rows} - NO_RIVER
    )
    return requests


def labels_of(path):
    return {int(key): set(others) for key, others in json.loads(path.read_text()).items()}


def offered(requests, key):
    return {int(hit.request.reference) for hit in similar(requests[key], system("test"))}


def test_of_what_is_offered_four_in_five_are_the_same_matter(requests):
    labels = labels_of(LABELS)
    right = shown = with_one = 0
    for key, others in labels.items():
        hits = offered(requests, key)
        right, shown = right + len(hits & others), shown + len(hits)
        with_one += bool(hits & others)
    precision, recall = right / shown, with_one / sum(map(bool, labels.values()))
    print(f"precision at 5: {precision:.3f} of {shown}; with a right one: {recall:.3f}")
    assert precision >= 0.78
    assert recall >= 0.70


def test_of_requests_that_nobody_had_looked_at(requests):
    """Forty drawn by lot from those without labels; of each what is offered was judged afterwards.

    Nothing was tuned on them. Few are offered anything, so one hit more or less is four per cent.
    """
    labels = labels_of(HELD_OUT)
    others = sorted({int(row["id"]) for row in read_messages()} - labels_of(LABELS).keys())
    assert set(labels) == set(Random("held out").sample(others, 40))
    hits = {key: offered(requests, key) for key in labels}
    shown = sum(map(len, hits.values()))
    right = sum(len(hits[key] & labels[key]) for key in labels)
    met = sum(map(bool, hits.values()))
    print(f"precision at 5: {right / shown:.3f} of {shown}, offered to {met} of {len(labels)}")
    assert right / shown >= 0.55
    assert sum(bool(hits[key] & labels[key]) for key in labels) >= met * 0.8
