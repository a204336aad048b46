"""考核 from 布置 to the review: what the unit gives itself, and what another gives it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from huiyin.assessment import computing, freezing, totals
from huiyin.assessment.computing import Computed
from huiyin.assessment.freezing import Copy
from huiyin.assessment.models import (
    Assessment,
    Item,
    Method,
    Score,
    Step,
    Term,
    methods_on,
)
from huiyin.assessment.rules import ORGANISE, may_answer, may_review
from huiyin.assessment.standards import plain, points_of
from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import RecordField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.recount import by_the_system
from huiyin.casework.workflow import Workflow
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.structure.duties import overseen
from huiyin.workdays.due import DueDay

State = Assessment.State
NUMBERS = numbering.declare("KH", "assessment.assessment", 4)


def _lines(assessments: list[Assessment], actor: Actor) -> None:
    """Each item of the rubric of the year has its line."""
    for assessment in assessments:
        items = list(Item.objects.of_year(assessment.agency_id, assessment.year).order_by("pk"))
        methods = methods_on(assessment.received_on, [item.code for item in items])
        lines = [_line(assessment, item, methods.get(item.code)) for item in items]
        Score.objects.bulk_create(lines)


def _line(assessment: Assessment, item: Item, method: Method | None) -> Score:
    line = Score(assessment=assessment, item=item)
    if method is not None and method.is_ticked:
        points = points_of(method.checklist, method.deduct)
        line.verdict, line.checklist = Score.Verdict.TICKED, [[p, str(cost)] for p, cost in points]
    elif method is not None and method.is_computed:
        line.verdict = Score.Verdict.WAITING
    return line


workflow = Workflow(Assessment, began=_lines)


def _plain_lines(assessment: Assessment) -> "QuerySet[Score]":
    """Those without a list to go through: that is ticked on the page of the line."""
    plain_ones = assessment.scores.exclude(verdict=Score.Verdict.TICKED)
    return plain_ones.select_related("item")


Line = Annotated[Score, RecordField("指标", Score, _plain_lines)]
Deducted = Annotated[
    Decimal,
    forms.DecimalField(label="扣分", min_value=0, max_value=100, max_digits=5, decimal_places=2),
]
Said = Annotated[
    str, TextField("说明", 1000, required=False, help_text="扣分的、与计算结果不同的必须说明")
]


def assessed_by(agency: Organisation, day: date) -> "QuerySet[Organisation]":
    """The agency itself, what is below it, and the agencies beside it that it assesses on that day."""
    known = Q(pk=agency.pk) | Q(parent=agency) | Q(pk__in=overseen(agency, day))
    return Organisation.objects.standing().filter(known)


def wrong_with(assessment: Assessment, day: date) -> dict[str, str]:
    """Why it cannot begin, by field."""
    wrong = {}
    rubric = Item.objects.of_year(assessment.agency_id, assessment.year)
    if not rubric.exists():
        wrong["year"] = f"还没有{assessment.year}年度的考核细则，请先导入"
    elif rubric.filter(state=Item.State.DRAFT).exists():
        wrong["year"] = f"{assessment.year}年度的考核细则还没有启用"
    wrong |= _year_without(assessment, day)
    if assessment.unit.ended_on:
        wrong["unit"] = "这个单位已经撤销"
    elif not assessed_by(assessment.agency, day).filter(pk=assessment.unit_id).exists():
        wrong["unit"] = "这个单位不由本机关考核，请先在“职责分工”中登记考核关系"
    for step in Step:
        if Term.objects.on(day, step=step) is None:
            wrong.setdefault("year", f"没有有效的“{step.label}”期限，请先添加")
    return wrong


def _year_without(assessment: Assessment, day: date) -> dict[str, str]:
    """A year that has not begun, by whatever clock, or in which there was no such unit."""
    year, unit = assessment.year, assessment.unit
    if year > day.year:
        return {"year": f"{year}年还没有开始，今天是{DueDay(day).written}，请核对"}
    if not unit.was_there(date(year, 1, 1), date(year, 12, 31)):
        return {"year": f"{unit.name}{year}年还没有成立或者已经撤销，请核对"}
    return {}


@workflow.start("布置考核", rule=ORGANISE)
def begin(assessment: Assessment, /, *, actor: Actor, at: datetime) -> Assessment:
    """布置考核: an agency or unit is to score itself by the rubric of the year."""
    assessment.received_on = assessment.step_on = at.date()
    refuse(wrong_with(assessment, at.date()))
    assessment.recount()
    assessment.full_clean(exclude={"reference"})
    if not assessment.reference:
        NUMBERS.give(assessment, at.date().year)
    return assessment


ordinary = Ordinary(workflow)
void = ordinary.void(ORGANISE, sources=set(State) - {State.VOIDED})
recount = ordinary.recount(sources=Assessment.OPEN)


@workflow.move("转由承接单位办理", sources=Assessment.OPEN, rule=by_the_system)
def pass_on(assessment: Assessment, *, actor: Actor, at: datetime) -> None:
    """转由承接单位办理: the unit was dissolved; without a successor its agency answers."""
    assessment.unit = assessment.unit.successor or assessment.unit.agency


@workflow.move("计算", sources={State.SCORING}, rule=may_answer)
def compute(
    assessment: Assessment, *, actor: Actor, at: datetime, results: Mapping[int, Computed]
) -> None:
    """计算: what can be measured; it is the unit's own score where that has given no other."""
    for line in assessment.scores.select_related("item").filter(pk__in=list(results)):
        _put(line, results[line.pk], actor, at)


