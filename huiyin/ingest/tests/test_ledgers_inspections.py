"""A table of planned inspections: its rows count for each other, and give no result to a plan."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from huiyin.enforcement.models import Inspection
from huiyin.enforcement.tests.trial import USCC, ready
from huiyin.ingest.ledgers.importing import import_file

pytestmark = pytest.mark.django_db
JAN, MAY, DEC = date(2026, 1, 5), date(2026, 5, 6), date(2026, 12, 31)
AT = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def brought(bureau, robot, *rows):
    """A table of these rows: number, planned day, day and result of the inspection."""
    heads = (
        "检查编号,检查主体,检查事项,检查类型,拟检查日期,检查对象,统一社会信用代码,检查日期,检查结果"
    )
    lines = [
        f"{number},云溪市城市管理局,SR-01,日常检查,{day},云溪市样例餐饮有限公司,{USCC},{made},{result}"
        for number, day, made, result in rows
    ]
    table = io.BytesIO("\n".join([heads, *lines]).encode())
    result = import_file("inspections", table, agency=bureau, name="x.csv", actor=robot, at=AT)
    return result, [one.message for one in result.rejected]


def test_a_table_refuses_the_row_that_is_too_much_and_takes_the_others(bureau, robot):
    ready(bureau)
    rows = [("甲1", MAY, "", ""), ("甲2", DEC, "", ""), ("甲3", MAY, "", "")]
    result, (said,) = brought(bureau, robot, *rows)
    assert result.created == 2
    assert "2026-05-06、2026-12-31，年度上限 2 次" in said
    result, said = brought(bureau, robot, ("甲1", MAY, JAN, "无问题"))
    assert (result.updated, len(said)) == (0, 2)
    assert all("登记检查结果" in one for one in said)
    assert set(Inspection.objects.values_list("state", "inspected_on")) == {("planned", None)}
