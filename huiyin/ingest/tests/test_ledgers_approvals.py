"""A table of applications that another system has handled: what its days tell, and what cannot be."""

import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.approvals.actions import register
from huiyin.approvals.models import LicenceApplication
from huiyin.approvals.tests.trial import application
from huiyin.ingest.ledgers import export
from huiyin.ingest.ledgers.importing import import_file
from huiyin.licensing import actions as licensing
from huiyin.licensing.tests.trial import licence

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 31, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
GRANTED = "云城管许字〔2026〕71号"
ROW = {
    "受理号": "旧1", "许可事项": "占用城市道路审批", "申请人": "云溪市样例建设有限公司",
    "统一社会信用代码": "91341799MA2TEX01KJ", "收件日期": "2026-03-02",
}  # fmt: skip
DECIDED = {"受理日期": "2026-03-04", "决定日期": "2026-03-10"}
PASSED = DECIDED | {"决定文书号": GRANTED}
REFUSED = DECIDED | {"拟作决定": "不予", "不予受理、不予许可的理由": "占用盲道"}


@pytest.fixture
def known(bureau, robot):
    """The ledger of licences knows what was granted."""
    one = licence(bureau, reference=GRANTED, decided_on=date(2026, 3, 10))
    return licensing.register(one, actor=robot, at=AT)


def brought(bureau, robot, *rows):
    heads = list(dict.fromkeys(head for row in rows for head in row))
    table = io.StringIO()
    writer = csv.DictWriter(table, heads)
    writer.writeheader()
    writer.writerows(rows)
    file = io.BytesIO(table.getvalue().encode())
    return import_file("approvals", file, agency=bureau, name="x.csv", actor=robot, at=AT)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "received"),
        ({"告知补正日期": "2026-03-04", "需要补正的内容": "现场位置图"}, "correcting"),
        ({"告知补正日期": "2026-03-04", "需要补正的内容": "现场位置图", "补正收到日期": "2026-03-06"}, "received"),
        ({"受理日期": "2026-03-04"}, "accepted"),
        (PASSED, "decided"),
        (PASSED | {"送达日期": "2026-03-12"}, "delivered"),
        (REFUSED | {"送达日期": "2026-03-12"}, "delivered"),
        ({"撤回日期": "2026-03-05"}, "withdrawn"),
        ({"不予受理日期": "2026-03-05", "不予受理、不予许可的理由": "由县区办理"}, "unaccepted"),
    ],
)  # fmt: skip
def test_the_days_tell_how_far_it_is(bureau, robot, known, said, state):
    result = brought(bureau, robot, ROW | said)
    assert [one.message for one in result.rejected] == []
    stored = LicenceApplication.objects.get(reference="旧1")
    assert stored.state == state
    assert stored.accept_due_on
    assert bool(stored.licence) == (said.get("决定文书号") == GRANTED)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"受理日期": "2026-03-01"}, "早于收件日期"),
        ({"受理日期": "2026-04-01"}, "晚于今天"),
        ({"决定日期": "2026-03-10", "决定文书号": GRANTED}, "请填写受理日期"),
        (PASSED | {"决定文书号": "云城管许字〔2026〕99号"}, "请先导入行政许可台账"),
        (PASSED | {"决定日期": "2026-03-11"}, "的决定日期是 2026-03-10"),
        (DECIDED | {"拟作决定": "准予"}, "请填写决定文书号"),
        (DECIDED | {"拟作决定": "不予"}, "请填写理由"),
        ({"受理日期": "2026-03-04", "送达日期": "2026-03-12"}, "请填写决定日期"),
        ({"补正收到日期": "2026-03-06"}, "请填写告知补正日期"),
        ({"告知补正日期": "2026-03-04"}, "请写明需要补正的内容"),
        (PASSED | {"撤回日期": "2026-03-11"}, "只能填写一个"),
        ({"受理日期": "2026-03-04", "决定期限": "2026-04-30"}, "期限由系统计算"),
        ({"申请类型": "延续"}, "请填写本机关许可台账里有效的决定文书号"),
        ({"许可事项": "城市建筑垃圾处置核准"}, "请填写其中一项"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(bureau, robot, known, said, what):
    result = brought(bureau, robot, ROW | said)
    assert result.created == 0
    assert what in " ".join(one.message for one in result.rejected)


def test_the_other_systems_day_stands_for_what_is_decided(bureau, robot, known):
    brought(bureau, robot, ROW | PASSED | {"决定期限": "2026-04-20"})
    assert LicenceApplication.objects.get().decide_due_on == date(2026, 4, 20)


def test_one_licence_has_one_application(bureau, robot, known):
    brought(bureau, robot, ROW | PASSED)
    again = brought(bureau, robot, ROW | PASSED | {"受理号": "旧2"})
    assert "已经有一件办件" in again.rejected[0].message


def test_a_table_does_not_decide_what_is_handled_here(bureau, robot, known):
    ours = register(application(bureau), actor=robot, at=AT)
    result = brought(bureau, robot, ROW | PASSED | {"受理号": ours.reference})
    assert "请在这件办件上办理" in result.rejected[0].message
    ours.refresh_from_db()
    assert (ours.state, ours.decided_on) == ("received", None)


def test_what_was_exported_says_nothing_new(bureau, robot, known):
    brought(bureau, robot, ROW | PASSED | {"送达日期": "2026-03-12", "决定期限": "2026-04-20"})
    file = io.BytesIO()
    export("approvals", LicenceApplication.objects.all(), file, "csv", agency=bureau)
    file.seek(0)
    result = import_file("approvals", file, agency=bureau, name="x.csv", actor=robot, at=AT)
    assert (result.created, result.updated, result.rejected) == (0, 0, [])
