"""The national table of penalties, of both generations, in and out again; and what it must not bring."""

import io
from datetime import date
from decimal import Decimal

import pytest

from huiyin.casework.ledgers import find
from huiyin.ingest import ledgers
from huiyin.penalties.ledger import STANDARD
from huiyin.penalties.models import Penalty

from .ledger_rows import IDENTITY

COLUMNS = [find("penalties").column(name) for name in STANDARD]
HEADS = [column.header for column in COLUMNS]
ROW = dict.fromkeys(HEADS, "") | {
    "行政相对人名称": "云溪市样例运输有限公司",
    "行政相对人类别": "法人及非法人组织",
    "行政相对人代码_1(统一社会信用代码)": "91341799MA2TEX01KJ",
    "法定代表人": "周示例",
    "行政处罚决定文书号": "云城管罚决字【2020】1号",
    "违法行为类型": "擅自倾倒建筑垃圾",
    "违法事实": "在云溪大道倾倒建筑垃圾3立方米",
    "处罚依据": "《城市建筑垃圾管理规定》第二十六条",
    "处罚类别": "罚款",
    "处罚内容": "罚款人民币贰仟元",
    "罚款金额（万元）": "0.2",
    "处罚决定日期": date(2020, 5, 6),
    "处罚机关": "云溪市城市管理局",
    "处罚机关统一社会信用代码": "11341799MB1Q00017E",
    "数据来源单位": "云溪市城市管理局",
    "数据来源单位统一社会信用代码": "11341799MB1Q00017E",
}
OLD = {
    "CF_WSH": "云城管罚字〔2016〕3号",
    "CF_CFMC": "擅自倾倒建筑垃圾案",
    "CF_CFLB1": "罚款",
    "CF_SY": "倾倒建筑垃圾",
    "CF_YJ": "《城市建筑垃圾管理规定》",
    "CF_XDR": "周示例",
    "CF_XDR_SFZ": IDENTITY,
    "CF_JG": "罚款贰佰元",
    "CF_NR_FK": "0.02",
    "CF_JDRQ": "2016/5/6",
    "CF_XZJG": "云溪市城市管理局",
    "CF_ZT": "0",
    "DFBM": "341799",
    "SJC": "2016-05-09",
}


def test_thirty_columns_come_in_and_again_without_a_change(take):
    assert len(HEADS) == 30
    assert all(column.code for column in COLUMNS)
    assert take("penalties", ROW).created == 1
    stored = Penalty.objects.get()
    assert (stored.fine, stored.state) == (Decimal("2000.00"), "closed")
    assert (stored.reference, stored.due_on) == ("云城管罚决字〔2020〕1号", date(2020, 5, 14))
    assert stored.publish_due_on == date(2020, 5, 14)
    assert take("penalties", ROW).unchanged == 1


def test_codes_as_heads(take):
    codes = {column.header: column.code for column in COLUMNS}
    assert take("penalties", {codes[head]: cell for head, cell in ROW.items()}).created == 1


def test_the_table_before_2018_comes_in(take):
    result = take("penalties", OLD)
    assert (result.created, result.rejected) == (1, [])
    stored = Penalty.objects.get()
    assert (stored.holder_kind, stored.offence) == ("自然人", "擅自倾倒建筑垃圾案")
    assert (stored.content, stored.fine) == ("罚款贰佰元", Decimal(200))


@pytest.mark.parametrize(
    ("changed", "column", "said"),
    [
        ({"罚款金额（万元）": ""}, "罚款金额（万元）", "却没有罚款金额"),
        ({"处罚类别": "警告"}, "罚款金额（万元）", "却没有“罚款”"),
        ({"罚款金额（万元）": "2000"}, "罚款金额（万元）", "2000元"),
        ({"处罚依据": "《治安管理处罚法》第四十九条"}, "处罚依据", "第一百三十六条"),
        ({"处罚类别": "罚款;行政拘留"}, "处罚类别", "第一百三十六条"),
        ({"处罚类别": "罚金"}, "处罚类别", "没有“罚金”"),
        ({"处罚决定日期": ""}, "处罚决定日期", "必填"),
        ({"行政相对人类别": "自然人"}, "行政相对人代码_1(统一社会信用代码)", "自然人没有"),
        ({"处罚类别": "罚款;暂扣或者吊销许可证、暂扣或者吊销执照"}, "暂扣或吊销证照名称及编号", "证照名称"),
    ],
    ids=[
        "a fine without its amount", "an amount without 罚款", "元 typed as 万元", "治安 by its law",
        "治安 by its kind", "no such kind", "no day", "a person with a company's code", "no licence named",
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_column(take, changed, column, said):
    result = take("penalties", {**ROW, **changed})
    assert result.created == 0
    assert [(fault.column, said in fault.message) for fault in result.rejected] == [(column, True)]


@pytest.mark.parametrize(
    ("kinds", "stored"),
    [
        ("罚款；警告", "警告;罚款"),
        ("没收违法所得;罚款", "罚款;没收违法所得、没收非法财物"),
        ("罚款;其他—限制从业", "罚款;其他-限制从业"),
    ],
)
def test_kinds_have_one_order_and_one_spelling(take, kinds, stored):
    more = {"没收违法所得、没收非法财物的金额（万元）": "1"} if "没收" in kinds else {}
    assert take("penalties", {**ROW, **more, "处罚类别": kinds}).rejected == []
    assert Penalty.objects.get().kinds == stored


@pytest.mark.parametrize("layout", ["standard", "codes"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("row", [ROW, OLD], ids=["2018", "before"])
def test_the_national_list_goes_out_and_comes_back(take, bureau, robot, morning, row, form, layout):
    take("penalties", row)
    before = list(Penalty.objects.values())
    stream = io.BytesIO()
    count = ledgers.export(
        "penalties", Penalty.objects.all(), stream, form, agency=bureau, actor=robot, at=morning,
        personal=True, layout=ledgers.Layout(layout),
    )  # fmt: skip
    assert count == 1
    stream.seek(0)
    result = take("penalties", stream)
    assert (result.read, result.unchanged, result.rejected) == (1, 1, [])
    assert list(Penalty.objects.values()) == before
