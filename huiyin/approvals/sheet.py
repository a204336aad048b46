"""行政许可办件: the fields of an application, from the counter to the service of the decision."""

from huiyin.casework.cells import Code
from huiyin.casework.sheets import Field, Section, Sheet

from .models import LicenceApplication

SHEET = Sheet(
    LicenceApplication,
    Section(
        "申请",
        Field("matter"),
        Field("sub_kind", needed_when="事项分办理项的必填", help="例如建筑垃圾处置：产生、运输、消纳"),
        Field("purpose"),
        Field("former_reference", needed_when="延续、变更的必填"),
        "renew_by",
        Field("received_on"),
        Field("content"),
        Field("materials"),
    ),
    Section(
        "申请人",
        Field("holder_name", shown="shown_holder"),
        Field("holder_kind"),
        Field("holder_uscc", needed_when="法人和非法人组织必填"),
        Field("representative"),
        Field("holder_id_kind"),
        Field("holder_id", cell=Code),
        Field("contact", cell=Code),
    ),
    Section(
        "受理",
        "accept_due_on",
        "notified_on",
        "lacking",
        "correct_by",
        "corrected_on",
        "accepted_on",
        "is_deemed",
        "unaccepted_on",
        "withdrawn_on",
    ),
    Section(
        "决定",
        "statutory_days",
        "promised_days",
        "promised_on",
        "decide_due_on",
        "paused_until",
        "outcome",
        "grant_reference",
        "grant_number",
        "grant_content",
        "grant_from",
        "grant_until",
        "reason",
        "remedy",
        "decided_on",
        "deliver_due_on",
        "delivered_on",
        "void_reason",
    ),
    dated_by="received_on",
)  # fmt: skip
