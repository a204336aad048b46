"""行政处罚的本地规定 on the desk: 裁量基准、限额、延长、缴纳和救济渠道、信用公示期."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage
from huiyin.web.kept import page_cache

from .models import CreditBand, CreditRule, Extension, Grade, PaperTerms, SpotLimit
from .rules import KEEP

_REFUSAL = "裁量基准和限额由行政处罚负责人设定"
_FROM = {"valid_from": "执行日期", "basis": "依据"}
GRADES = LocalTable(
    Grade,
    "grade",
    "裁量基准",
    right=KEEP,
    refusal=_REFUSAL,
    asked=("offence", "level", "circumstances", "least", "most", "valid_from", "basis"),
    columns={
        "offence": "违法行为",
        "level": "裁量等级",
        "circumstances": "适用情节",
        "range": "罚款幅度",
        **_FROM,
    },
    kept="此前立案的按立案当日的基准",
)
LIMITS = LocalTable(
    SpotLimit,
    "spot-limit",
    "当场处罚限额",
    right=KEEP,
    refusal=_REFUSAL,
    asked=("holder", "most", "valid_from", "basis"),
    columns={"holder": "相对人", "most": "罚款不超过（元）", **_FROM},
    kept="此前作出的决定不变",
)
EXTENSIONS = LocalTable(
    Extension,
    "extension",
    "延长办案期限",
    right=KEEP,
    refusal=_REFUSAL,
    asked=("days", "valid_from", "basis"),
    columns={"days": "最多延长（日）", **_FROM},
    kept="已经批准的延长不变",
)
RULES = LocalTable(
    CreditRule,
    "credit-rule",
    "信用平台公示期",
    right=KEEP,
    refusal=_REFUSAL,
    asked=("level", "shortest", "longest", "valid_from", "basis"),
    columns={"level": "失信等级", "period": "公示期", **_FROM},
    kept="按评定当日有效的规定计算，以前的规定留存",
    then=lambda row, at: page_cache.changed(),  # the public guide tells them
)
BANDS = LocalTable(
    CreditBand,
    "credit-band",
    "罚款数额档次",
    right=KEEP,
    refusal=_REFUSAL,
    asked=("holder", "ordinary_from", "serious_from", "valid_from", "basis"),
    columns={
        "holder": "相对人",
        "ordinary_from": "较大数额自（元）",
        "serious_from": "巨额自（元）",
        **_FROM,
    },
    kept="此前作出的决定按原来的档次",
    then=lambda row, at: page_cache.changed(),
)
CHANNELS = LocalTable(
    PaperTerms,
    "paper-terms",
    "缴纳和救济渠道",
    right=KEEP,
    refusal=_REFUSAL,
    asked=("pay_at", "court", "channel", "valid_from", "basis"),
    columns={
        "pay_at": "缴纳罚没款的方式",
        "court": "受诉人民法院",
        "channel": "网上申请行政复议的渠道",
        **_FROM,
    },
    kept="此前制发的文书不变",
)
PAGE = LocalPage(
    "penalty-rules",
    "处罚裁量和限额",
    "裁量基准按违法行为和情节规定罚款幅度，提出处理意见时选用。当场处罚限额由行政处罚法第五十一条规定。"
    "处罚决定应当自立案之日起九十日内作出；法律、法规、规章另有规定的，在这里写明最多可以延长几日，没有规定的不能延长。"
    "处罚文书按“缴纳和救济渠道”告知怎样缴款、向哪里复议和起诉，行政复议机关见机构资料的同级人民政府。",
    (GRADES, LIMITS, EXTENSIONS, CHANNELS, RULES, BANDS),
)
