"""行政处罚 from its filing to the review: who investigates, tells, hears and reviews."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.evidence import Checked
from huiyin.casework.faults import refuse
from huiyin.casework.forms import (
    ChoiceField,
    DayField,
    LineField,
    NumberField,
    RecordField,
    TextField,
    TickField,
)
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.recount import by_the_system
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.files import intake
from huiyin.penalties import deadlines, kinds, papers, subject, wording  # noqa: F401 - declare the kind
from huiyin.penalties.models import (
    Evidence,
    Extension,
    Grade,
    Paper,
    Penalty,
    ReviewGround,
)
from huiyin.penalties.rules import DECIDE, HANDLE, VOID, wrong_in
from huiyin.publicity import actions as publicity
from huiyin.subjects import actions as subjects

State = Penalty.State
NUMBERS = numbering.declare("CFA", "penalties.penalty", 5)
INVESTIGATED = frozenset({State.FILED, State.NOTIFIED})
DECIDED = frozenset({State.DECIDED, State.SERVED, State.CLOSED})


def _begin(penalties: Sequence[Penalty], actor: Actor) -> None:
    """What stands beside a new penalty: its publication and its subject."""
    publicity.begin(penalties, actor)
    subjects.begin(penalties, actor)


workflow = Workflow(Penalty, began=_begin, shown=Shown(lambda penalty: penalty.is_public))
workflow.followers.append(publicity.follow)


def ready(penalty: Penalty, actor: Actor, day: date) -> None:
    """A new case is under investigation; a decision that a table brings is a matter of its publicity."""
    penalty.state = State.CLOSED if penalty.decided_on else State.FILED
    penalty.note_writer(actor)
    for name, code in (("issuer", "issuer_uscc"), ("source", "source_uscc")):
        if not getattr(penalty, name):
            setattr(penalty, name, penalty.agency.name)
            setattr(penalty, code, penalty.agency.uscc)
    penalty.settle()


def check(penalty: Penalty, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    refuse(wrong_in(penalty, today))


def _number(penalty: Penalty, day: date) -> None:
    NUMBERS.give(penalty, day.year)
    penalty.case_number = penalty.reference


def _amended(penalty: Penalty, actor: Actor) -> None:
    penalty.note_writer(actor)
    subjects.settle([penalty])
    publicity.resettle(penalty)
    penalty.settle()


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(HANDLE, number=_number)
register_many = subjects.settled(ordinary.register_many)
amend = ordinary.amend(HANDLE, sources=INVESTIGATED | DECIDED, then=_amended)
void = ordinary.void(VOID, then=lambda penalty, actor: penalty.settle())


@workflow.move(
    "重算期限",
    sources=INVESTIGATED | DECIDED | {State.ANNULLED},
    rule=by_the_system,
    guard=lambda penalty, day: "" if penalty.is_open else "没有未了的期限",
)
def recount(penalty: Penalty, *, actor: Actor, at: datetime, because: str) -> None:
    """重算期限: the official calendar has changed."""
    penalty.settle()


@workflow.move(
    "登记证据", sources=INVESTIGATED, rule=HANDLE, basis="行政处罚法第四十六条、第五十四条"
)
def add_evidence(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    sort: Annotated[str, ChoiceField("种类", Evidence.Sort.choices)],
    name: Annotated[str, LineField("名称和来源", 200)],
    proves: Annotated[str, LineField("证明的事实", 300)],
    obtained_on: Annotated[date, DayField("取得日期")],
    file: Checked | None = None,
) -> None:
    """登记证据: one line of the list of evidence, with its file where it is not a thing."""
    if obtained_on > at.date():
        raise ValidationError({"obtained_on": "取得日期晚于今天，请核对"})
    kept = intake.keep(*file) if file else None
    Evidence.objects.create(
        penalty=penalty, sort=sort, name=name, proves=proves, obtained_on=obtained_on, file=kept
    )


def grades(penalty: Penalty) -> "QuerySet[Grade]":
    """裁量基准 in force when the case was filed."""
    day = penalty.filed_on
    rows = Grade.objects.filter(valid_from__lte=day).order_by("offence", "level", "-valid_from")
    latest: dict[tuple[str, str], int] = {}
    for row in rows:
        latest.setdefault((row.offence, row.level), row.pk)
    return Grade.objects.filter(pk__in=latest.values())


def _has_evidence(penalty: Penalty, day: date) -> str:
    return "" if penalty.evidence.all() else "还没有登记证据：没有证据不能提出处理意见"


def _kinds_field(*, required: bool) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="处罚类别",
        choices=[(kind, kind) for kind in kinds.KINDS if kind != kinds.DETENTION],
        widget=forms.CheckboxSelectMultiple,
        required=required,
    )


Kinds = Annotated[list[str], _kinds_field(required=True)]
KindsBesideOthers = Annotated[list[str], _kinds_field(required=False)]
"""None where the penalty is of another kind alone."""
OtherKind = Annotated[str, LineField("其他处罚类别", 100, required=False)]
Amount = forms.DecimalField(
    label="罚款金额（元）", max_digits=14, decimal_places=2, min_value=0, required=False
)


def set_decision(penalty: Penalty, *, kinds_: list[str], other: str, **values: object) -> None:
    """What the decision is to say; empty amounts are none."""
    chosen = [*kinds_, *([f"{kinds.OTHER}-{other}"] if other else [])]
    if not chosen:
        raise ValidationError({"kinds": "请选择处罚类别"})
    penalty.kinds = kinds.joined(kinds.parsed(kinds.JOINT.join(chosen)))
    for name, value in values.items():
        setattr(penalty, name, value if value is not None else Decimal(0))


@workflow.move(
    "提出处理意见",
    sources=INVESTIGATED,
    rule=HANDLE,
    guard=_has_evidence,
    basis="行政处罚法第五十七条",
)
def propose(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    facts: Annotated[str, TextField("违法事实", 5000, rows=6)],
    basis: Annotated[str, TextField("处罚依据", 2048)],
    kinds: KindsBesideOthers,
    content: Annotated[str, TextField("处罚内容", 4000)],
    grade_reason: Annotated[str, TextField("裁量理由", 500)],
    other_kind: OtherKind = "",
    fine: Annotated[Decimal | None, Amount] = None,
    confiscated: Annotated[
        Decimal | None,
        forms.DecimalField(
            label="没收金额（元）", max_digits=14, decimal_places=2, min_value=0, required=False
        ),
    ] = None,
    licence: Annotated[str, LineField("暂扣或吊销证照名称及编号", 200, required=False)] = "",
    grade: Annotated[
        Grade | None,  # type: ignore[valid-type]
        RecordField("裁量等级", Grade, grades, required=False),
    ] = None,
) -> None:
    """提出处理意见: the investigation is over; what the decision is to say, with its grade and why."""
    set_decision(
        penalty, kinds_=kinds, other=other_kind, facts=facts, basis=basis, content=content,
        fine=fine, confiscated=confiscated, licence=licence, grade_reason=grade_reason,
    )  # fmt: skip
    penalty.grade = grade
    penalty.note_writer(actor)
    penalty.reviewed_on, penalty.review_opinion = None, ""
    check(penalty, at.date())
    _graded(penalty)


def _graded(penalty: Penalty) -> None:
    if penalty.grade and not penalty.grade.allows(penalty.fine):
        raise ValidationError(
            {"fine": f"罚款不在所选裁量等级的幅度内（{penalty.grade.range}），请核对或者改选等级"}
        )
    if penalty.notified_fine is not None and penalty.fine > penalty.notified_fine:
        raise ValidationError(
            {
                "fine": "不得因当事人陈述、申辩或者要求听证而给予更重的处罚（第四十五条、第六十四条），请核对"
            }
        )


def _is_proposed(penalty: Penalty, day: date) -> str:
    return "" if penalty.kinds else "还没有提出处理意见"


@workflow.move(
    "事先告知",
    sources={State.FILED},
    target=State.NOTIFIED,
    rule=HANDLE,
    guard=_is_proposed,
    basis="行政处罚法第四十四条、第六十三条",
)
def notify(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    notified_on: Annotated[date, DayField("告知日期")],
    offers_hearing: Annotated[bool, TickField("告知要求听证的权利")] = False,
    review_ground: Annotated[
        str, ChoiceField("法制审核情形", [("", "不需要"), *ReviewGround.choices], required=False)
    ] = "",
) -> None:
    """事先告知: what is intended, on what facts and basis, and the party's rights."""
    within(penalty, "notified_on", notified_on, at.date())
    penalty.notified_on, penalty.notified_fine = notified_on, penalty.fine
    penalty.offers_hearing, penalty.review_ground = offers_hearing, review_ground
    papers.issue(penalty, Paper.Role.NOTICE, papers.of_a_notice(penalty), day=notified_on, at=at)