def _put(line: Score, result: Computed, actor: Actor, at: datetime) -> None:
    was_own = line.self_deduction is not None and not line.is_computed
    differs = line.is_computed and line.self_deduction != line.deduction
    line.put(result.measurement)
    line.verdict, line.measure, line.formula = result.verdict, result.measure, result.formula
    line.deduction, line.measured_at = result.deduction, at
    if line.is_computed and not was_own and not differs:
        line.self_deduction, line.self_reason = result.deduction, _said(line)
    line.save()
    former = list(line.proofs.filter(is_automatic=True).select_related("file"))
    line.proofs.filter(is_automatic=True).delete()
    for proof in former:
        intake.discard(proof.file)
    for copy in result.copies:
        freezing.keep(line, copy, actor=actor, at=at, automatic=True)


def _said(line: Score) -> str:
    """The reason of a computed score."""
    limit = f"，要求{line.limit}" if line.limit else ""
    return f"按计算结果：{line.value}{limit}"[:1000]


def compute_now(assessment: Assessment, *, actor: Actor, at: datetime) -> Assessment:
    """计算: measured first, then stored; no transaction is open while pages are asked for."""
    is_open = workflow.moves["compute"].is_open_to(actor, assessment)
    results = computing.computed(assessment, at=at) if is_open else {}
    return compute(assessment, results=results, actor=actor, at=at)


def given(line: Score, deducted: Decimal, said: str) -> str:
    """What is given with its reason.

    Raises:
        ValidationError: more than there is, or no reason where one is owed.
    """
    if deducted > line.item.most:
        raise ValidationError({"deducted": f"这一项最多扣{plain(line.item.most)}分"})
    if line.is_computed and deducted == line.deduction:
        return said or _said(line)
    if not said and (deducted or line.is_computed):
        raise ValidationError({"said": "扣分的、与计算结果不同的，请写明理由"})
    return said


def ticked(line: Score, deducted: Decimal, missing: Collection[str], said: str) -> str:
    """What is said of a list that was gone through; of every other line what was said.

    Raises:
        ValidationError: a point that the list has not, or a deduction that is not that of the points.
    """
    if not line.checklist:
        return said
    known = dict(line.points)
    if any(point not in known for point in missing):
        raise ValidationError({"missing": "请从清单中勾选"})
    if deducted != line.cost_of(missing):
        wanted = plain(line.cost_of(missing))
        raise ValidationError({"missing": f"按清单应扣{wanted}分，请打开这一项勾选"})
    return said or (f"缺少：{'、'.join(missing)}"[:1000] if missing else "清单各项都有")


def line_of(assessment: Assessment, line: Score) -> Score:
    """The line as it is now.

    Raises:
        ValidationError: it is not of this assessment.
    """
    found = assessment.scores.select_related("item").filter(pk=line.pk).first()
    if found is None:
        raise ValidationError({"item": "请从列出的选项中选择指标"})
    return found


@workflow.move("自评", sources={State.SCORING}, rule=may_answer)
def score(
    assessment: Assessment,
    *,
    actor: Actor,
    at: datetime,
    item: Line,
    deducted: Deducted,
    said: Said = "",
    missing: Sequence[str] = (),
) -> None:
    """自评: what the unit takes off itself for one item, and why; of a list what is missing."""
    line = line_of(assessment, item)
    line.self_reason = given(line, deducted, ticked(line, deducted, missing, said))
    line.self_deduction, line.self_missing = deducted, list(missing)
    line.save(update_fields=["self_deduction", "self_reason", "self_missing"])
    assessment.note_writer(actor)


def _any_unscored(assessment: Assessment, today: date) -> str:
    unscored = assessment.scores.filter(self_deduction__isnull=True)
    return "" if unscored.exists() else "各项都已经自评"


