"""The Chinese of what the log holds: verbs, kinds of record, fields, values."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms import ChoiceField

from huiyin.casework import rooms
from huiyin.casework.rooms import choice_text

from . import facts

VERBS = {
    "audit.open": "启用审计编号",
    "accounts.sign-in": "登录",
    "accounts.sign-out": "退出",
    "accounts.sign-in-failed": "登录失败",
    "accounts.password": "修改密码",
    "accounts.enrol-code": "启用双因素认证",
    "accounts.code-failed": "验证码错误",
    "accounts.recovery-code": "使用恢复码",
    "accounts.renew-recovery-codes": "更换恢复码",
    "accounts.reset-code": "重置双因素认证",
    "accounts.end-session": "退出一台设备",
    "accounts.end-sessions": "退出全部设备",
    "accounts.session-over": "登录到期退出",
    "notices.resend": "重新发送通知",
    "notices.copy.restore": "由备份恢复",
    "notices.copy.take-over": "副本转为正式",
    "personal.erase": "到期删除",
    "personal.keys-lost": "密钥丢失后继续",
    "organisations.appoint": "任职",
    "organisations.dismiss": "免职",
    "disclosure.column.add": "新建栏目",
    "disclosure.column.set": "设置栏目",
    "disclosure.guide.draft": "起草公开指南",
    "disclosure.document.publish": "发布",
    "editorial.chain.set": "设置审核流程",
    "editorial.chain.drop": "恢复上级栏目的审核流程",
    "editorial.picture.add": "上传插图",
    "disclosure.document.update": "更新",
    "disclosure.document.withdraw": "撤下",
    "inspection.start": "网站自查",
    "inspection.indicator.set": "修改检查指标",
    "inspection.indicator.restore": "恢复检查指标",
    "inspection.column.remind": "提醒更新栏目",
    "inspection.column.alarm": "告知负责人栏目逾期",
    "foi.remedy.register": "登记救济",
    "foi.past.enter": "登记办理经过",
    "foi.redaction.release": "完成区分处理",
    "foi.material.attach": "添加材料",
    "foi.material.take-back": "不再提供材料",
    "foi.published-on": "转为主动公开",
    "files.redaction.begin": "开始区分处理",
    "files.redaction.draft": "改动遮盖框",
    "files.redaction.page": "查看原件",
    "files.redaction.text": "查看框下的文字",
    "files.redaction.refused": "区分处理没有通过检查",
    "files.redaction.release": "生成区分处理的文件",
    "disclosure.document.draft": "起草公开信息",
    "desk.look": "查看保密事项",
    "desk.take-along": "导出保密事项",
    "desk.reveal": "查看个人信息",
    "desk.export": "导出台账",
    "ingest.export": "导出个人信息",
    "registers.proposal": "待核准的内容",
    "disclosure.agency.add": "新建机关页面",
    "foi.case-file": "生成案卷",
    "foi.material.read": "查看材料",
    "foi.answer.read": "查看将要发出的答复",
    "foi.paper.draw": "制作文书草稿",
    "foi.paper.redraw": "重新制作文书草稿",
    "foi.paper.freeze": "文书定稿",
    "foi.paper.void": "文书作废",
    "hotline.material.read": "查看材料",
    "letters.series.name": "修改文号字样",
    "letters.template.upload": "上传文书模板",
    "letters.template.approve": "启用文书模板",
    "letters.template.send-back": "退回文书模板",
    "letters.template.restore": "恢复文书模板",
    "organisations.setup": "新建机关",
    "organisations.sync-posts": "补齐岗位权限",
    "proofreading.term.add": "新增用语",
    "proofreading.term.change": "修改用语",
    "proofreading.term.on": "启用用语",
    "proofreading.term.off": "停用用语",
    "proofreading.term.import": "导入用语",
    "subscriptions.ask": "申请订阅",
    "subscriptions.confirm": "确认订阅",
    "subscriptions.end": "退订",
    "workdays.notice.announce": "登记放假安排",
    "ingest.import": "导入台账",
    "ingest.migration.open": "开启旧站迁移期",
    "ingest.migration.close": "关闭旧站迁移期",
}


def verb(logged: str) -> str:
    """`foi.application.extend` → 延长答复期限."""
    if logged in VERBS:
        return VERBS[logged]
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
    found = _field(model, name)
    return str(found.verbose_name) if found is not None else name


def field_value(model: type[models.Model], name: str, value: Any, names: dict[str, Any]) -> str:
    """A logged value of a column: choices and dates in words, other records by name."""
    found = _field(model, name)
    if isinstance(found, models.ForeignKey) and value not in (None, ""):
        return str(names.get(f"{found.name}:{value}", value))
    if found is not None and found.flatchoices:
        return choice_text(value, dict(found.flatchoices).get(value, value)) if value else ""
    return facts.value(value)


def detail(form: type[Any] | None, name: str, value: Any) -> tuple[str, str]:
    """Label and value of a move's argument, as its form names them."""
    field = form.base_fields.get(name) if form is not None else None
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
