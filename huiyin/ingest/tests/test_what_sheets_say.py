"""The columns in which a platform says what a person thinks of an answer."""

from datetime import timedelta

import pytest

from huiyin.hotline.models import ServiceRequest
from huiyin.ingest.ledgers.importing import import_file

HEAD = "工单编号,受理日期,来源渠道,诉求类型,标题,诉求内容,联系电话,承办单位,答复日期,答复内容,"
LINE = "SZ-1,2026-03-02,市长热线,求助,路灯不亮,路灯坏了三天,13800000000,,2026-03-02,已修复,"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "cells", "objects"),
    [
        ("满意度", "不满意", True),
        ("回访结果,解决情况", "满意,否", True),
        ("是否解决", "未解决", True),
        ("满意度,是否解决", "非常满意,是", False),
        ("满意度", "", False),
    ],
)
def test_the_sheet_of_a_platform_is_such_a_door(
    bureau, robot, morning, tmp_path, columns, cells, objects
):
    path, at = tmp_path / "工单.csv", morning + timedelta(days=2)

    def take_in(columns, cells):
        path.write_text(f"{HEAD}{columns}\n{LINE}{cells}\n", encoding="utf-8-sig")
        return import_file("hotline", path, agency=bureau, actor=robot, at=at)

    assert take_in("满意度", "").created == 1
    changed = take_in(columns, cells)
    assert (changed.updated, changed.rejected) == (int(bool(cells)), [])
    request = ServiceRequest.objects.get()
    assert bool(request.objected_on) is objects
    assert take_in(columns, cells).unchanged == 1