@workflow.move("其余各项自评不扣分", sources={State.SCORING}, rule=may_answer, guard=_any_unscored)
def score_rest(
    assessment: Assessment,
    *,
    actor: Actor,
    at: datetime,
    said: Annotated[str, TextField("说明", 1000)],
) -> None:
    """其余不扣分: everything not scored yet is in order, as the unit says."""
    unscored = assessment.scores.filter(self_deduction__isnull=True)
    unscored.update(self_deduction=Decimal(0), self_reason=said)
    assessment.note_writer(actor)


@workflow.move("附佐证", sources={State.SCORING, State.OPEN}, rule=may_answer)
def attach(assessment: Assessment, *, actor: Actor, at: datetime, item: Line, copy: Copy) -> None:
    """附佐证: a copy of a page or a file beside one item."""
    freezing.keep(line_of(assessment, item), copy, actor=actor, at=at)


def _unscored(assessment: Assessment, today: date) -> str:
    count = assessment.scores.filter(self_deduction__isnull=True).count()
    return f"还有{count}项没有自评" if count else ""


@workflow.move("提交自评", sources={State.SCORING}, rule=may_answer, guard=_unscored, limited=True)
def submit(assessment: Assessment, *, actor: Actor, at: datetime) -> None:
    """提交自评: another reviews it from now on."""
    assessment.note_writer(actor)
    assessment.scored_on = at.date()
    assessment.self_total = total_of(assessment, "self_deduction")
    assessment.begin_step(State.REVIEWING, at.date())


def total_of(assessment: Assessment, name: str) -> Decimal:
    """The points that are left by what this column or property of each line takes off."""
    lines = assessment.scores.select_related("item").prefetch_related("appeals")
    return totals.total(
        totals.parts(
            (one.item.part, one.item.part_points or Decimal(0), getattr(one, name) or Decimal(0))
            for one in lines
        )
    )


@workflow.move("退回重新自评", sources={State.REVIEWING}, rule=may_review, limited=True)
def send_back(assessment: Assessment, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回重新自评: evidence is missing, or the scores say nothing; reviews that were given stay."""
    assessment.scored_on = assessment.self_total = None
    assessment.begin_step(State.SCORING, at.date())


@workflow.move("复核", sources={State.REVIEWING}, rule=may_review)
def review(
    assessment: Assessment,
    *,
    actor: Actor,
    at: datetime,
    item: Line,
    deducted: Deducted,
    said: Said = "",
    missing: Sequence[str] = (),
) -> None:
    """复核: what another takes off for one item, and why; of a list what is missing."""
    line = line_of(assessment, item)
    said = ticked(line, deducted, missing, said)
    if not said and deducted != line.self_deduction:
        raise ValidationError({"said": "与自评不同的，请写明理由"})
    line.review_reason = said or "同意自评"
    if deducted > line.item.most:
        raise ValidationError({"deducted": f"这一项最多扣{plain(line.item.most)}分"})
    line.review_deduction, line.review_missing = deducted, list(missing)
    line.save(update_fields=["review_deduction", "review_reason", "review_missing"])
    assessment.note_reviewer(actor)


def _any_unreviewed(assessment: Assessment, today: date) -> str:
    return "" if _unreviewed(assessment, today) else "各项都已经复核"


@workflow.move(
    "其余各项同意自评", sources={State.REVIEWING}, rule=may_review, guard=_any_unreviewed
)
def agree(assessment: Assessment, *, actor: Actor, at: datetime) -> None:
    """同意自评: everything not reviewed yet is as the unit scored it."""
    for line in assessment.scores.filter(review_deduction__isnull=True):
        line.review_deduction, line.review_reason = line.self_deduction, "同意自评"
        line.review_missing = line.self_missing
        line.save(update_fields=["review_deduction", "review_reason", "review_missing"])
    assessment.note_reviewer(actor)


def _unreviewed(assessment: Assessment, today: date) -> str:
    count = assessment.scores.filter(review_deduction__isnull=True).count()
    return f"还有{count}项没有复核" if count else ""


@workflow.move(
    "反馈复核意见", sources={State.REVIEWING}, rule=may_review, guard=_unreviewed, limited=True
)
def announce(assessment: Assessment, *, actor: Actor, at: datetime) -> None:
    """反馈复核意见: the unit learns what it was given, and may appeal within the term."""
    assessment.note_reviewer(actor)
    assessment.reviewed_on = at.date()
    assessment.review_total = total_of(assessment, "review_deduction")
    assessment.begin_step(State.OPEN, at.date())
