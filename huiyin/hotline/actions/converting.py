"""不予受理、转办: told the right way, and taken there where the house can; written by one, let out by another."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.casework import converting
from huiyin.casework.converting import Converter, Given
from huiyin.casework.forms import OfferedField, TextField
from huiyin.casework.models import Matter
from huiyin.hotline import rules
from huiyin.hotline.models import EndGround, EndReason, RequestKind, ServiceRequest
from huiyin.personal.fields import is_readable

from .confiding import let_know
from .joining import hangs_together
from .publishing import hide
from .registering import State, register, workflow

REASON_OF = {
    "foi": EndReason.DISCLOSURE,
    "petition": EndReason.PETITION,
    "report": EndReason.ENFORCEMENT,
    "suggestion": EndReason.SUGGESTION,
}
"""Way → the reason that the answer bears."""


class GroundField(OfferedField):
    """理由: those of which the person can be told the right way today."""

    def offer(self, matter: Any) -> None:
        self.choices = [(one.reason, str(one)) for one in grounds(timezone.localdate())]


class WayField(OfferedField):
    """去向: the ways that there are."""

    def offer(self, matter: Any) -> None:
        self.choices = [one for one in converting.choices() if one[0] in REASON_OF]


def grounds(day: date) -> list[EndGround]:
    """What holds on that day, one row a reason."""
    rows = EndGround.objects.filter(valid_from__lte=day).order_by("valid_from")
    by_reason = {row.reason: row for row in rows}
    return [by_reason[value] for value in EndReason.values if value in by_reason]


def way_of(reason: str, day: date) -> str:
    """What the person is told for this reason.

    Raises:
        ValidationError: the office has not said.
    """
    row: EndGround | None = EndGround.objects.on(day, reason=reason)
    if row is None:
        raise ValidationError(
            {"end_reason": "这个理由还没有告知内容，请先在“不予受理告知内容”中设定"}
        )
    return row.way


More = Annotated[
    str,
    TextField("补充说明", 3000, rows=6, required=False, help_text="接在告知内容之后，写给诉求人看"),
]


@workflow.move(
    "拟不予受理",
    sources={State.RECEIVED},
    target=State.DRAFTED,
    rule=rules.ANSWER,
    basis="北京市接诉即办工作条例第十一条；潍坊市12345政务服务便民热线条例第十九条",
)
def decline(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    end_reason: Annotated[str, GroundField(label="理由")],
    explanation: More = "",
) -> None:
    """拟不予受理: the reason and the right way are told, once another person has read it."""
    request.end_reason, request.convert_to = end_reason, ""
    request.draft_text = _joined(way_of(end_reason, at.date()), explanation)
    request.note_writer(actor)


def _goes_alone(request: ServiceRequest, day: date) -> str:
    if request.is_confidential:
        return "保密工单不能转办，请先解除保密，或者在工单内办理"
    return hangs_together(request)


@workflow.move(
    "拟转办",
    sources={State.RECEIVED},
    target=State.DRAFTED,
    rule=rules.ANSWER,
    guard=_goes_alone,
    basis="信访工作条例第三十一条",
)
def convert(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    way: Annotated[str, WayField(label="去向")],
    explanation: More = "",
) -> None:
    """拟转办: taken there when another person has let it out; the answer says so."""
    if way not in REASON_OF or way not in dict(converting.choices()):
        raise ValidationError({"way": "请从列出的选项中选择去向"})
    if way == request.request_kind:
        raise ValidationError({"way": f"这件工单已经是{request.get_request_kind_display()}"})
    request.convert_to, request.end_reason = way, REASON_OF[way]
    request.draft_text = _joined(_told(request, at.date()), explanation)
    request.note_writer(actor)


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _told(request: ServiceRequest, day: date) -> str:
    converter = converting.find(request.convert_to)
    return converter.told(converting.is_made(converter, given_of(request)), day)


def _is_out_of_date(request: ServiceRequest, day: date) -> bool:
    """The text says that a record is made, and none can be made any more, or the other way."""
    converter = converting.find(request.convert_to)
    is_made = converting.is_made(converter, given_of(request))
    other = converter.told(not is_made, day)
    return other in request.answer_text and other != converter.told(is_made, day)


def given_of(request: ServiceRequest) -> Given:
    """What is known of it; personal data that cannot be read any more count as not known."""
    name, contact = (
        value if is_readable(value) else "" for value in (request.caller_name, request.caller_phone)
    )
    return Given(
        request.agency, name, contact, request.subject, request.content, request.place,
        request.reference,
    )  # fmt: skip


def take_other_way(request: ServiceRequest, actor: Actor, at: datetime) -> None:
    """What was decided is done, in the transaction of the answer; the answer names the new number."""
    if not request.convert_to:
        return
    if _is_out_of_date(request, timezone.localdate(at)):
        raise ValidationError("诉求人信息在拟转办以后有变化，请退回修改后重新拟转办")
    converter = converting.find(request.convert_to)
    target = converting.convert(request, converter, given_of(request), at=at)
    if target is not None:
        request.answer_text += f"\n\n新的编号：{target.reference}。"
    if request.convert_to == RequestKind.REPORT:
        _keep_quiet(request, target, actor)


def _keep_quiet(request: ServiceRequest, report: Matter | None, actor: Actor) -> None:
    """The clue is confidential, and so is where it came from (信访工作条例第三十条)."""
    request.is_confidential, request.open_reason = True, ""
    hide(request)
    writers = User.objects.filter(pk__in=[int(key) for key in request.writers if key.isdecimal()])
    for record in (request, report):
        if isinstance(record, ServiceRequest):
            let_know(record, actor.key, actor.name)
            for writer in writers:
                let_know(record, str(writer.pk), str(writer))


def _of_kind(kind: RequestKind) -> Callable[[Given, Actor, datetime], Matter]:
    """A new request of that kind, received today; it has a clock and an answer of its own."""

    def make(given: Given, actor: Actor, at: datetime) -> Matter:
        former = ServiceRequest.objects.valid().get(agency=given.agency, reference=given.reference)
        return register(
            ServiceRequest(
                agency=given.agency, channel=former.channel, request_kind=kind,
                category=former.category, subject=given.subject, content=given.content,
                place=given.place, caller_name=given.name, caller_phone=given.contact,
                received_on=timezone.localdate(at), consents=former.consents,
            ),
            actor=actor,
            at=at,
        )  # fmt: skip

    return make


converting.declare(
    Converter(
        "petition",
        "信访",
        lambda is_made, day: way_of(EndReason.PETITION, day),
    )
)
converting.declare(
    Converter(
        "report",
        "行政执法线索",
        lambda is_made, day: way_of(EndReason.ENFORCEMENT, day),
        make=_of_kind(RequestKind.REPORT),
    )
)
converting.declare(
    Converter(
        "suggestion",
        "意见建议",
        lambda is_made, day: way_of(EndReason.SUGGESTION, day),
        make=_of_kind(RequestKind.SUGGESTION),
    )
)
