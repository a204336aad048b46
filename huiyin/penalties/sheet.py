"""行政处罚: the 30 fields of the 双公示 data standard (2018), those of the table before it, and our own."""

from datetime import date
from decimal import Decimal

from huiyin.casework.cells import CellError, Code, Day, Paragraphs, Reader, Yuan
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.publicity.holder_columns import KIND_WORDS, numbers

from . import kinds
from .models import Penalty

_USCC = "11341799MB1Q00017E"
_WAN = Yuan(blank=Decimal(0), unit="万元")


class Kinds(Reader):
    """处罚类别: several words of the standard in one cell."""

    def read(self, raw: object) -> str:
        try:
            return kinds.joined(kinds.parsed(str(super().read(raw))))
        except ValueError as wrong:
            raise CellError(str(wrong)) from wrong

    def describe(self) -> str:
        return kinds.RULE


SHEET = Sheet(
    Penalty,
    Field("reference", head="文书号", code="CF_WSH", aliases=("决定书文号", "处罚决定书文号"),
          asked=False, required=True, example="（示例）云城管罚决字〔2026〕1号"),
    Section(
        "案件",
        "case_number",
        Field("procedure", words={"简易程序": "on-spot", "普通": "ordinary"}, has_fallback=True),
        Field("filed_on", aliases=("立案时间",), needed_when="立案必填"),
        Field("case_name", code="CF_CFMC", aliases=("案由", "处罚名称")),
        Field("offence", code="CF_WFXW", aliases=("违法行为",), is_long=True, has_fallback=True,
              example="擅自倾倒建筑垃圾"),
        "ended_on",
        "outcome",
    ),
    Section(
        "行政相对人",
        Field("holder_name", shown="shown_holder", code="CF_XDR_MC", aliases=("相对人名称", "CF_XDR"),
              example="云溪市样例运输有限公司"),
        Field("holder_kind", code="CF_XDR_LB", words=KIND_WORDS, has_fallback=True, example="法人及非法人组织"),
        Field("holder_uscc", needed_when="法人和非法人组织必填",
              header="行政相对人代码_1(统一社会信用代码)", code="CF_XDR_SHXYM",
              aliases=("行政相对人代码_1",), example="91341799MA2TEX01KJ"),
        Field("holder_registration", header="行政相对人代码_2(工商注册号)", code="CF_XDR_GSZC",
              aliases=("行政相对人代码_2", "CF_XDR_GSDJ"), cell=Code),
        Field("representative", code="CF_FRDB", aliases=("法人代表", "CF_FR"), example="周示例"),
        Field("representative_id_kind", code="CF_FR_ZJLX", on_page=False),
        Field("representative_id", code="CF_FR_ZJHM", aliases=("CF_FR_SFZH",), cell=Code),
        Field("holder_id_kind", code="CF_XDR_ZJLX", on_page=False),
        Field("holder_id", code="CF_XDR_ZJHM", aliases=("CF_XDR_SFZ",), cell=Code),
        Field("address", help="处罚文书应当写明当事人的地址（行政处罚法第五十九条）；不公示"),
        Field("others", help="处罚文书里写到的当事人以外的自然人，用“；”隔开；公示时遮挡"),
    ),
    Section(
        "调查和告知",
        "decide_due_on", "extended_by", "notified_on", "notified_fine", "offers_hearing", "statement",
        "hearing_asked_on", "hearing_waived_on", "hearing_set_on", "hearing_on", "review_ground", "reviewed_on",
        "review_opinion",
    ),
    Section(
        "处罚决定",
        Field("facts", code="CF_SY", aliases=("主要违法事实",), cell=Paragraphs, asked=False, required=True,
              example="在云溪大道倾倒建筑垃圾3立方米"),
        Field("basis", code="CF_YJ", is_long=True, asked=False, required=True,
              example="《城市建筑垃圾管理规定》第二十条"),
        Field("kinds", code="CF_CFLB", aliases=("CF_CFLB1", "处罚类别1", "处罚种类"), cell=Kinds, asked=False,
              required=True, example="罚款"),
        Field("content", code="CF_NR", aliases=("CF_JG", "处罚结果"), cell=Paragraphs, asked=False, required=True,
              example="罚款人民币贰仟元"),
        Field("fine", header="罚款金额（万元）", code="CF_NR_FK", cell=_WAN, asked=False, example="0.2"),
        Field("confiscated", header="没收违法所得、没收非法财物的金额（万元）", code="CF_NR_WFFF", cell=_WAN,
              asked=False),
        Field("licence", code="CF_NR_ZKDX", asked=False),
        Field("decided_on", head="决定日期", code="CF_JDRQ", asked=False, required=True, example=date(2026, 1, 5)),
        Field("valid_to", code="CF_YXQ", cell=Day(may_be_permanent=True), asked=False),
        "grade",
        "grade_reason",
        Field("issuer", header="处罚机关", code="CF_CFJG", aliases=("CF_XZJG",), asked=False, has_fallback=True,
              example="云溪市城市管理局"),
        Field("issuer_uscc", header="处罚机关统一社会信用代码", code="CF_CFJGDM", on_page=False, asked=False,
              has_fallback=True, example=_USCC),
        Field("source", code="CF_SJLY", on_page=False, asked=False, has_fallback=True, example="云溪市城市管理局"),
        Field("source_uscc", code="CF_SJLYDM", on_page=False, asked=False, has_fallback=True, example=_USCC),
    ),
    Section(
        "送达和履行",
        "served_on", "service", "paid", "paid_on", "receipts", "enforcement", "enforced_on", "closed_on",
    ),
    Section(
        "公示",
        Field("withheld"),
        "publish_due_on",
        Field("published_on", aliases=("公示时间",), asked=False),
        "shown_until",
        "withdrawn_on",
        "repaired_on",
        "restore_since",
        Field("stated_until", code="CF_GSJZQ", asked=False, on_page=False, current="until_today"),
        "seriousness", "seriousness_reason",
        "annulment", "annulled_on", "annulled_by", "public_reason", "explained_on",
        Field("remark", code="BZ", cell=Paragraphs),
        "void_reason",
    ),
    *numbers("CF"),
    dated_by="decided_on",
)  # fmt: skip
DECISION = ("facts", "basis", "kinds", "content", "fine", "confiscated", "licence", "valid_to")
"""What 更正 asks as well: of a case that is being investigated they say what is proposed."""
