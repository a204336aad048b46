"""信用承诺: its fields, under the names that platforms and older tables use."""

from datetime import date

from huiyin.casework.cells import Code, Day, Paragraphs
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.publicity.holder_columns import KIND_WORDS

from .models import Commitment, Type

_USCC = "11341799MB1Q00017E"
TYPES = {
    "审批型": Type.APPROVAL,
    "告知承诺型": Type.APPROVAL,
    "审批替代": Type.APPROVAL,
    "容缺办理型": Type.TOLERATED,
    "容缺受理": Type.TOLERATED,
    "证明事项型": Type.CERTIFICATE,
    "证明替代型": Type.CERTIFICATE,
    "主动公示型": Type.VOLUNTARY,
    "主动承诺": Type.VOLUNTARY,
    "行业自律": Type.INDUSTRY,
    "失信纠正型": Type.REPAIR,
    "信用修复": Type.REPAIR,
}
"""Other names of the six types, as places use them."""
DAYS = ("performed_on", "missed_on", "breached_on")

SHEET = Sheet(
    Commitment,
    Field("reference", head="承诺书编号", aliases=("编号", "承诺编号"), example="（示例）云城管诺〔2026〕1号"),
    Section(
        "承诺主体",
        Field("holder_name", shown="shown_holder", aliases=("承诺主体", "承诺人", "主体名称"),
              example="云溪市样例建设有限公司"),
        Field("holder_kind", words=KIND_WORDS, has_fallback=True, aliases=("主体类别",),
              example="法人及非法人组织"),
        Field("holder_uscc", needed_when="法人和非法人组织必填", aliases=("承诺主体统一社会信用代码",),
              example="91341799MA2TEX01KJ"),
        Field("holder_id", cell=Code, needed_when="自然人填写", aliases=("身份证号", "承诺主体证件号码")),
        Field("representative", aliases=("法人代表", "法定代表人姓名"), example="周示例"),
    ),
    Section(
        "承诺",
        Field("type", words=TYPES, example="审批替代型"),
        Field("matter", aliases=("事由", "承诺事项"), example="城市建筑垃圾处置核准告知承诺"),
        Field("content", example="所提交材料真实、合法、有效，按核准的路线和时间运输"),
        Field("liability", aliases=("违诺责任",), cell=Paragraphs, example="违反承诺的，自愿接受撤销许可并承担相应责任"),
        Field("committed_on", aliases=("作出承诺日期", "承诺作出日期"), example=date(2026, 1, 5)),
        Field("valid_to", cell=Day(may_be_permanent=True), aliases=("承诺有效期", "有效期"),
              example=date(2026, 12, 31)),
        Field("perform_by", aliases=("承诺履行期限", "履约期限"),
              help="承诺书写明应当补交材料或者做到的日期；没有写明的留空，按本地期限核查",
              example=date(2026, 3, 31)),
        Field("accepted_by", has_fallback=True, example="云溪市城市管理局"),
        Field("accepted_by_uscc", on_page=False, has_fallback=True, aliases=("受理单位代码",), example=_USCC),
        Field("place", aliases=("承诺地",), example="云溪市政务服务中心"),
    ),
    Section(
        "履约",
        "check_on",
        "checked_on",
        "check_result",
        *(Field(name, asked=False) for name in DAYS),
        Field("breach", asked=False, cell=Paragraphs, aliases=("违诺证据", "违诺事实")),
        Field("consequence", asked=False),
        "void_reason",
    ),
    Section(
        "公示",
        Field("may_be_public", aliases=("同意公示", "是否同意公示", "同意公开"), example="是"),
        "publish_due_on",
        Field("published_on", aliases=("公示时间",), asked=False),
        "shown_until",
        "withdrawn_on",
    ),
    Field("state", asked=False, has_fallback=True, aliases=("践诺状态",), words={"已履约": "fulfilled", "未履约": "unfulfilled", "违约": "breached"}, example="履行中"),
    dated_by="committed_on",
)  # fmt: skip
