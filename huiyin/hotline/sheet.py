"""热线留言: the fields of a service request, from whichever channel."""

from datetime import date

from django.db.models import Q

from huiyin.casework.cells import Code, Reference
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.organisations.models import Organisation

from .models import Channel, Resolution, Satisfaction, ServiceRequest


def channels(_agency_id: int) -> list[tuple[int, tuple[str, str]]]:
    rows = Channel.objects.values_list("pk", "name", "key")
    return [(pk, (name, key)) for pk, name, key in rows]


def units(agency_id: int) -> list[tuple[int, tuple[str, str]]]:
    """The agency itself and what is inside it, down to the third level."""
    inside = (
        Q(pk=agency_id)
        | Q(parent=agency_id, is_agency=False)
        | Q(parent__parent=agency_id, is_agency=False, parent__is_agency=False)
    )
    rows = Organisation.objects.filter(inside).values_list("pk", "name", "short_name")
    return [(pk, (name, short)) for pk, name, short in rows]


CHANNEL = Reference(
    table=channels, add="其他渠道请先在“来源渠道”表中添加，或用映射文件对应到现有渠道"
)
UNIT = Reference(table=units, add="其他单位请先在机构设置中添加")

SOLVED = {"解决": Resolution.RESOLVED, "是": Resolution.RESOLVED, "否": Resolution.UNRESOLVED}
CONTENT = {"非常满意": Satisfaction.SATISFIED, "非常不满意": Satisfaction.DISSATISFIED}
"""Other words of platforms for what a person said."""

SHEET = Sheet(
    ServiceRequest,
    Field("reference", asked=False, aliases=("编号", "工单号"), example="（示例）RX2026-00001"),
    Section(
        "诉求",
        Field("received_on", header="受理日期", aliases=("受理时间", "来电时间", "留言时间"),
              required=True, example=date(2026, 1, 5)),
        Field("channel", aliases=("渠道", "来源"), cell=CHANNEL, example="市长热线"),
        Field("request_kind", aliases=("工单类型", "诉求性质"), example="投诉"),
        Field("category", in_ledger=False),
        Field("category_text", asked=False, header="诉求分类", aliases=("分类",),
              current="category_words", rule="分类编码、名称或者原系统的分类", example="占道经营"),
        Field("subject", aliases=("诉求标题",), example="示例路夜间占道经营"),
        Field("content", aliases=("内容",), example="示例路与样板街交叉口每晚有摊点占道。"),
        Field("urgency", in_ledger=False),
        Field("place", aliases=("诉求地点", "发生地点"), example="示例路"),
    ),
    Section(
        "诉求人",
        Field("caller_name", aliases=("来电人", "联系人"), example="周示例"),
        Field("caller_phone", aliases=("电话", "来电号码"), cell=Code, example="0000-1234567"),
    ),
    Section(
        "诉求",
        Field("is_confidential", aliases=("是否保密",), has_fallback=True, example="否"),
        "open_reason",
        Field("consents", in_ledger=False),
    ),
    Section(
        "办理",
        "draft_text", "end_reason", "wanted_days", "wanted_reason",
        "joined_on", "pause_cause", "pause_reason", "paused_until",
        "deferral_reason", "deferral_plan", "next_look_on", "deferred_on", "settled_on",
        Field("unit", asked=False, aliases=("承办科室", "办理单位"), cell=UNIT),
        Field("answered_on", asked=False, aliases=("办结日期", "答复时间"), example=date(2026, 1, 8)),
        Field("answer_text", asked=False, needed_when="已答复的必填", aliases=("办理结果",),
              example="已安排夜间值守，摊点已入市经营。"),
        Field("resolution", asked=False, aliases=("解决情况", "诉求解决情况"),
              current="present_resolution", words=SOLVED, example="已解决"),
        "round_number", "reopened_on",
        Field("satisfaction", asked=False, aliases=("回访结果",),
              current="present_satisfaction", words=CONTENT, example="满意"),
    ),
    Section(
        "公开的问答",
        "proposed_at", "published_at", "public_subject", "public_content", "public_answer",
    ),
    dated_by="received_on",
)  # fmt: skip