def within(penalty: Penalty, name: str, day: date, today: date) -> None:
    """A day of the procedure lies between the last step before it and today."""
    steps = (penalty.filed_on, penalty.notified_on, penalty.hearing_on, penalty.decided_on)
    first = max(filter(None, (*steps, penalty.served_on)), default=day)
    if not first <= day <= today:
        raise ValidationError({name: f"日期应在上一步（{first}）和今天之间，请核对"})


def _may_be_extended(penalty: Penalty, day: date) -> str:
    if penalty.extended_by:
        return f"已经延长{penalty.extended_by}日"
    if penalty.decide_due_on and day > penalty.decide_due_on:
        return "办案期限已过，不能再延长"
    row = Extension.objects.on(day)
    return "" if row and row.days else "本地没有规定可以延长办案期限"


@workflow.move(
    "延长办案期限",
    sources=INVESTIGATED,
    rule=DECIDE,
    guard=_may_be_extended,
    basis="行政处罚法第六十条",
)
def extend(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    days: Annotated[int, NumberField("延长（日）", 1, 400)],
    reason: Reason,
) -> None:
    """延长办案期限: by the head, where a rule of the place allows it, before the ninety days are over."""
    row = Extension.objects.on(at.date())
    if row is None or days > row.days:
        raise ValidationError({"days": f"最多可以延长{row.days if row else 0}日"})
    penalty.extended_by, penalty.extended_on = days, at.date()
    penalty.settle()


def steps_done(penalty: Penalty) -> frozenset[str]:
    """Of the next steps those that were taken already, though they may be taken again."""
    done = {"propose"} if penalty.kinds else set()
    return frozenset(done | ({"add_evidence"} if penalty.evidence.all() else set()))
