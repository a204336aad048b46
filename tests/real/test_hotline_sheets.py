"""The sheet of a real city's platform: taken in whole, and twice it is the same."""

from pathlib import Path

import pytest

from huiyin.hotline.models import ServiceRequest
from huiyin.ingest.ledgers.importing import import_file

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CASES = SHARED / "data" / "messages" / "fuzhou_12345.csv"

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db,
    pytest.mark.skipif(not CASES.exists(), reason="the real material is not here"),
]


def test_every_row_is_a_request_or_says_why_not(bureau, robot, morning):
    context = {"agency": bureau, "actor": robot, "at": morning}
    first = import_file("hotline", CASES, **context)
    assert first.read == 1079
    assert first.created + len({one.row for one in first.rejected}) == first.read
    assert first.created >= 1070, first.rejected[:5]
    reports = ServiceRequest.objects.filter(request_kind="report")
    assert reports.exists()
    assert all(report.is_confidential for report in reports)
    again = import_file("hotline", CASES, **context)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)
