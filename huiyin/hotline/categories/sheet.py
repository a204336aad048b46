"""诉求类目: the fields of a node."""

from huiyin.casework.cells import Code, Day, Reference
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.hotline.models import Category, CategoryScheme


def schemes(agency_id: int) -> list[tuple[int, tuple[str]]]:
    rows = CategoryScheme.objects.filter(agency=agency_id).values_list("pk", "name")
    return [(pk, (name,)) for pk, name in rows]


SCHEME = Reference(table=schemes, add="新的体系请先在“诉求分类”页设定")

SHEET = Sheet(
    Category,
    Section(
        "类目",
        Field("name", aliases=("名称", "分类名称", "类别"), example="（示例）占道经营"),
        Field("code", cell=Code, aliases=("编码", "代码", "分类代码"), example="0301"),
        Field("scheme", asked=False, cell=SCHEME, required=True, aliases=("体系",), example="城市管理诉求分类"),
        Field("parent", in_ledger=False, help="不选的是一级类目"),
        "path",
        Field("parent_code", asked=False, on_page=False, cell=Code,
              aliases=("上级代码", "父级编码"), example="03"),
        Field("words", aliases=("别名", "常用词"), rule="每行一个", example="摆摊"),
    ),
    Section(
        "沿革",
        Field("valid_from", asked=False, cell=Day, example=""),
        Field("valid_until", asked=False, cell=Day, example=""),
        "successor",
        "void_reason",
    ),
    Field("reference", asked=False, in_ledger=False),
    dated_by="valid_from",
)  # fmt: skip
