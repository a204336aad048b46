"""权责清单: the fields of a power, and how this version came about."""

from datetime import date

from huiyin.casework.cells import Code, Paragraphs
from huiyin.casework.sheets import Field, Section, Sheet

from .models import Power

TYPES = {"其他权力": "其他", "其他类": "其他", "行政征用": "其他"}

SHEET = Sheet(
    Power,
    Field("reference", aliases=("编码", "权力事项编码", "职权编码"), example="（示例）341799-CF-0001"),
    Section(
        "事项",
        Field("name", aliases=("权力名称", "职权名称", "事项"), cell=Paragraphs,
              example="对擅自砍伐城市树木的处罚"),
        Field("power_type", words=TYPES, aliases=("类型", "职权类型", "权力类别"), example="行政处罚"),
        Field("basis", aliases=("法律依据", "实施依据", "依据"), example="《城市绿化条例》第二十六条"),
        Field("subject", aliases=("行使主体", "责任主体"), has_fallback=True,
              example="云溪市城市管理局"),
        Field("department", aliases=("承办机构", "责任部门", "责任科室"), example="执法支队"),
        Field("responsibility", aliases=("责任", "对应责任事项"),
              example="1.立案责任。2.调查责任。3.决定责任。"),
        Field("accountability", aliases=("追责情形", "追责依据")),
        Field("process", aliases=("流程", "运行流程")),
        Field("legal_limit", aliases=("法定办结时限",), example="90日"),
        Field("promised_limit", aliases=("承诺办结时限",), example="60日"),
        Field("telephone", aliases=("监督投诉电话",), cell=Code, example="0000-12345"),
        "void_reason",
    ),
    Section(
        "调整",
        Field("first_listed_on", asked=False, required=False, has_fallback=True),
        Field("listed_from", head="本版生效", aliases=("生效日期", "调整日期"), example=date(2026, 1, 1)),
        Field("change_kind", asked=False, required=False, has_fallback=True, example="新增"),
        Field("change_reason", asked=False, aliases=("调整依据",), cell=Paragraphs),
        Field("abolished_on", asked=False),
        Field("abolish_reason", asked=False, cell=Paragraphs),
    ),
    dated_by="listed_from",
)  # fmt: skip
