"""The Chinese of what the log holds: verbs, kinds of record, fields, values."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms import ChoiceField

from huiyin.casework import kinds, rooms
from huiyin.common.values import choice_text

from . import facts

VERBS = {
    "audit.open": "启用审计编号",
    "accounts.sign-in": "登录",
    "accounts.sign-out": "退出",
    "accounts.sign-in-failed": "登录失败",
    "accounts.password": "修改密码",
    "accounts.open": "新建账号",
    "accounts.change": "修改账号资料",
    "accounts.give-password": "重设密码",
    "accounts.close": "停用账号",
    "accounts.reopen": "恢复账号",
    "accounts.administrator.propose": "提名全站管理员",
    "accounts.administrator.confirm": "确认全站管理员",
    "accounts.administrator.turn-down": "不予确认全站管理员",
    "accounts.administrator.dismiss": "撤销全站管理员",
    "accounts.enrol-code": "启用双因素认证",
    "accounts.code-failed": "验证码错误",
    "accounts.recovery-code": "使用恢复码",
    "accounts.renew-recovery-codes": "更换恢复码",
    "accounts.reset-code": "重置双因素认证",
    "accounts.end-session": "退出一台设备",
    "accounts.end-sessions": "退出全部设备",
    "accounts.session-over": "登录到期退出",
    "web.siteprofile.set": "修改网站信息",
    "notices.drop": "内容已不成立，没有发送",
    "notices.resend": "重新发送通知",
    "notices.copy.restore": "由备份恢复",
    "notices.copy.take-over": "副本转为正式",
    "personal.erase": "到期删除",
    "personal.period": "改定保存期限",
    "personal.keys-lost": "密钥丢失后继续",
    "organisations.appoint": "任职",
    "organisations.dismiss": "免职",
    "organisations.stand-in": "代职",
    "organisations.stand-in-end": "提前结束代职",
    "organisations.dissolve": "撤销机构",
    "organisations.set-up": "新设机构",
    "organisations.change": "机构更名或者划转",
    "organisations.earlier": "补记机构沿革",
    "organisations.found": "登记机构成立日期",
    "organisations.abolish": "撤销机关",
    "organisations.post-rights": "调整岗位权限",
    "files.redaction.begin": "开始区分处理",
    "files.redaction.draft": "改动遮盖框",
    "files.redaction.page": "查看原件",
    "files.redaction.text": "查看框下的文字",
    "files.redaction.refused": "区分处理没有通过检查",
    "files.redaction.release": "生成区分处理的文件",
    "desk.look": "查看保密事项",
    "desk.take-along": "导出保密事项",
    "desk.reveal": "查看个人信息",
    "desk.export": "导出台账",
    "letters.series.name": "修改文号字样",
    "letters.template.upload": "上传文书模板",
    "letters.template.approve": "启用文书模板",
    "letters.template.send-back": "退回文书模板",
    "letters.template.restore": "恢复文书模板",
    "organisations.setup": "新建机关",
    "organisations.sync-posts": "补齐岗位权限",
    "workdays.notice.announce": "登记放假安排",
    "casework.clock.recount": "重算计时期限",
    "casework.clock-term.set": "设定计时期限",
    "casework.office-time.set": "设定办公时间",
}
"""Of the apps that have no card."""


def verb(logged: str) -> str:
    """`foi.application.extend` → 延长答复期限."""
    if said := VERBS.get(logged) or kinds.verbs().get(logged):
        return said
    model, _, name = logged.rpartition(".")
    for room in rooms.rooms():
        if room.workflow is not None and room.model._meta.label_lower == model:
            return room.workflow.label_of(logged) if name else logged
    return logged


def subject_kind(label: str) -> str:
    """`foi.application` → 依申请公开."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def field_label(model: type[models.Model], name: str) -> str:
    field = _field(model, name)
    return str(field.verbose_name) if field is not None else name


def field_value(model: type[models.Model], name: str, value: Any, names: dict[str, Any]) -> str:
    """A logged value of a column: choices and dates in words, other records by name."""
    field = _field(model, name)
    if isinstance(field, models.ForeignKey) and value not in (None, ""):
        return str(names.get(f"{field.name}:{value}", value))
    if field is not None and field.flatchoices:
        return choice_text(value, dict(field.flatchoices).get(value, value)) if value else ""
    return facts.value(value)


def detail(form: type[Any], name: str, value: Any) -> tuple[str, str]:
    """Label and value of a move's argument, as its form names them."""
    field = form.base_fields.get(name)
    if field is None:
        return facts.label(name), facts.value(value)
    label = str(field.label or facts.label(name))
    if isinstance(field, ChoiceField) and not hasattr(field, "queryset"):
        options: Any = field.choices
        texts = {str(key): str(text) for key, text in options}
        return label, texts.get(str(value), facts.value(value))
    return label, facts.value(value)


def _field(model: type[models.Model], name: str) -> Any:
    """A concrete field by its name or its column."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return next((f for f in model._meta.concrete_fields if f.attname == name), None)
