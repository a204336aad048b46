"""审核: each step by another person, with an opinion, on the text that was submitted."""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.forms import ChoiceField, LineField, TextField
from huiyin.disclosure.models import Attribute
from huiyin.editorial import checking, proof, rules, secrecy
from huiyin.editorial.models import Manuscript, Outcome, Override, Review, StepKind

from .drafting import to_step
from .flow import Finding, State, back_to_drafting, clock_start, workflow


@workflow.move("通过", sources={State.REVIEWING}, rule=rules.may_review, basis="条例第十七条")
def approve(
    manuscript: Manuscript,
    /,
    *,
    actor: Actor,
    at: datetime,
    attribute: Annotated[str, ChoiceField("公开属性", Attribute.choices, radio=True)] = "",
    ground: Annotated[str, LineField("公开依据", 300)] = "",
    opinion: Annotated[str, TextField("审核意见", 1000)],
    **answers: str,
) -> None:
    """通过: this step is done; the next one waits, or the text may be released.

    The secrecy review answers every point of `secrecy.POINTS`, and says whether and why the
    information is public at all; what is not to be published proactively goes no further.
    """
    review = _at_hand(manuscript)
    proof.unchanged(manuscript)
    if review.kind == StepKind.SECRECY:
        _judge(review, attribute, ground, answers)
    if review.kind == StepKind.RELEASE:
        check_nothing_blocks(manuscript)
    is_held = review.kind == StepKind.SECRECY and attribute != Attribute.PROACTIVE
    _sign(manuscript, review, Outcome.HELD if is_held else Outcome.APPROVED, opinion, actor, at)
    if is_held:
        manuscript.reviews.filter(round=manuscript.round, outcome="").delete()
        manuscript.state, manuscript.step, manuscript.step_kind = State.HELD, 0, ""
    elif manuscript.reviews.filter(round=manuscript.round, order=review.order + 1).exists():
        to_step(manuscript, review.order + 1, at.date())
    else:
        manuscript.state, manuscript.step, manuscript.step_kind = State.RELEASABLE, 0, ""
        manuscript.start_clock(clock_start(manuscript, at.date()))


def _judge(review: Review, attribute: str, ground: str, answers: dict[str, str]) -> None:
    if attribute not in Attribute.values:
        raise ValidationError({"attribute": "请选择公开属性"})
    if not ground.strip():
        raise ValidationError({"ground": "请写明依据，例如“条例第二十条第（一）项”"})
    if len(ground.strip()) > 300:
        raise ValidationError({"ground": "依据最多 300 个字"})
    secrecy.check(answers, attribute)
    review.attribute, review.ground = attribute, ground.strip()
    review.answers = {point.name: answers[point.name] for point in secrecy.POINTS}


def check_nothing_blocks(manuscript: Manuscript) -> None:
    """No error of the check stands without somebody's name and reason.

    Raises:
        ValidationError: which ones do.
    """
    standing = checking.blocking(manuscript)
    if standing:
        messages = "；".join(str(finding.finding.message) for finding in standing[:5])
        raise ValidationError(
            f"检查发现 {len(standing)} 处错误：{messages}。请退回修改，或由审核人逐项写明保留理由"
        )


def _at_hand(manuscript: Manuscript) -> Review:
    review = manuscript.current_review
    if review is None:
        raise ValidationError("这篇稿件没有待办的审核环节，请刷新后再看")
    return review


def _sign(
    manuscript: Manuscript,
    review: Review,
    outcome: Outcome,
    opinion: str,
    actor: Actor,
    at: datetime,
) -> None:
    findings = checking.findings_in(manuscript)
    review.outcome, review.opinion = outcome, opinion
    review.person_key, review.person_name, review.at = actor.key, actor.name[:40], at
    review.errors = sum(finding.is_error for finding in findings)
    review.warnings = len(findings) - review.errors
    review.save()


@workflow.move(
    "退回", sources={State.REVIEWING, State.RELEASABLE, State.SCHEDULED}, rule=rules.may_return
)
def return_(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    reason: Annotated[str, TextField("退回理由", 300, help_text="哪里要改，怎样改")],
) -> None:
    """退回: to the drafter, with what is to be changed; the chain begins anew afterwards."""
    review = manuscript.current_review
    if review is not None:
        _sign(manuscript, review, Outcome.RETURNED, reason, actor, at)
    back_to_drafting(manuscript, Outcome.RETURNED, at.date())


@workflow.move("保留并说明", sources={State.REVIEWING}, rule=rules.may_review)
def override(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    key: Finding,
    reason: Annotated[str, TextField("保留理由", 300, rows=2)],
) -> None:
    """保留: a reviewer lets one error of the check stand, by name and with a reason."""
    finding = next((f for f in checking.findings_in(manuscript) if f.key == key), None)
    if finding is None or not finding.is_error:
        raise ValidationError("稿件里没有这处错误，请刷新后再看")
    if finding.override is not None:
        raise ValidationError(f"这处错误已由{finding.override.person_name}决定保留")
    Override.objects.create(
        manuscript=manuscript,
        round=manuscript.round,
        key=key,
        code=str(finding.finding.code)[:80],
        message=str(finding.finding.message)[:500],
        reason=reason,
        person_key=actor.key,
        person_name=actor.name[:40],
        at=at,
    )
