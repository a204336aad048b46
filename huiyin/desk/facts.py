"""What an audit entry holds beside its verb, in the words of the office.

Moves name their arguments as the code does; a form that asks for one gives its label, everything
else stands here. `tests/test_words.py` walks every call that writes an entry and every move.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from huiyin.audit.actors import ActorKind
from huiyin.audit.log import HIDDEN
from huiyin.casework import kinds
from huiyin.common import days

LABELS = {
    "action": "做法", "added": "增加", "address": "网址", "administrator": "全站管理员", "adopted": "采纳", "agencies": "机关数", "answer": "答复", "answer_text": "答复内容",
    "answered_on": "答复日期", "answers": "逐项审查", "application": "申请", "at": "时间", "attachments": "附件", "basis": "依据", "because": "缘由",
    "boxes": "遮盖框", "caught": "发现", "changes": "改动", "column": "栏目", "count": "件数",
    "created": "新增", "day": "日期", "days": "天数", "decision": "决定", "details": "内容",
    "differing": "不同的项目", "digest": "内容摘要", "docx": "Word 文件", "due_on": "期限", "events": "计时事件", "field": "项目", "file": "文件",
    "fingerprint": "校验值", "format": "格式", "grounds": "理由",
    "handler": "经办人", "index_number": "索引号", "key": "标识", "kind": "类别", "left": "剩余",
    "letter": "文书", "lost": "缺少的密钥", "made_at": "备份时间", "moment": "时间", "name": "名称", "note": "备注", "notice": "告知事项",
    "number": "编号", "on": "日期", "original": "原件", "outcome": "结果",
    "page": "页", "pages": "页数", "paper": "文书", "pdf": "PDF 文件", "people": "人员",
    "person": "人员", "personal": "含个人信息", "pk": "编号", "proposed_by": "提名人", "read": "读取",
    "beside": "一并变动的期限",
    "reason": "原因", "record": "记录", "records": "记录数", "rejected": "退回", "removed": "去掉", "result": "结果文件",
    "rights": "权限数", "row": "行", "section": "部分", "seen": "已看过", "sent_on": "发出日期",
    "sha256": "校验值", "since": "起始日期", "state": "状态", "statement": "审核说明", "steps": "步骤", "subject": "对象",
    "succeeded": "是否成功", "successor": "后继类目", "survivors": "残留的词语", "template": "模板", "text": "内容",
    "title": "标题", "told": "告知人数", "unchanged": "未变", "unit": "承办单位", "until": "截止日期",
    "updated": "更新", "username": "用户名", "valid_from": "执行日期", "uscc": "统一社会信用代码", "value": "内容", "values": "内容",
    "version": "版本", "why": "原因", "word": "文号字样", "wrong": "不规范用语",
}  # fmt: skip
"""Names of facts that more than one entry uses, and of arguments that no form asks for."""

SYSTEMS = {
    "cms": "内容管理", "clock": "定时任务", "demo": "演示数据", "inspection": "定时任务",
    "keys": "密钥管理", "retention": "定时任务", "ingest": "导入程序", "tick": "定时任务", "trial": "试用数据",
    "changepassword": "服务器命令行", "createsuperuser": "服务器命令行", "post-rights": "服务器命令行",
    "restore": "恢复程序", "test": "系统",
}  # fmt: skip
"""Parts of the system that act by themselves."""

KEPT_BACK = "内容已隐去"


def label(name: str) -> str:
    """The Chinese name of a fact; one that is Chinese already stays."""
    return LABELS.get(name) or kinds.facts().get(name, name)


def actor(name: str, kind: str) -> str:
    """Who acted: a person by name, a part of the system by what it does."""
    return SYSTEMS.get(name, "系统") if kind == ActorKind.SYSTEM else name


def value(fact: Any) -> str:
    """A JSON value as a person reads it."""
    if fact is None or fact == "":
        return "空"
    if isinstance(fact, bool):
        return "是" if fact else "否"
    if isinstance(fact, list):
        return "、".join(value(item) for item in fact) or "空"
    if isinstance(fact, dict):
        return "；".join(f"{label(key)}：{value(item)}" for key, item in fact.items())
    text = str(fact)
    if text == HIDDEN:
        return KEPT_BACK
    kind, _, name = text.partition(" ")
    if name and ":" in kind and "." in kind:  # `organisations.organisation:3 监督指挥科`
        return name
    return _moment(text) or text


def _moment(text: str) -> str:
    """A day or a moment as the log writes it, in the office's words and zone; else nothing."""
    try:
        day = parse_date(text) if len(text) == 10 else None
        moment = parse_datetime(text) if len(text) > 16 and text[:4].isdecimal() else None
    except ValueError:
        return ""
    if day is not None:
        return days.written(day)
    return _local(moment) if moment is not None else ""


def _local(moment: datetime) -> str:
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{days.written(local)} {local:%H:%M}"
