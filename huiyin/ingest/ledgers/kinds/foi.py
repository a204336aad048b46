"""依申请公开台账: one row an application, with its answer if it has one."""

from datetime import date

from huiyin.foi import actions
from huiyin.foi.models import ApplicantKind, Application, Channel, Decision
from huiyin.ingest.ledgers.declaration import Columns, Ledger, declare
from huiyin.ingest.ledgers.readers import choice_of

column = Columns(Application)


def is_natural_person(application: Application) -> bool:
    return application.applicant_kind == ApplicantKind.PERSON


def _short_labels() -> dict[str, str]:
    """`属于国家秘密` says the same as `不予公开：属于国家秘密`; `其他` does too."""
    return {label.rpartition("：")[2]: value for value, label in Decision.choices}


COLUMNS = (
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
    column.choice(
        "decision",
        choice_of(Decision.choices, _short_labels()),
        aliases=("答复结果", "决定类型"),
        example="予以公开",
    ),
    column.day("answered_on", aliases=("答复时间",), example=date(2026, 1, 20)),
    column.number("answer_number", example="云城管公开〔2026〕1号"),
)

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
    )
)
