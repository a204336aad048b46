"""检查主体、检查事项和频次上限 on the desk."""

from datetime import datetime

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage
from huiyin.web.kept import page_cache

from .rows import Body, Item
from .rules import KEEP

_REFUSAL = "检查主体和检查事项由行政检查负责人设定"
_KEPT = "已经计划的检查按原来的规定"
_FROM = {"is_active": "实施", "valid_from": "执行日期", "basis": "依据"}


def _published(row: Body | Item, at: datetime) -> None:
    """The public list shows it from its day on."""
    page_cache.changed()


ITEMS = LocalTable(
    Item,
    "item",
    "检查事项",
    right=KEEP,
    refusal=_REFUSAL,
    asked=(
        "code",
        "name",
        "targets",
        "standards",
        "cap",
        "plan",
        "is_active",
        "valid_from",
        "basis",
    ),
    columns={
        "code": "编码",
        "name": "检查事项",
        "targets": "检查对象",
        "standards": "检查内容和标准",
        "cap": "年度上限（次）",
        "plan": "年度检查计划",
        **_FROM,
    },
    kept=_KEPT,
    then=_published,
)
BODIES = LocalTable(
    Body,
    "body",
    "检查主体",
    right=KEEP,
    refusal=_REFUSAL,
    asked=("name", "sort", "duties", "is_active", "valid_from", "basis"),
    columns={"name": "检查主体", "sort": "主体类型", "duties": "检查职权", **_FROM},
    kept=_KEPT,
    then=_published,
)
PAGE = LocalPage(
    "inspection-items",
    "检查事项和频次",
    "设定的主体、事项、频次上限、标准和计划从执行日期起在门户“行政检查事项和标准”公布，没有公布的不能实施检查（国办发〔2024〕54号）。同一企业每个事项一年最多检查几次，按拟检查当日有效的一行；"
    "按线索检查和应企业申请的不计入。要停止一个事项，用同一编码从某日起另设一行，不勾“实施检查”。",
    (ITEMS, BODIES),
)
