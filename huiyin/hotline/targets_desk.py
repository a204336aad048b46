"""热线办理时限: what is due when by the rules of this place, and its page on the desk."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage

from .models import ServiceTarget

TARGETS = LocalTable(
    ServiceTarget,
    "target",
    "办理时限",
    right="hotline.keep_targets",
    refusal="热线办理时限由热线负责人设定",
    asked=("kind", "days", "valid_from", "basis"),
    columns={"kind": "诉求类型", "days": "工作日", "valid_from": "执行日期", "basis": "依据"},
    kept="此前收到的工单期限不变",
)
PAGE = LocalPage(
    "hotline-targets",
    "热线办理时限",
    "国家没有统一规定，请按本地的热线办理制度核对每一行；工单按收到当日有效的时限计算。",
    (TARGETS,),
)
