"""What names an applicant or objector in full, and who reads it."""

from huiyin.casework.reading import Reading

from .rights import SEE

REFUSAL = "写明申请人、异议人全名，由有权查看申请人信息的岗位查看。"
EVIDENCE = Reading("credit.evidence.read", (SEE,), f"信用修复材料{REFUSAL}")
NOTICE = Reading("credit.notice.read", (SEE,), f"告知书{REFUSAL}")
