"""依申请公开台账: one row an application, with the way it took, its answer and what followed."""

from typing import Any

from huiyin.casework.cells import Choice, Code, Day, Money, Reader, Several, Whole, choice_of
from huiyin.casework.ledgers import Column, Ledger, declare
from huiyin.common import masking

from . import actions
from .models import Application, ConsultationKind, FeeBasis, Opinion, Outcome, RemedyKind
from .models.past import label_of
from .sheet import SHEET


class Basis(Choice):
    """计收方式; where only the sum is known the cell is empty."""

    def show(self, value: Any) -> Any:
        return "" if value == FeeBasis.RECORDED else super().show(value)


BASIS = Basis(
    values=choice_of(FeeBasis.offered()).values,
    labels=dict(FeeBasis.offered()),
    blank=FeeBasis.RECORDED,
)
DAYS = Several(one=Day())
WHOMS = Several(one=Reader(200))
OPINIONS = Several(one=choice_of(Opinion.choices, {"同意": "agree", "不同意": "refuse"}))
REMEDIES = Several(one=choice_of(RemedyKind.choices, {"复议": "reconsideration"}))
OUTCOMES = Several(one=choice_of(Outcome.choices, {"维持": "upheld", "纠正": "corrected"}))


def past(name: str, reader: Reader, *aliases: str, **options: Any) -> Column:
    """A column that lies beside the application."""
    return Column(name, label_of(name), reader, aliases=aliases, **options)


def shown_whoms(application: Application) -> str:
    """Whose opinion was asked: a third party may be a person; departments and organs are none."""
    whoms = str(WHOMS.show(application.consult_whoms))
    if ConsultationKind.THIRD_PARTY not in application.consult_kinds:
        return whoms
    return "\n".join(masking.name(line) for line in whoms.split("\n"))


REQUEST = ("reference", "received_on", "channel", "applicant_kind", "applicant_name",
           "applicant_contact", "description", "delivery")  # fmt: skip
CORRECTION = (
    "correction_asked_on",
    "correction_wanted",
    "correction_due_on",
    past("corrected_on", Day(), "补正日期", "申请人补正日期"),
    "reasons_wanted",
    "reasons_due_on",
    "reasons",
)
CONSULTATION = (
    past("consult_sent_on", DAYS, "征求第三方意见日期", "发出征求意见日期"),
    past("consult_kinds", Several(one=choice_of(ConsultationKind.choices))),
    past("consult_whoms", WHOMS, "第三方", shown=shown_whoms),
    past("consult_received_on", DAYS, "第三方收到日期"),
    past("consult_replied_on", DAYS, "第三方答复日期", "收到第三方意见日期"),
    past("consult_opinions", OPINIONS, "第三方意见"),
)
EXTENSION = (
    past("extension_days", Whole(blank=None, units="个工作日|工作日|天|日", most=20), "延期天数"),
    "extension_reason",
)
FEE = (
    past("fee_amount", Money(), "信息处理费", "收费金额"),
    past("fee_basis", BASIS),
    past("fee_count", Whole(blank=0, units="件|页")),
    past("fee_noticed_on", Day(), "收费通知送达日期"),
    past("fee_paid_on", Day()),
    past("fee_receipt", Code(60), "票据号"),
)
ANSWER = ("decision", "answered_on", "answer_number", "service_method", "post_number",
          "delivered_on")  # fmt: skip
REMEDY = (
    past("remedy_kinds", REMEDIES, "救济类别"),
    past("remedy_organs", Several(one=Reader(100)), "复议机关", "受理机关"),
    past("remedy_filed_on", DAYS, "复议受理日期"),
    past("remedy_outcomes", OUTCOMES),
    past("remedy_decided_on", DAYS, "复议审结日期"),
)

LEDGER = declare(
    Ledger(
        key="foi",
        label="依申请公开台账",
        sheet=SHEET,
        order=(*REQUEST, *CORRECTION, *CONSULTATION, *EXTENSION, *FEE, *ANSWER, *REMEDY),
        workflow=actions.workflow,
        register_many=actions.register_many,
        amend=actions.amend,
        checker=lambda: actions.check,
        personal_permission="foi.see_personal",
        beside=("consultations", "fees", "remedies"),
    )
)
