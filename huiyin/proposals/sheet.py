"""建议提案: the fields of the list that is handed over, and what became of each."""

from datetime import date

from huiyin.casework.cells import Code, Reference
from huiyin.casework.sheets import Field, Section, Sheet

from .models import Proposal, ReplyClass


def classes(_agency_id: int) -> list[tuple[int, tuple[str, ...]]]:
    """Those in use by their letter, former ones in full."""
    rows = ReplyClass.objects.all()
    return [(o.pk, (o.letter, f"{o.letter}类") if o.is_in_use else (str(o),)) for o in rows]


CLASS = Reference(table=classes, add="其他分类请先在“答复分类”表中添加")
SHEET = Sheet(
    Proposal,
    Section(
        "建议提案",
        Field("number", aliases=("建议号", "提案号"), cell=Code, example="（示例）023"),
        Field("category", aliases=("建议提案类别",), words={"代表建议": "suggestion", "委员提案": "proposal"}, example="建议"),
        Field("session", aliases=("会议届次",), example="市五届人大四次会议"),
        Field("subject", aliases=("案由", "题目"), example="增加老旧小区停车位"),
        Field("content", aliases=("建议内容", "提案内容")),
    ),
    Section(
        "代表委员",
        Field("proposer", aliases=("领衔代表", "第一提案人", "提出人"), example="周示例"),
        Field("proposer_phone", aliases=("联系电话",), cell=Code, example="0000-1234567"),
        Field("proposer_address", aliases=("通讯地址",)),
        Field("supporters", aliases=("附议代表", "联名人")),
        Field("supporters_contact", aliases=("附议人电话",)),
    ),
    Section(
        "承办",
        Field("part", aliases=("办理方式",), example="主办"),
        Field("lead", needed_when="会办的必填"),
        Field("received_on", aliases=("交办时间",), example=date(2026, 3, 2)),
        Field("copies"),
        "due_on",
        "returned_on",
    ),
    Section(
        "答复",
        Field("replied_on", aliases=("答复时间",)),
        Field("reply_class", aliases=("分类标识", "办理结果"), cell=CLASS),
        Field("satisfaction", aliases=("反馈意见",)),
        Field("rated_on"),
        "second_asked_on",
        "second_replied_on",
        "second_satisfaction",
        "promise",
        "follow_up_on",
        "kept_on",
    ),
    Section("公开", "publication", "public_text", "withheld_because", "proposed_at", "published_at", "void_reason"),
    dated_by="received_on",
)  # fmt: skip
