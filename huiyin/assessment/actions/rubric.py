"""考核细则: its items are entered, changed while it is a draft, and put in force together."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.assessment.models import Item
from huiyin.assessment.rules import ORGANISE
from huiyin.assessment.standards import deducted, plain, weight
from huiyin.assessment.totals import FULL
from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.workflow import MoveForbiddenError, Workflow
from huiyin.organisations.models import Organisation

State = Item.State
rubric_flow = Workflow(Item)


def reference(year: int, code: str) -> str:
    """What names an item: its code comes again each year."""
    return f"{year}-{code}"


def derived(part: str, text: str) -> tuple[Decimal | None, Decimal | None]:
    """Points of the heading and of one fault, as their words have them."""
    named = deducted(text)
    return weight(part), named[0] if named else None


def ready(item: Item, actor: Actor, day: date) -> None:
    """What is not said stands in the words; the number is of its year."""
    points, deduct = derived(item.part, item.text)
    item.part_points = item.part_points or points
    item.deduct = item.deduct or deduct
    item.reference = reference(item.year, item.code)
    item.entered_on = day
    item.state = State.DRAFT


def check_item(item: Item, day: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name.
    """
    wrong = {}
    points = item.part_points or weight(item.part)
    if points is None:
        wrong["part_points"] = "请填写一级指标的分值，或者写在名称后面，例如（40分）"
    elif item.points is not None and item.points > points:
        wrong["points"] = f"分值超过了一级指标的{plain(points)}分，请核对"
    refuse(wrong)


def _renamed(item: Item, actor: Actor) -> None:
    item.reference = reference(item.year, item.code)


ordinary = Ordinary(rubric_flow, ready, check_item)
register = ordinary.register(ORGANISE)
register_many = ordinary.register_many
amend = ordinary.amend(ORGANISE, sources={State.DRAFT}, then=_renamed)
void = ordinary.void(ORGANISE, sources={State.DRAFT})


def faults_of(items: Iterable[Item]) -> list[str]:
    """What does not fit together in a rubric, each in a sentence."""
    points: dict[str, Decimal] = {}
    single: dict[str, list[Decimal | None]] = {}
    faults = []
    for item in items:
        whole = points.setdefault(item.part, item.part_points or Decimal(0))
        if whole != item.part_points:
            faults.append(
                f"{item.code}：“{item.part}”在前面是{plain(whole)}分，这里是{plain(item.part_points or Decimal(0))}分"
            )
        single.setdefault(item.part, []).append(item.points)
    whole = sum(points.values(), Decimal(0))
    if whole != FULL:
        said = "、".join(f"{part} {plain(one)}分" for part, one in points.items())
        faults.append(
            f"一级指标的分值合计{plain(whole)}分，不是{plain(FULL)}分：{said or '没有指标'}"
        )
    for part, given in single.items():
        known = [one for one in given if one is not None]
        if len(known) == len(given) and sum(known, Decimal(0)) != points[part]:
            faults.append(
                f"“{part}”{plain(points[part])}分，各项分值合计{plain(sum(known, Decimal(0)))}分"
            )
    return faults


def _whole(item: Item, today: date) -> str:
    faults = faults_of(Item.objects.of_year(item.agency_id, item.year))
    return "；".join(faults)


@rubric_flow.move("启用", sources={State.DRAFT}, target=State.IN_FORCE, rule=ORGANISE, guard=_whole)
def enforce(item: Item, *, actor: Actor, at: datetime) -> None:
    """启用: with the other items of its year; from now on it stands as it is."""


@transaction.atomic
def enforce_year(agency: Organisation, year: int, *, actor: Actor, at: datetime) -> int:
    """启用细则 of a year: all its items, or none.

    Raises:
        MoveForbiddenError: the actor may not.
        ValidationError: the rubric does not fit together, or there is nothing to put in force.
    """
    if not actor.may(ORGANISE, agency.pk):
        raise MoveForbiddenError("考核细则由考核组织岗启用")
    whole = list(Item.objects.of_year(agency.pk, year).select_for_update())
    if faults := faults_of(whole):
        raise ValidationError(faults)
    drafts = [item for item in whole if item.state == State.DRAFT]
    if not drafts:
        raise ValidationError(f"{year}年度的细则已经启用")
    return len(rubric_flow.move_many("enforce", drafts, actor=actor, at=at))
