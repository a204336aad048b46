"""What is kept of a document's course is called by the office's day."""

from datetime import UTC, datetime

import pytest

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.placed import Placement
from huiyin.disclosure.tree.taken_down import Withdrawal

EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)
"""Four in the morning of the third, here."""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "moment", "called"),
    [
        (Placement, "left_at", "通知（2026-03-03前）"),
        (Withdrawal, "withdrawn_at", "通知（2026-03-03）"),
    ],
)
def test_name(model, moment, called):
    assert str(model(document=DocumentPage(title="通知"), **{moment: EVENING})) == called
