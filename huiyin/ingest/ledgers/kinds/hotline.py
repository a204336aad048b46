"""热线留言台账: one row a service request, from whichever channel."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Min, Q

from huiyin.hotline import actions
from huiyin.hotline.models import Channel, RequestKind, Satisfaction, ServiceRequest, ServiceTarget
from huiyin.ingest.ledgers.declaration import Columns, Ledger, declare
from huiyin.ingest.ledgers.readers import choice_of
from huiyin.organisations.models import Organisation

column = Columns(ServiceRequest)


def channels(_agency_id: int) -> Iterable[tuple[int, Iterable[str]]]:
    return [(pk, (name, key)) for pk, name, key in Channel.objects.values_list("pk", "name", "key")]


def units(agency_id: int) -> Iterable[tuple[int, Iterable[str]]]:
    """The agency itself and what is inside it, down to the third level."""
    inside = (
        Q(pk=agency_id)
        | Q(parent=agency_id, is_agency=False)
        | Q(parent__parent=agency_id, is_agency=False, parent__is_agency=False)
    )
    return [
        (pk, (name, short))
        for pk, name, short in Organisation.objects.filter(inside).values_list(
            "pk", "name", "short_name"
        )
    ]


def checker() -> Callable[[ServiceRequest, date], None]:
    """The checks of the action, and that there is a time limit for the kind on that day."""
    since = dict(ServiceTarget.objects.values_list("kind").annotate(Min("valid_from")))

    def check(request: ServiceRequest, today: date) -> None:
        actions.check(request, today)
        report = request.request_kind == RequestKind.REPORT
        if report and not request.is_confidential and not request.open_reason:
            told = "举报一律保密，请填“是”或留空；确实不用保密的，导入后在工单上办理“解除保密”"
            raise ValidationError({"is_confidential": told})
        if (first := since.get(request.request_kind)) is None or request.received_on < first:
            raise ValidationError(
                {
                    "request_kind": f"没有这类诉求在 {request.received_on} 有效的办理时限，请先在“办理时限”表中添加"
                }
            )

    return check


def complete(values: dict[str, Any], _agency: Organisation) -> None:
    """A report (举报) is confidential where the table does not say (信访工作条例第三十条)."""
    if values.get("is_confidential") is None:
        values["is_confidential"] = values.get("request_kind") == RequestKind.REPORT


COLUMNS = (
    column.number(
        "reference", aliases=("编号", "工单号"), required=True, example="（示例）RX2026-00001"
    ),
    column.day(
        "received_on",
        "受理日期",
        aliases=("受理时间", "来电时间", "留言时间"),
        required=True,
        example=date(2026, 1, 5),
    ),
    column.reference(
        "channel",
        channels,
        aliases=("渠道", "来源"),
        add="其他渠道请先在“来源渠道”表中添加，或用映射文件对应到现有渠道",
        required=True,
        example="市长热线",
    ),
    column.choice(
        "request_kind",
        choice_of(RequestKind.choices),
        aliases=("工单类型", "诉求性质"),
        required=True,
        example="投诉",
    ),
    column.text("category", aliases=("分类",), example="占道经营"),
    column.text("subject", aliases=("诉求标题",), required=True, example="示例路夜间占道经营"),
    column.paragraphs(
        "content", aliases=("内容",), required=True, example="示例路与样板街交叉口每晚有摊点占道。"
    ),
    column.text("place", aliases=("诉求地点", "发生地点"), example="示例路"),
    column.text("caller_name", aliases=("来电人", "联系人"), example="周示例"),
    column.code_number("caller_phone", aliases=("电话", "来电号码"), example="0000-1234567"),
    column.flag("is_confidential", aliases=("是否保密",), has_fallback=True, example="否"),
    column.reference(
        "unit",
        units,
        aliases=("承办科室", "办理单位"),
        add="其他单位请先在机构设置中添加",
    ),
    column.day("answered_on", aliases=("办结日期", "答复时间"), example=date(2026, 1, 8)),
    column.paragraphs(
        "answer_text", aliases=("办理结果",), example="已安排夜间值守，摊点已入市经营。"
    ),
    column.choice(
        "satisfaction", choice_of(Satisfaction.choices), aliases=("回访结果",), example="满意"
    ),
)

declare(
    Ledger(
        "hotline",
        "热线留言台账",
        ServiceRequest,
        COLUMNS,
        "received_on",
        actions.workflow,
        actions.register_many,
        actions.amend,
        checker,
        "hotline.see_caller",
        complete,
    )
)
