"""依申请公开: the fields of an application, as the desk shows them and a table holds them.

What the intake form asks stands in `forms`: its order is that of the published forms.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from huiyin.casework import sheets
from huiyin.casework.cells import Code
from huiyin.casework.sheets import Section, Sheet

from .models import Application, Decision

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


Field = partial(sheets.Field, asked=False)

SHEET = Sheet(
    Application,
    Field("reference", aliases=("编号", "受理编号"), example="（示例）SQ2026-0001"),
    Section(
        "申请",
        Field("received_on", aliases=("收到申请日期", "受理日期"), required=True,
              example=date(2026, 1, 5)),
        "received_reason",
        Field("channel", words={"当面": "counter", "信函": "letter", "网上": "online"},
              aliases=("申请方式",), example="网上申请"),
        "submitted_at", "arrived_on", "confirmed_at", "confirm_method", "information_name",
        "information_number",
        Field("description", aliases=("申请内容", "所需信息"), example="2025年度城市道路挖掘计划"),
        Field("delivery", aliases=("获取信息的方式",), example="电子邮件"),
        "delivery_form", "delivery_channel", "accepts_other_form", "handler", "split_from",
    ),
    Section(
        "申请人",
        Field("applicant_kind", words={"公民": "person"}, aliases=("申请人类别",), example="自然人"),
        Field("applicant_name", shown="shown_applicant", aliases=("申请人姓名或名称", "申请人姓名"),
              example="周示例"),
        Field("applicant_contact", cell=Code, aliases=("联系电话",), example="0000-1234567"),
        "applicant_id_kind", "applicant_id", "applicant_uscc", "representative", "contact_name",
        "applicant_phone", "applicant_email", "applicant_address", "applicant_postcode",
        "applicant_fax", "agent_name", "agent_id",
    ),
    Section(
        "补正和说明理由",
        Field("correction_wanted", aliases=("补正内容",)),
        Field("correction_due_on"),
        "correction",
        Field("reasons_wanted"),
        Field("reasons_due_on"),
        Field("reasons", aliases=("说明的理由",)),
        "delayed_until",
    ),
    Section(
        "拟稿、审查、签发",
        "draft_decision", "draft_text", "drafted_by", "secrecy_opinion", "legal_opinion",
        "reviewed_by", "signed_by", "signed_at",
    ),
    Section(
        "答复",
        "entered_decision", "entered_on", "entered_number",
        Field("decision", words=decision_words(), aliases=("答复结果", "决定类型"), example="予以公开"),
        Field("answered_on", aliases=("答复时间",), example=date(2026, 1, 20)),
        Field("answer_number", example="云城管公开〔2026〕1号"),
        Field("service_method", words={"邮寄": "post", "直接": "direct", "电子": "electronic"}),
        Field("post_number", cell=Code, aliases=("邮件号",)),
        "service_receipt",
        Field("delivered_on", aliases=("送达日期",)),
        "entered_by", "checked_by", "satisfaction",
    ),
    Field("correction_asked_on", aliases=("补正告知日期",)),
    Field("extension_reason", aliases=("延期原因",)),
    dated_by="received_on",
)  # fmt: skip
