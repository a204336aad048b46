"""Every write to a commitment: registered by one, let out by another, followed until it is kept or not."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.evidence import Checked
from huiyin.casework.faults import refuse
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField
from huiyin.casework.local_tables import LocalTable
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.rights import Another
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.files import intake
from huiyin.publicity import actions as publicity
from huiyin.publicity.holders import HolderKind
from huiyin.publicity.models import Ending
from huiyin.subjects import actions as subjects

from . import subject, wording  # noqa: F401 - declare the kind
from .models import Commitment, Evidence, Term

State = Commitment.State
REGISTER, VOID = "commitments.register_commitment", "commitments.void_commitment"
PUBLISH, WITHDRAW = "commitments.publish_commitment", "commitments.withdraw_publication"
BREACH = "commitments.find_breach"
BY_ANOTHER = Another(PUBLISH)
LIVE = {State.PERFORMING, State.FULFILLED, State.UNFULFILLED, State.BREACHED}
LABELS = {column.name: str(column.verbose_name) for column in Commitment._meta.concrete_fields}


def _begin(commitments: Sequence[Commitment], actor: Actor) -> None:
    """What stands beside a new commitment: its publication and its subject."""
    publicity.begin(commitments, actor)
    subjects.begin(commitments, actor)


workflow = Workflow(Commitment, began=_begin, shown=Shown(lambda one: one.is_public))
workflow.followers.append(publicity.follow)


def ready(commitment: Commitment, actor: Actor, day: date) -> None:
    """State, limits and writer of a new one; what an old table says of its performance stays."""
    commitment.state = commitment.performance()
    commitment.note_writer(actor)
    commitment.check_on = commitment.first_check()
    commitment.recount()


def check(commitment: Commitment, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    wrong = _wrong_holder(commitment)
    begun = commitment.committed_on
    for name in ("valid_to", "perform_by"):
        if (day := getattr(commitment, name)) and day < begun:
            wrong[name] = f"{LABELS[name]} {day} 早于承诺日期，请核对"
    for name in ("committed_on", "performed_on", "missed_on", "breached_on", "published_on"):
        label, day = LABELS[name], getattr(commitment, name)
        if day and day > today:
            wrong[name] = f"{label} {day} 晚于今天，请核对"
        elif day and day < begun <= today:
            wrong[name] = f"{label} {day} 早于承诺日期，请核对"
    if commitment.published_on and not commitment.may_be_public:
        wrong["published_on"] = (
            "承诺书没有写明同意公示，不能公示；同意的，请在“承诺书写明同意公示”填“是”"
        )
    if commitment.breached_on and not commitment.breach:
        wrong["breach"] = "认定违诺的，请写明违诺事实和证据"
    if commitment.state != commitment.performance():
        wrong["state"] = (
            "与日期不符：已履行的填履行完毕日期，未履行的填认定未履行日期，违诺的填认定违诺日期"
        )
    refuse(wrong)


def _wrong_holder(commitment: Commitment) -> dict[str, str]:
    if commitment.holder_kind == HolderKind.ORGANISATION and not commitment.holder_uscc:
        return {"holder_uscc": "法人及非法人组织必须填写统一社会信用代码"}
    if commitment.is_person and commitment.holder_uscc:
        return {"holder_uscc": "自然人没有统一社会信用代码，身份证件号码请填在“证件号码”"}
    return {}


def _resettle(commitment: Commitment, actor: Actor) -> None:
    before = Commitment.objects.values_list("state", "perform_by").get(pk=commitment.pk)
    commitment.state = commitment.performance()
    if commitment.state != before[0]:
        raise ValidationError("履约状态不能更正，请用“履行完毕”“认定未履行”“认定违诺”办理")
    commitment.note_writer(actor)
    if commitment.perform_by != before[1]:
        commitment.check_on = commitment.first_check()
    commitment.recount()
    subjects.settle([commitment])
    publicity.resettle(commitment)


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(REGISTER)
register_many = subjects.settled(ordinary.register_many)
amend = ordinary.amend(REGISTER, sources=LIVE, then=_resettle)
void = ordinary.void(VOID)
recount = ordinary.recount(sources=LIVE, label="重算公示期限")


def _not_yet_public(commitment: Commitment, day: date) -> str:
    if not commitment.may_be_public:
        return "承诺书没有写明同意公示，不能公示"
    return publicity.over(commitment, day) if commitment.published_on is None else "已经公示"


def _is_public(commitment: Commitment, day: date) -> str:
    return "" if commitment.is_public_on(day) else "没有在公示"


def _was_public(commitment: Commitment, day: date) -> str:
    if commitment.published_on is None:
        return "还没有公示，请先“公示”"
    return "正在公示" if commitment.is_public_on(day) else publicity.over(commitment, day)


@workflow.move("公示", sources=LIVE, rule=BY_ANOTHER, guard=_not_yet_public, bulk=True)
def publish(commitment: Commitment, *, actor: Actor, at: datetime) -> None:
    """公示: by another person than those who entered it."""
    publicity.put_up(commitment, at.date())
    commitment.settle()


@workflow.move("撤下公示", sources=LIVE, rule=WITHDRAW, guard=_is_public)
def withdraw(commitment: Commitment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤下公示: on the portal no more; it stays in the register."""
    publicity.take_down(commitment, Ending.WITHDRAWN, reason, actor=actor, at=at)


