"""不予受理、中止: what a person is told for which reason, how long a clock may stand; a page on the desk."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage

from .models import EndGround, PauseRule

KEEP = "hotline.keep_grounds"
GROUNDS = LocalTable(
    EndGround,
    "ground",
    "不予受理、不再受理的告知内容",
    right=KEEP,
    refusal="告知内容由热线负责人设定",
    asked=("reason", "way", "valid_from", "basis"),
    columns={"reason": "理由", "way": "告知内容", "valid_from": "执行日期", "basis": "依据"},
    kept="此前拟写的告知不变",
)
PAUSES = LocalTable(
    PauseRule,
    "pause",
    "中止情形",
    right=KEEP,
    refusal="中止情形由热线负责人设定",
    asked=("cause", "days", "valid_from", "basis"),
    columns={"cause": "情形", "days": "最长工作日", "valid_from": "执行日期", "basis": "依据"},
    kept="此前批准的中止不变",
)
PAGE = LocalPage(
    "hotline-grounds",
    "不予受理和中止",
    "不予受理必须说明理由，并告知正确的途径；中止期满而没有恢复的，期限继续计算。请按本地的热线办理制度核对每一行。",
    (GROUNDS, PAUSES),
)
