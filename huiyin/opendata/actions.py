"""What the organisation sets for its data."""

from collections.abc import Iterator

from huiyin.casework.local_tables import LocalTable
from huiyin.web.kept import page_cache

from .models import KEEP, DataTerms, Renewal
from .others import every

REFUSAL = "开放许可和更新频率由信息公开负责人设定"


def _series() -> Iterator[tuple[str, str]]:
    return ((one.key, one.title) for one in every())


TERMS = LocalTable(
    DataTerms,
    "terms",
    "开放许可",
    right=KEEP,
    refusal=REFUSAL,
    asked=("name", "address", "text", "valid_from", "basis"),
    columns={
        "name": "许可名称", "address": "许可全文网址", "text": "使用条件",
        "valid_from": "执行日期", "basis": "依据",
    },
    kept="此前下载的数据按当时的许可使用",
    then=lambda row, at: page_cache.changed(),
)  # fmt: skip
RENEWALS = LocalTable(
    Renewal,
    "renewal",
    "更新频率",
    right=KEEP,
    refusal=REFUSAL,
    asked=("series", "frequency", "valid_from", "basis"),
    columns={
        "series": "数据集", "frequency": "更新频率", "valid_from": "执行日期", "basis": "依据",
    },
    kept="此前的频率保留备查",
    choices={"series": _series},
    then=lambda row, at: page_cache.changed(),
)  # fmt: skip
