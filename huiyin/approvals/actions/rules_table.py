"""许可事项办理规定: set by the head, from a day on, with its basis."""

from huiyin.approvals.models import HandlingRule
from huiyin.casework.local_tables import LocalTable

RULES = LocalTable(
    HandlingRule,
    "rule",
    "许可事项办理规定",
    right="approvals.keep_rules",
    refusal="许可事项办理规定由行政审批负责人设定",
    asked=(
        "matter", "sub_kinds", "statutory_days", "promised_days", "materials", "document_name",
        "licence_type", "certificate_name", "valid_from", "basis",
    ),
    columns={
        "matter": "许可事项",
        "sub_kinds": "办理项",
        "statutory_days": "法定（工作日）",
        "promised_days": "承诺（工作日）",
        "materials": "申请材料",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="此前收件的按原来的规定",
)  # fmt: skip
