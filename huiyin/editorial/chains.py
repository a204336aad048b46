"""审核流程 of a column: its own, or that of the nearest column above it, or the usual one."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.models import ColumnPage
from huiyin.organisations.models import Organisation

from .models import DEFAULT, ReviewChain, ReviewStep, Step, StepKind, check_steps

PERMISSION = "editorial.manage_chains"


def chain_of(column: ColumnPage) -> ReviewChain | None:
    """The chain that holds in this column; None where the usual one does."""
    above = ColumnPage.objects.ancestor_of(column, inclusive=True)
    chain: ReviewChain | None = (
        ReviewChain.objects.filter(column__in=above)
        .select_related("column")
        .order_by("-column__depth")
        .first()
    )
    return chain


def steps_for(column: ColumnPage) -> Sequence[Step]:
    """The steps that a draft of this column goes through.

    Raises:
        ValidationError: the stored chain lacks what the law wants.
    """
    chain = chain_of(column)
    return DEFAULT if chain is None else chain.ready()


@transaction.atomic
def set_chain(
    column: ColumnPage,
    agency: Organisation,
    steps: Sequence[Step],
    *,
    actor: Actor,
    at: datetime,
) -> ReviewChain:
    """设置审核流程 of a column; manuscripts under review keep the steps they were sent with.

    Raises:
        MoveForbiddenError: not this actor, not in this agency.
        ValidationError: see `check_steps`.
    """
    _check(actor, agency)
    check_steps(steps)
    for step in steps:
        if step.post is not None and step.post.organisation.agency.pk != agency.pk:
            raise ValidationError(f"岗位“{step.post}”不属于本机关")
    chain, _ = ReviewChain.objects.select_for_update().get_or_create(column=column)
    chain.steps.all().delete()
    ReviewStep.objects.bulk_create(
        ReviewStep(
            chain=chain, order=order, name=s.name.strip(), kind=s.kind, post=s.post, days=s.days
        )
        for order, s in enumerate(steps, start=1)
    )
    log.record(
        actor, "editorial.chain.set", chain, at=at, column=column.title, steps=in_words(steps)
    )
    return chain


@transaction.atomic
def drop_chain(chain: ReviewChain, agency: Organisation, *, actor: Actor, at: datetime) -> None:
    """恢复上级栏目的流程: the column goes by what holds above it."""
    _check(actor, agency)
    log.record(actor, "editorial.chain.drop", chain, at=at, column=chain.column.title)
    chain.delete()


def in_words(steps: Sequence[Step]) -> str:
    """`部门审核（2个工作日）→签发（1个工作日）`."""
    return "→".join(
        f"{step.name}（{step.days}个工作日{f'，{step.post.name}' if step.post else ''}）"
        for step in steps
    )


def _check(actor: Actor, agency: Organisation) -> None:
    if not actor.may(PERMISSION, agency.pk):
        raise MoveForbiddenError("您没有设置本机关审核流程的权限")


__all__ = ["StepKind", "chain_of", "drop_chain", "in_words", "set_chain", "steps_for"]
