"""信用修复申请 and 公示信息异议: their fields, as forms ask and the desk shows them."""

from huiyin.casework.cells import Code
from huiyin.casework.sheets import Field, Section, Sheet

from .models import Objection, Repair

REPAIRS = Sheet(
    Repair,
    Section(
        "申请",
        Field("penalty_reference", head="处罚决定书文号", help="本机关公示过的行政处罚决定文书号"),
        Field("holder_name", shown="shown_holder", head="申请人"),
        "holder_kind",
        Field("agent", cell=Code),
        Field("contact", cell=Code),
        Field("door"),
        Field("received_on"),
        Field("materials"),
        Field("commitment_reference", help="信用承诺台账里的信用修复型承诺书；只收到纸质承诺书的留空，作为材料上传"),
    ),
    Section(
        "受理",
        "accept_due_on", "notified_on", "lacking", "correct_by", "completed_on", "accepted_on",
        "unaccepted_on", "withdrawn_on",
    ),
    Section(
        "决定",
        "verified_on", "outcome", "lifted", "reason", "remedy", "decide_due_on", "decided_on",
        "told_on", "receipt", "revoked_on", "revoke_reason", "void_reason",
    ),
    dated_by="received_on",
)  # fmt: skip
OBJECTIONS = Sheet(
    Objection,
    Section(
        "异议",
        Field("about_kind"),
        Field("about_reference", head="公示的文书号"),
        Field("holder_name", shown="shown_holder", head="异议人"),
        "holder_kind",
        Field("contact", cell=Code),
        Field("door"),
        Field("received_on"),
        Field("claim"),
    ),
    Section("处理", "outcome", "finding", "answered_on", "withdrawn_on", "void_reason"),
    dated_by="received_on",
)