@workflow.move("重新公示", sources=LIVE, rule=BY_ANOTHER, guard=_was_public)
def republish(commitment: Commitment, *, actor: Actor, at: datetime) -> None:
    """重新公示: on the portal again; the day of its first publication stays."""
    publicity.put_up(commitment, at.date())


@workflow.move(
    "核查履约（仍在履行）", sources=Commitment.CHECKED, target=State.PERFORMING, rule=REGISTER
)
def follow_up(
    commitment: Commitment,
    *,
    actor: Actor,
    at: datetime,
    result: Annotated[str, TextField("核查情况", 300)],
    check_on: Annotated[date, DayField("下次核查日期", initial=None)],
) -> None:
    """核查: it is looked at again on another day; what was missed is being made good."""
    if check_on <= at.date():
        raise ValidationError({"check_on": "下次核查日期应晚于今天"})
    commitment.missed_on = None
    _checked(commitment, result, at.date())
    commitment.check_on = check_on
    commitment.settle()


@workflow.move("履行完毕", sources=Commitment.CHECKED, target=State.FULFILLED, rule=REGISTER)
def fulfil(
    commitment: Commitment,
    *,
    actor: Actor,
    at: datetime,
    performed_on: Annotated[date, DayField("履行完毕日期")],
    result: Annotated[str, TextField("核查情况", 300)],
    file: Checked | None = None,
) -> None:
    """履行完毕: kept, with what shows it if there is something."""
    _within(commitment, "performed_on", performed_on, at.date())
    commitment.performed_on = performed_on
    _checked(commitment, result, at.date())
    _keep(commitment, Evidence.Role.PERFORMANCE, file, "", at.date())
    commitment.settle()


@workflow.move("认定未履行", sources={State.PERFORMING}, target=State.UNFULFILLED, rule=REGISTER)
def miss(
    commitment: Commitment,
    *,
    actor: Actor,
    at: datetime,
    result: Annotated[str, TextField("未履行的内容", 300)],
    check_on: Annotated[date, DayField("责令履行期限（再次核查日期）", initial=None)],
) -> None:
    """认定未履行: not kept by its day; it may still be made good until another one."""
    if check_on <= at.date():
        raise ValidationError({"check_on": "再次核查日期应晚于今天"})
    commitment.missed_on = at.date()
    _checked(commitment, result, at.date())
    commitment.check_on = check_on
    commitment.settle()


@workflow.move(
    "认定违诺",
    sources={State.PERFORMING, State.UNFULFILLED, State.FULFILLED},
    target=State.BREACHED,
    rule=BREACH,
)
def find_breach(
    commitment: Commitment,
    *,
    actor: Actor,
    at: datetime,
    breach: Annotated[str, TextField("违诺事实和证据", 5000, rows=5)],
    consequence: Annotated[str, LineField("违诺处理", 300)],
    file: Checked | None = None,
) -> None:
    """认定违诺: false or broken; nothing is found without a file that shows it."""
    if file is None:
        raise ValidationError({"file": "请上传违诺证据"})
    commitment.breached_on, commitment.cleared_on = at.date(), None
    commitment.breach, commitment.consequence = breach, consequence
    _keep(commitment, Evidence.Role.BREACH, file, "", at.date())
    commitment.settle()


@workflow.move("撤销违诺认定", sources={State.BREACHED}, rule=BREACH)
def clear_breach(commitment: Commitment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤销违诺认定: found wrongly; it stands as it did before, and is looked at again at once."""
    commitment.cleared_on, commitment.consequence = at.date(), ""
    commitment.state, commitment.check_on = commitment.performance(), at.date()
    commitment.settle()


@workflow.move("上传材料", sources=LIVE, rule=REGISTER)
def add_file(
    commitment: Commitment,
    *,
    actor: Actor,
    at: datetime,
    role: Annotated[str, ChoiceField("种类", Evidence.Role.choices)],
    note: Annotated[str, LineField("说明", 200, required=False)] = "",
    file: Checked | None = None,
) -> None:
    """上传材料: the signed paper and what belongs to it; nobody outside sees them."""
    if file is None:
        raise ValidationError({"file": "请选择要上传的文件"})
    _keep(commitment, role, file, note, at.date())


def _within(commitment: Commitment, name: str, day: date, today: date) -> None:
    if not commitment.committed_on <= day <= today:
        raise ValidationError({name: f"日期应在承诺日期 {commitment.committed_on} 和今天之间"})


def _checked(commitment: Commitment, result: str, day: date) -> None:
    commitment.checked_on, commitment.check_result = day, result


def _keep(commitment: Commitment, role: str, file: Checked | None, note: str, day: date) -> None:
    if file is not None:
        Evidence.objects.create(
            commitment=commitment, role=role, file=intake.keep(*file), note=note, added_on=day
        )


TERMS = LocalTable(
    Term,
    "term",
    "信用承诺期限",
    right="commitments.keep_terms",
    refusal="信用承诺期限由行政审批负责人设定",
    asked=("step", "length", "unit", "valid_from", "basis"),
    columns={"step": "事项", "period": "期限", "valid_from": "执行日期", "basis": "依据"},
    kept="此前作出的承诺期限不变",
)
