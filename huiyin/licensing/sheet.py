"""行政许可: the fields of the 双公示 data standard (2018), and three of our own."""

from datetime import date

from huiyin.casework.cells import Code, Day, Paragraphs, Reference, choice_of
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.publicity.holder_columns import KIND_WORDS, numbers

from .models import Licence, LicenceMatter

_USCC = "11341799MB1Q00017E"


def matters(_agency_id: int) -> list[tuple[int, tuple[str, str]]]:
    """The names by which a table may call a matter."""
    known = LicenceMatter.objects.values_list("pk", "name", "code").order_by("pk")
    return [(key, (name, code)) for key, name, code in known]


MATTER = Reference(
    table=matters, add="其他事项请先在“许可事项”表中添加，或用映射文件对应到现有事项"
)
NO_MATTER = (
    "从文书、证书、项目名称和许可内容看不出是哪个许可事项：请在“许可事项”列填写（表里没有这一列的请加上），"
    "或者请行政审批负责人在“许可事项对应词”里加一个词，再导入一次"
)
STATUS = choice_of([("1", "1"), ("2", "2")], {"有效": "1", "无效": "2"})
KIND_RULE = "普通、特许、认可、核准、登记或其他（需注明）"


SHEET = Sheet(
    Licence,
    Field("reference", head="决定文书号", code="XK_WSH", aliases=("决定文书号", "行政许可决定书文号"),
          example="（示例）云城管许字〔2026〕1号"),
    Section(
        "决定",
        Field("document_name", code="XK_XKWS", example="准予行政许可决定书"),
        Field("matter", aliases=("许可事项名称", "事项名称"), cell=MATTER, has_fallback=True,
              lacking=NO_MATTER, example="城市建筑垃圾处置核准"),
        Field("licence_type", code="XK_XKLB", rule=KIND_RULE, example="核准"),
        Field("project_name", code="XK_XMMC", asked=False),
        Field("content", code="XK_NR", example="准予处置建筑垃圾300立方米"),
        Field("decided_on", head="决定日期", code="XK_JDRQ", example=date(2026, 1, 5)),
        Field("valid_from", code="XK_YXQZ", has_fallback=True, example=date(2026, 1, 5)),
        Field("valid_to", code="XK_YXQZI", cell=Day(may_be_permanent=True), example=date(2026, 12, 31)),
    ),
    Section(
        "行政相对人",
        Field("holder_name", shown="shown_holder", code="XK_XDR_MC", aliases=("相对人名称",),
              example="云溪市样例建设有限公司"),
        Field("holder_kind", code="XK_XDR_LB", words=KIND_WORDS, has_fallback=True, example="法人及非法人组织"),
        Field("holder_uscc", needed_when="法人和非法人组织必填",
              header="行政相对人代码_1(统一社会信用代码)", code="XK_XDR_SHXYM",
              aliases=("行政相对人代码_1",), example="91341799MA2TEX01KJ"),
        Field("holder_registration", header="行政相对人代码_2(工商注册号)", code="XK_XDR_GSZC",
              aliases=("行政相对人代码_2",), cell=Code),
        Field("representative", code="XK_FRDB", aliases=("法人代表",), example="周示例"),
        Field("representative_id_kind", code="XK_FR_ZJLX", on_page=False),
        Field("representative_id", code="XK_FR_ZJHM", aliases=("XK_FR_SFZH",), cell=Code),
        Field("holder_id_kind", code="XK_XDR_ZJLX", on_page=False),
        Field("holder_id", code="XK_XDR_ZJHM", cell=Code),
    ),
    Section(
        "决定",
        Field("certificate_name", code="XK_XKZS"),
        Field("certificate_number", code="XK_XKBH", cell=Code),
        Field("issuer", code="XK_XKJG", has_fallback=True, example="云溪市城市管理局"),
        Field("issuer_uscc", code="XK_XKJGDM", on_page=False, has_fallback=True, example=_USCC),
        Field("source", code="XK_LYDW", has_fallback=True, example="云溪市城市管理局"),
        Field("source_uscc", code="XK_LYDWDM", on_page=False, has_fallback=True, example=_USCC),
        Field("remark", code="BZ", cell=Paragraphs),
        "void_reason",
    ),
    Section(
        "公示",
        "publish_due_on",
        Field("published_on", aliases=("公示时间",), asked=False),
        "shown_until",
        "withdrawn_on",
    ),
    *numbers("XK"),
    Field("status_code", code="XK_ZT", asked=False, cell=STATUS, has_fallback=True, example="1",
          current="status_code_today"),
    dated_by="decided_on",
)  # fmt: skip
