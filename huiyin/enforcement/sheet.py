"""行政检查: its fields, under the names that tables use."""

from datetime import date

from huiyin.casework.cells import Paragraphs, Reference
from huiyin.casework.sheets import Field, Section, Sheet

from .choices import Business
from .models import Body, Inspection, Item


def items(agency_id: int) -> list[tuple[int, tuple[str, str]]]:
    """Key of the latest row → the names by which a table may call the item."""
    rows = Item.objects.filter(agency=agency_id).order_by("-valid_from")
    return [(key, (name, code)) for key, name, code in rows.values_list("pk", "name", "code")]


def bodies(agency_id: int) -> list[tuple[int, tuple[str]]]:
    rows = Body.objects.filter(agency=agency_id).order_by("-valid_from")
    return [(key, (name,)) for key, name in rows.values_list("pk", "name")]


_ADD = "没有的请行政检查负责人先在“检查事项和频次”里设定"
KINDS = {
    "法人": Business.ORGANISATION,
    "非法人组织": Business.ORGANISATION,
    "企业": Business.ORGANISATION,
    "个体": Business.SOLE_TRADER,
    "个体户": Business.SOLE_TRADER,
}
RESULTS = {"无问题": "clean", "合格": "clean", "限期改正": "correct", "立案": "filed"}
SHEET = Sheet(
    Inspection,
    Field("reference", head="检查编号", asked=False, aliases=("编号",), example="（示例）检查2025-1"),
    Section(
        "计划",
        Field("body", cell=Reference(table=bodies, add=_ADD), example="云溪市城市管理局"),
        Field("item", cell=Reference(table=items, add=_ADD), aliases=("检查事项名称",), example="市容环境卫生检查"),
        "cap",
        Field("mode", words={"日常": "daily", "专项": "special", "双随机": "random", "举报核查": "clue"},
              example="日常检查"),
        Field("way", words={"现场": "on-site", "非现场": "off-site", "书面": "off-site"}, has_fallback=True),
        Field("clue_source", needed_when="按线索检查必填"),
        Field("clue", needed_when="按线索检查必填", help="热线诉求填工单编号，其他填来文或者举报登记编号"),
        Field("planned_on", aliases=("计划日期", "拟检查时间"), example=date(2026, 3, 5)),
        Field("purpose"),
    ),
    Section(
        "检查对象",
        Field("holder_name", aliases=("企业名称", "被检查对象"), example="云溪市样例建设有限公司"),
        Field("holder_kind", words=KINDS, has_fallback=True),
        Field("holder_uscc", aliases=("社会信用代码",), example="91341799MA2TEX01KJ"),
        Field("place"),
    ),
    Section(
        "检查和处理",
        "approved_on",
        Field("officers", asked=False, aliases=("执法人员",)),
        Field("inspected_on", asked=False, aliases=("检查时间",)),
        Field("findings", asked=False, cell=Paragraphs),
        Field("result", asked=False, words=RESULTS),
        "is_over",
        Field("correct_by", asked=False, aliases=("整改期限",)),
        Field("corrected_on", asked=False),
        "correction",
        "filed_on",
        "penalty",
        "transferred_to",
        "closed_on",
        "cancelled_on",
        "cancel_reason",
        "void_reason",
    ),
    dated_by="planned_on",
)  # fmt: skip
