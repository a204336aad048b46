"""Confidential requests in a table of rows."""

from dataclasses import replace

import pytest

from huiyin.hotline.models import ServiceRequest
from huiyin.ingest import ledgers

from .ledger_rows import REQUEST, book

pytestmark = pytest.mark.django_db


def test_a_report_is_confidential_and_no_table_says_otherwise(take):
    refused = take("hotline", {**REQUEST, "诉求类型": "举报", "保密": "否"})
    assert [(one.column, one.message[:6]) for one in refused.rejected] == [("保密", "举报一律保密")]
    take("hotline", {**REQUEST, "诉求类型": "举报", "保密": ""})
    take("hotline", {**REQUEST, "诉求类型": "投诉", "保密": "否"})
    assert ServiceRequest.objects.get().is_confidential


def test_who_is_not_named_does_not_correct_by_table(bureau, actor, morning):
    """Nor learns from it whether a row says what is stored."""

    def take(key, **changes):
        clerk = replace(actor("hotline.register_request"), key=key)
        file = book({**REQUEST, "诉求类型": "举报", "保密": "是", **changes})
        return ledgers.import_file(
            "hotline", file, agency=bureau, actor=clerk, at=morning, name="台账.xlsx"
        )

    assert take("1").created == 1
    same, other = take("2"), take("2", 诉求内容="另一件事")
    assert [len(result.rejected) for result in (same, other)] == [1, 1]
    assert [result.unchanged for result in (same, other)] == [0, 0]
    assert take("1", 诉求内容="另一件事").updated == 1
