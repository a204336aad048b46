"""工单计时期限: how long contact, urgent handling and call-back may take here, and its page."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage
from huiyin.hotline.models import RepeatTerm, RequestTerm

TERMS = LocalTable(
    RequestTerm,
    "request-term",
    "工单计时期限",
    right="hotline.keep_targets",
    refusal="工单计时期限由热线负责人设定",
    asked=("clock", "request_kind", "urgency", "amount", "measure", "valid_from", "basis"),
    columns={
        "clock": "计时事项",
        "request_kind": "诉求类型",
        "urgency": "紧急程度",
        "period": "期限",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="已经开始计时的期限不变",
)
REPEATS = LocalTable(
    RepeatTerm,
    "repeat-term",
    "反复诉求认定",
    right="hotline.keep_targets",
    refusal="反复诉求认定由热线负责人设定",
    asked=("days", "valid_from", "basis"),
    columns={"days": "间隔不超过（日）", "valid_from": "执行日期", "basis": "依据"},
    kept="此前收到的工单按当日的规定认定",
)
PAGE = LocalPage(
    "request-terms",
    "工单计时期限",
    "国家没有统一规定，请按本地的热线办理制度核对每一行。同一事项有几行的，诉求类型和紧急程度都对上的优先，"
    "其次是诉求类型，再次是紧急程度；填 0 的不计时。联系按收到当日有效的期限，其他按开始计时当日有效的期限。"
    "同一号码就同一分类在规定的间隔内再次反映的，认定为反复诉求，用于重复率和自动督办。",
    (TERMS, REPEATS),
)
