"""依申请公开台账: one row an application, with the way it took, its answer and what followed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from huiyin.common import masking
from huiyin.foi import actions
from huiyin.foi.models import (
    ApplicantKind,
    Application,
    Channel,
    ConsultationKind,
    Decision,
    FeeBasis,
    Opinion,
    Outcome,
    RemedyKind,
    ServiceMethod,
)
from huiyin.foi.models.past import label_of
from huiyin.ingest.ledgers.declaration import Column, Columns, Ledger, declare
from huiyin.ingest.ledgers.readers import (
    Choice,
    Code,
    Day,
    Money,
    Reader,
    Several,
    Whole,
    choice_of,
)

column = Columns(Application)


class Basis(Choice):
    """计收方式; where only the sum is known the cell is empty."""

    def show(self, value: Any) -> Any:
        return "" if value == FeeBasis.RECORDED else super().show(value)


def is_natural_person(application: Application) -> bool:
    return application.applicant_kind == ApplicantKind.PERSON


def asks_a_third_party(application: Application) -> bool:
    """Who may be a person; departments and organs are none."""
    return ConsultationKind.THIRD_PARTY in application.consult_kinds


def _mask_each(text: str) -> str:
    return "\n".join(masking.name(line) for line in text.split("\n"))


OFFICIAL_WORDS = {
    Decision.PARTIAL: "部分公开（区分处理的，只计这一情形，不计其他情形）",
    Decision.NOT_CORRECTED: "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    Decision.FEE_NOT_PAID: "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
}
"""Rows of the statutory table that say more than our label."""
GROUPS = {"1": "（一）", "2": "（二）", "3": "（三）", "4": "（四）", "5": "（五）", "6": "（六）"}


def decision_words() -> dict[str, str]:
    """`属于国家秘密`, `1.属于国家秘密`, `（三）不予公开1.属于国家秘密` all say r3_3_1."""
    return {word: value for value, label in Decision.choices for word in _words(value, str(label))}


def _words(value: str, label: str) -> Iterator[str]:
    _, row, *place = value.split("_")
    group, _, own = label.rpartition("：")
    number = f"{place[0]}." if place else ""
    for text in filter(None, (own, OFFICIAL_WORDS.get(Decision(value)))):
        for said in (text, text.replace("“", '"').replace("”", '"')):
            yield from (said, f"{number}{said}", f"{group}{number}{said}")
            yield from (f"{group}：{number}{said}", f"{GROUPS[row]}{group}{number}{said}")


def past(name: str, reader: Reader, *, more: tuple[str, ...] = (), **options: Any) -> Column:
    """A column that lies beside the application."""
    return Column(name, label_of(name), reader, aliases=more, **options)


def several(name: str, one: Reader, *, more: tuple[str, ...] = (), **options: Any) -> Column:
    return past(name, Several(one=one), more=more, **options)


REQUEST = (
    column.number(
        "reference", aliases=("编号", "受理编号"), required=True, example="（示例）SQ2026-0001"
    ),
    column.day(
        "received_on", aliases=("收到申请日期", "受理日期"), required=True, example=date(2026, 1, 5)
    ),
    column.choice(
        "channel",
        choice_of(Channel.choices, {"当面": "counter", "信函": "letter", "网上": "online"}),
        aliases=("申请方式",),
        required=True,
        example="网上申请",
    ),
    column.choice(
        "applicant_kind",
        choice_of(ApplicantKind.choices, {"公民": "person"}),
        aliases=("申请人类别",),
        required=True,
        example="自然人",
    ),
    column.text(
        "applicant_name",
        aliases=("申请人姓名或名称", "申请人姓名"),
        required=True,
        is_private=is_natural_person,
        example="周示例",
    ),
    column.code_number("applicant_contact", aliases=("联系电话",), example="0000-1234567"),
    column.paragraphs(
        "description",
        aliases=("申请内容", "所需信息"),
        required=True,
        example="2025年度城市道路挖掘计划",
    ),
    column.text("delivery", aliases=("获取信息的方式",), example="电子邮件"),
)
WAY = (
    column.day("correction_asked_on", aliases=("补正告知日期",)),
    column.paragraphs("correction_wanted", aliases=("补正内容",)),
    column.day("correction_due_on"),
    past("corrected_on", Day(), more=("补正日期", "申请人补正日期")),
    column.paragraphs("reasons_wanted"),
    column.day("reasons_due_on"),
    column.paragraphs("reasons", aliases=("说明的理由",)),
    several("consult_sent_on", Day(), more=("征求第三方意见日期", "发出征求意见日期")),
    several("consult_kinds", choice_of(ConsultationKind.choices)),
    several(
        "consult_whoms",
        Reader(200),
        more=("第三方",),
        is_private=asks_a_third_party,
        mask=_mask_each,
    ),
    several("consult_received_on", Day(), more=("第三方收到日期",)),
    several("consult_replied_on", Day(), more=("第三方答复日期", "收到第三方意见日期")),
    several(
        "consult_opinions",
        choice_of(Opinion.choices, {"同意": "agree", "不同意": "refuse"}),
        more=("第三方意见",),
    ),
    past(
        "extension_days",
        Whole(blank=None, units="个工作日|工作日|天|日", most=20),
        more=("延期天数",),
    ),
    column.paragraphs("extension_reason", aliases=("延期原因",)),
    past("fee_amount", Money(), more=("信息处理费", "收费金额")),
    past(
        "fee_basis",
        Basis(
            values=choice_of(FeeBasis.offered()).values,
            labels=dict(FeeBasis.offered()),
            blank=FeeBasis.RECORDED,
        ),
    ),
    past("fee_count", Whole(blank=0, units="件|页")),
    past("fee_noticed_on", Day(), more=("收费通知送达日期",)),
    past("fee_paid_on", Day()),
    past("fee_receipt", Code(60), more=("票据号",)),
)
ANSWER = (
    column.choice(
        "decision",
        choice_of(Decision.choices, decision_words()),
        aliases=("答复结果", "决定类型"),
        example="予以公开",
    ),
    column.day("answered_on", aliases=("答复时间",), example=date(2026, 1, 20)),
    column.number("answer_number", example="云城管公开〔2026〕1号"),
    column.choice(
        "service_method",
        choice_of(ServiceMethod.choices, {"邮寄": "post", "直接": "direct", "电子": "electronic"}),
    ),
    column.code_number("post_number", aliases=("邮件号",)),
    column.day("delivered_on", aliases=("送达日期",)),
    several("remedy_kinds", choice_of(RemedyKind.choices, {"复议": "reconsideration"})),
    several("remedy_organs", Reader(100), more=("复议机关", "受理机关")),
    several("remedy_filed_on", Day(), more=("复议受理日期",)),
    several("remedy_outcomes", choice_of(Outcome.choices, {"维持": "upheld", "纠正": "corrected"})),
    several("remedy_decided_on", Day(), more=("复议审结日期",)),
)
COLUMNS = (*REQUEST, *WAY, *ANSWER)

declare(
    Ledger(
        "foi",
        "依申请公开台账",
        Application,
        COLUMNS,
        "received_on",
        actions.workflow,
        actions.register_many,
        actions.amend,
        lambda: actions.check,
        "foi.see_personal",
        beside=("consultations", "fees", "remedies"),
    )
)
