"""地名: its fields."""

from datetime import date

from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.hotline.models import Place

SHEET = Sheet(
    Place,
    Field("reference", aliases=("地名", "道路名称", "设施名称"), example="（示例）样板街"),
    Section(
        "地名",
        Field("place_kind", aliases=("类型",), example="道路"),
        Field("aliases", aliases=("其他名称", "曾用名"), help="几个的用顿号分开", example="样板大街、老样板街"),
        Field("within", aliases=("所在街道", "所属社区", "上级"), example="示例街道"),
        Field("entered_on", asked=False, has_fallback=True, example=date(2026, 1, 5)),
        "void_reason",
    ),
    dated_by="entered_on",
)  # fmt: skip
