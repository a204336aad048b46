"""职责分工: its page on the desk; the portal's page of the agency is written from it."""

from datetime import datetime
from typing import Any

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage
from huiyin.organisations.models import Organisation
from huiyin.web.kept import page_cache

from .models import KEEP, Charge, Leader, LeadingGroup, Oversight, UnitProfile
from .subjects import subjects

REFUSAL = "职责分工由有“办理机构变更和职责分工”权限的岗位设定"
KEPT = "此前各日的页面和报告按当日的分工"


def _within(agency: Organisation) -> Any:
    return Organisation.objects.within(agency).standing().order_by("pk")


def _others(agency: Organisation) -> Any:
    """Agencies that stand beside it: what is below it, it assesses anyway."""
    others = Organisation.objects.agencies().standing().exclude(pk=agency.pk)
    return others.exclude(parent=agency).order_by("pk")


def _shown(row: Any, at: datetime) -> None:
    page_cache.changed()


PROFILES = LocalTable(
    UnitProfile,
    "profile",
    "机构职能和联系方式",
    right=KEEP,
    refusal=REFUSAL,
    asked=("unit", "duties", "head", "telephone", "address", "valid_from", "basis"),
    columns={
        "unit": "机构",
        "duties": "职责",
        "head": "负责人",
        "telephone": "电话",
        "address": "地址",
        "valid_from": "自",
        "basis": "依据",
    },
    kept=KEPT,
    records={"unit": _within},
    then=_shown,
)
LEADERS = LocalTable(
    Leader,
    "leader",
    "领导分工",
    right=KEEP,
    refusal=REFUSAL,
    asked=("seat", "place", "name", "duties", "valid_from", "basis"),
    columns={
        "place": "排序",
        "seat": "职务",
        "name": "姓名",
        "duties": "分管工作",
        "valid_from": "自",
        "basis": "依据",
    },
    kept=KEPT,
    then=_shown,
)
GROUPS = LocalTable(
    LeadingGroup,
    "group",
    "领导小组",
    right=KEEP,
    refusal=REFUSAL,
    asked=("name", "head", "deputies", "members", "office", "valid_from", "basis"),
    columns={
        "name": "领导小组",
        "head": "组长",
        "deputies": "副组长",
        "members": "成员",
        "office": "办公室",
        "valid_from": "自",
        "basis": "依据",
    },
    kept=KEPT,
    then=_shown,
)
CHARGES = LocalTable(
    Charge,
    "charge",
    "责任分工",
    right=KEEP,
    refusal=REFUSAL,
    asked=("about", "unit", "valid_from", "basis"),
    columns={"about": "事项", "unit": "责任科室", "valid_from": "自", "basis": "依据"},
    kept=KEPT,
    choices={"about": subjects},
    records={"unit": _within},
    then=_shown,
)
OVERSIGHTS = LocalTable(
    Oversight,
    "oversight",
    "考核关系",
    right=KEEP,
    refusal=REFUSAL,
    asked=("unit", "has_ended", "valid_from", "basis"),
    columns={"unit": "被考核机关", "has_ended": "不再考核", "valid_from": "自", "basis": "依据"},
    kept="此前布置的考核和下达的整改不变",
    records={"unit": _others},
)
PAGE = LocalPage(
    "duties",
    "职责分工",
    "门户的机构职能页由这里生成。改动从执行日期起算，以前的各行都保留；"
    "栏目的责任部门和责任人在“栏目”页设定。"
    "考核关系只登记不隶属于本机关的机关，例如市政府办公室考核各部门。",
    (PROFILES, LEADERS, GROUPS, CHARGES, OVERSIGHTS),
)
