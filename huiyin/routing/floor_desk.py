"""把握下限: below which certainty nothing is suggested, and its page on the desk."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage

from .models import UNSET_PERCENT, Floor

FLOORS = LocalTable(
    Floor,
    "floor",
    "把握下限",
    right="routing.set_certainty",
    refusal="把握下限由热线负责人设定",
    asked=("percent", "valid_from", "basis"),
    columns={"percent": "把握下限（%）", "valid_from": "执行日期", "basis": "依据"},
    kept="已经作出的建议不改",
)
PAGE = LocalPage(
    "routing-floor",
    "交办建议的把握下限",
    f"把握不到下限的不作建议；没有设定的，按 {UNSET_PERCENT}%。",
    (FLOORS,),
)
