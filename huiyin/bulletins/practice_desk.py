"""周公示安排 on the desk."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage

from .models import Practice
from .rules import KEEP

PRACTICE = LocalTable(
    Practice,
    "practice",
    "周公示安排",
    right=KEEP,
    refusal="周公示安排由信息公开负责人设定",
    asked=("is_weekly", "days", "says_nothing", "valid_from", "basis"),
    columns={
        "valid_from": "执行日期",
        "is_weekly": "每周编制",
        "days": "发布期限（工作日）",
        "says_nothing": "没有决定的周也发布",
        "basis": "依据",
    },
    kept="以前各周不变",
)
PAGE = LocalPage(
    "bulletin-practice",
    "周公示安排",
    "每周一自动编制上一周（周一至周日）的周公示，由另一人审核后发布。多少个工作日内发布、"
    "没有决定的周要不要发布，按本地规定填写；没有填写的，每周编制，自该周最后一日起7个工作日内发布。"
    "按各周周一当日有效的规定执行。",
    (PRACTICE,),
)
