"""办公时间和计时期限 on the desk."""

from huiyin.casework.setting_clocks import HOURS, TERMS
from huiyin.casework.terms_desk import LocalPage

PAGE = LocalPage(
    "desk-office-hours",
    "办公时间和计时期限",
    "按办公时间计算的期限，午间、夜间和放假不计，调休上班的日子照计。"
    "请按本机关公布的办公时间和本地规定核对每一行，依据会写在旁边。",
    (HOURS, TERMS),
)
