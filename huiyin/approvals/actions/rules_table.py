"""许可事项办理规定: set by the head, from a day on, with its basis."""

from datetime import datetime

from huiyin.approvals.models import HandlingRule
from huiyin.casework.local_tables import LocalTable
from huiyin.web.kept import page_cache


def _published(rule: HandlingRule, at: datetime) -> None:
    """The guide on the portal is written from the rows."""
    page_cache.changed()


RULES = LocalTable(
    HandlingRule,
    "rule",
    "许可事项办理规定",
    right="approvals.keep_rules",
    refusal="许可事项办理规定由行政审批负责人设定",
    asked=(
        "matter", "sub_kind", "sub_kinds", "statutory_days", "promised_days", "conditions",
        "materials", "fees", "location", "enquiries", "document_name", "licence_type",
        "certificate_name", "valid_from", "basis",
    ),
    columns={
        "matter": "许可事项",
        "sub_kind": "适用办理项",
        "sub_kinds": "分为",
        "statutory_days": "法定（工作日）",
        "promised_days": "承诺（工作日）",
        "conditions": "申请条件",
        "materials": "申请材料",
        "fees": "收费",
        "location": "办理地点",
        "enquiries": "咨询电话",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="此前收件的按原来的规定",
    then=_published,
)  # fmt: skip
