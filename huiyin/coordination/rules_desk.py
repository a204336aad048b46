"""督办规定: lights, the ladder, and what is supervised by rule; their page on the desk."""

from collections.abc import Iterable

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage

from . import timed
from .models import KEEP_RULES, LightTerm, RungTerm, SupervisionRule

REFUSAL = "督办规定由督办岗设定"


def _timed() -> Iterable[tuple[str, str]]:
    return timed.labels().items()


LIGHTS = LocalTable(
    LightTerm,
    "light",
    "亮灯规定",
    right=KEEP_RULES,
    refusal=REFUSAL,
    asked=("key", "warn_before", "late_after", "measure", "valid_from", "basis"),
    columns={
        "key": "计时事项",
        "warn_before": "黄灯：到期前",
        "late_after": "红灯：到期后",
        "measure": "单位",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="此前各日的灯按当日的规定",
    choices={"key": _timed},
)
LADDER = LocalTable(
    RungTerm,
    "rung",
    "升级规定",
    right=KEEP_RULES,
    refusal=REFUSAL,
    asked=("key", "rung", "side", "amount", "measure", "valid_from", "basis"),
    columns={
        "key": "计时事项",
        "rung": "升级到",
        "side": "何时",
        "amount": "数量",
        "measure": "单位",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="已经升级的不变",
    choices={"key": _timed},
)
SUPERVISED = LocalTable(
    SupervisionRule,
    "rule",
    "自动督办规定",
    right=KEEP_RULES,
    refusal=REFUSAL,
    asked=("cause", "least", "answer_days", "valid_from", "basis"),
    columns={
        "cause": "督办事由",
        "least": "达到",
        "answer_days": "答复期限（工作日）",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="已经督办的不变",
)
PAGE = LocalPage(
    "supervision-rules",
    "督办规定",
    "国家没有统一规定，请按本地督办办法核对每一行。有单独规定的计时事项不再适用“其他”；"
    "某一级没有人在岗的，立即报上一级，并写明无人在岗。",
    (LIGHTS, LADDER, SUPERVISED),
)
