"""行政许可办件: the fields of an application, from the counter to the service of the decision."""

from datetime import date

from huiyin.casework.cells import Code, Paragraphs
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.licensing.sheet import MATTER
from huiyin.publicity.holder_columns import KIND_WORDS

from .models import LicenceApplication

SHEET = Sheet(
    LicenceApplication,
    Field("reference", head="受理号", asked=False, required=True, aliases=("办件编号", "业务编号"),
          example="（示例）XK2020-00001"),
    Section(
        "申请",
        Field("matter", cell=MATTER, aliases=("许可事项名称", "事项名称"), example="占用城市道路审批"),
        Field("sub_kind", needed_when="事项分办理项的必填", help="例如建筑垃圾处置：产生、运输、消纳"),
        Field("purpose", words={"新办": "new", "延期": "renewal"}, has_fallback=True),
        Field("former_reference", needed_when="延续、变更的必填"),
        "renew_by",
        Field("received_on", aliases=("收件时间", "申请日期"), example=date(2020, 3, 2)),
        Field("content", has_fallback=True),
        Field("materials", has_fallback=True),
    ),
    Section(
        "申请人",
        Field("holder_name", shown="shown_holder", aliases=("申请单位",), example="云溪市样例建设有限公司"),
        Field("holder_kind", words=KIND_WORDS, has_fallback=True),
        Field("holder_uscc", needed_when="法人和非法人组织必填", example="91341799MA2TEX01KJ"),
        Field("representative"),
        Field("holder_id_kind"),
        Field("holder_id", cell=Code),
        Field("contact", cell=Code),
    ),
    Section(
        "受理",
        "accept_due_on",
        Field("notified_on", asked=False),
        Field("lacking", asked=False, cell=Paragraphs),
        "correct_by",
        Field("corrected_on", asked=False),
        Field("accepted_on", asked=False, aliases=("受理时间",)),
        Field("is_deemed", asked=False),
        Field("unaccepted_on", asked=False),
        Field("withdrawn_on", asked=False),
    ),
    Section(
        "决定",
        "statutory_days",
        "promised_days",
        "promised_on",
        Field("decide_due_on", asked=False),
        "paused_until",
        Field("outcome", asked=False, words={"准予": "granted", "不予": "refused"}, has_fallback=True),
        Field("grant_reference", asked=False, aliases=("许可决定文书号",)),
        "grant_number",
        "grant_content",
        "grant_from",
        "grant_until",
        Field("reason", asked=False),
        Field("remedy", asked=False, has_fallback=True),
        Field("decided_on", asked=False, aliases=("办结日期",)),
        "deliver_due_on",
        Field("delivered_on", asked=False),
        "void_reason",
    ),
    dated_by="received_on",
)  # fmt: skip
