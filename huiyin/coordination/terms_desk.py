"""任务退回规定: until when and how often a task may come back here, and its page on the desk."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage

from .models import ReturnTerm

RETURNS = LocalTable(
    ReturnTerm,
    "return_term",
    "退回规定",
    right="coordination.keep_returns",
    refusal="任务退回规定由督办岗设定",
    asked=("days", "most", "valid_from", "basis"),
    columns={
        "days": "退回期限（工作日）",
        "most": "每件事项最多退回次数",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="此前交办的任务按原来的规定退回",
)
PAGE = LocalPage(
    "return-terms",
    "任务退回规定",
    "国家没有统一规定，请按本地的热线、建议提案办理制度核对；任务按交办当日有效的规定退回，指定承办的不能退回。",
    (RETURNS,),
)
