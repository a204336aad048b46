"""办事指南 in the demonstration: what the office has checked and set for its commonest matters.

The other matters keep the rows that come with the software, and the guide says so.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from huiyin.approvals.actions import RULES
from huiyin.approvals.matter_rules import HandlingRule
from huiyin.audit.actors import Actor
from huiyin.licensing.models import LicenceMatter

from .approvals import PROJECT, WASTE

BASIS = "《云溪市城市管理局行政许可办事指南》（云城管〔2019〕31号）"
PLACE = "云溪市政务服务中心二楼城市管理窗口（样例路1号）"
TELEPHONE = "0000-1234560"
CONDITIONS = {
    "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批": (
        "符合户外广告设置规划和技术规范", "不影响建筑安全、消防和交通",
    ),
    PROJECT: ("确需临时占用城市道路", "不占用盲道、消防通道", "有恢复原状的措施"),
    "挖掘城市道路审批": ("工程已经批准", "新建、改建道路交付不满五年的，已经市人民政府批准"),
    WASTE: ("有符合规定的处置方案",),
}  # fmt: skip
APPLICANT = ("行政许可申请表", "申请人身份证明或者统一社会信用代码证明")
SUB_KINDS = {
    "产生": (*APPLICANT, "建筑垃圾处置方案", "运输合同", "消纳场所同意接收的证明"),
    "运输": (*APPLICANT, "运输车辆资料", "企业管理制度"),
    "消纳": (*APPLICANT, "消纳场地权属证明", "场地平面图和管理方案"),
}
KEPT = (
    *("sub_kinds", "statutory_days", "promised_days", "materials"),
    *("document_name", "licence_type", "certificate_name"),
)


def set_rules(head: Actor, at: datetime) -> None:
    """A row of each of these matters from that day on, and one of each kind of 建筑垃圾."""
    usual: dict[str, Any] = {
        "basis": BASIS,
        "location": PLACE,
        "enquiries": TELEPHONE,
        "valid_from": timezone.localdate(at),
    }
    for name, conditions in CONDITIONS.items():
        matter = LicenceMatter.objects.get(name=name)
        values = usual | _shipped(matter) | {"conditions": "\n".join(conditions)}
        RULES.set(actor=head, at=at, matter=matter, **values)
        if name == WASTE:
            for kind, materials in SUB_KINDS.items():
                own = {"sub_kind": kind, "sub_kinds": "", "materials": "\n".join(materials)}
                RULES.set(actor=head, at=at, matter=matter, **values | own)


def _shipped(matter: LicenceMatter) -> dict[str, Any]:
    """Its days and papers, as they come with the software."""
    row = HandlingRule.objects.get(matter=matter)
    return {name: getattr(row, name) for name in KEPT}
