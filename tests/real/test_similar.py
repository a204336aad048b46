"""相似工单: real requests, each beside the ones that a reader found to be about the same trouble there.

`similar.json`: number of a request → numbers of the others, judged by hand from what several rankings
offered; what nobody judged counts as wrong.
"""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from huiyin.audit.actors import system
from huiyin.hotline.models import Channel, Place, PlaceKind, ServiceRequest
from huiyin.hotline.similar import similar

HERE = Path(__file__).resolve()
MESSAGES = HERE.parents[2].parent / "shared" / "data" / "messages" / "fuzhou_12345.csv"
LABELS = HERE.with_name("similar.json")
NO_RIVER = {"无", "河流", ""}

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db,
    pytest.mark.skipif(not MESSAGES.exists(), reason="the real material is not here"),
]


def test_of_what_is_offered_four_in_five_are_the_same_matter(bureau):
    with MESSAGES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
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
    labels = {int(key): set(others) for key, others in json.loads(LABELS.read_text()).items()}
    right = offered = with_one = 0
    for key, others in labels.items():
        hits = {int(hit.request.reference) for hit in similar(requests[key], system("test"))}
        right, offered = right + len(hits & others), offered + len(hits)
        with_one += bool(hits & others)
    precision, recall = right / offered, with_one / sum(map(bool, labels.values()))
    print(f"precision at 5: {precision:.3f} of {offered}; with a right one: {recall:.3f}")
    assert precision >= 0.78
    assert recall >= 0.70
