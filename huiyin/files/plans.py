"""区分处理方案: drafts of redactions; saved as they grow, released once.

Every change names the version it is based on, so that of two people at the same time the second
gets an error and nothing is overwritten.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from . import redaction
from .models import RedactionPlan, StoredFile
from .redaction.boxes import check

_DIGITS = 5  # of a page's width: finer than any screen


class StalePlanError(Exception):
    """Somebody changed or released the plan in the meantime (HTTP 409)."""

    def __init__(self, plan: RedactionPlan) -> None:
        verb = "完成" if plan.released_id else "改动"
        super().__init__(
            f"{plan.changed_by}刚刚{verb}了这份方案，您的这一步没有保存。"
            "下面是最新的内容，请核对后再做一次"
        )
        self.plan = plan


@dataclass(frozen=True, slots=True)
class PlanBox:
    """A box with the code of its ground and a remark."""

    page: int
    x: float
    y: float
    width: float
    height: float
    code: str
    reason: str

    @classmethod
    def stored(cls, values: dict[str, Any]) -> Self:
        return cls(**values)

    @classmethod
    def over(cls, box: redaction.Box, code: str, reason: str) -> Self:
        return cls(box.page, box.x, box.y, box.width, box.height, code, reason)

    def drawn(self, caption: str) -> redaction.Box:
        """The box for the engine; `caption` is printed on it."""
        return redaction.Box(self.page, self.x, self.y, self.width, self.height, caption)

    def covers(self, other: "PlanBox") -> bool:
        inner, outer = other.drawn("x").rect, self.drawn("x").rect
        return self.page == other.page and inner.share_within(outer) > 0.99

    def rounded(self) -> Self:
        """Rounded for storage; a side at the edge stays on the page."""
        x, y = round(max(self.x, 0.0), _DIGITS), round(max(self.y, 0.0), _DIGITS)
        width, height = min(self.width, 1 - x), min(self.height, 1 - y)
        return replace(self, x=x, y=y, width=round(width, _DIGITS), height=round(height, _DIGITS))


def boxes_of(plan: RedactionPlan) -> list[PlanBox]:
    return [PlanBox.stored(values) for values in plan.boxes]


def of_subject(subject: models.Model) -> "models.QuerySet[RedactionPlan]":
    """Every plan for this record."""
    return RedactionPlan.objects.filter(
        subject_type=subject._meta.label_lower, subject_key=str(subject.pk)
    )


def draft_of(original: StoredFile, subject: models.Model) -> RedactionPlan | None:
    return of_subject(subject).filter(original=original, released__isnull=True).first()


def open_draft(
    original: StoredFile, subject: models.Model, content: bytes, *, actor: Actor, at: datetime
) -> RedactionPlan:
    """The draft for this file; a new one begins with the boxes released last.

    Raises:
        Refused: the file cannot be handled; the message says why.
    """
    known = draft_of(original, subject)
    if known is not None:
        return known
    pages = redaction.page_count(content, original.media_type)
    last = of_subject(subject).filter(original=original).last()
    plan = RedactionPlan(
        original=original, pages=pages, boxes=last.boxes if last else [],
        subject_type=subject._meta.label_lower, subject_key=str(subject.pk),
        changed_by=actor.name, changed_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            plan.save()
            log.record(
                actor, "files.redaction.begin", plan, at=at, original=original.sha256, pages=pages
            )
    except IntegrityError:  # somebody else created it at the same moment
        known = draft_of(original, subject)
        if known is None:
            raise
        return known
    return plan


def locked(plan: RedactionPlan, version: int) -> RedactionPlan:
    """The current plan, locked until the transaction ends.

    Raises:
        StalePlanError: it is not the version that the person saw.
    """
    now = RedactionPlan.objects.select_for_update().get(pk=plan.pk)
    if now.version != version or now.released_id:
        raise StalePlanError(now)
    return now


@transaction.atomic
def change(
    plan: RedactionPlan,
    version: int,
    edit: Callable[[list[PlanBox]], list[PlanBox]],
    *,
    actor: Actor,
    at: datetime,
) -> RedactionPlan:
    """Save the boxes as changed by `edit`.

    Raises:
        StalePlanError: somebody else was faster.
        ValidationError: a box that cannot be.
    """
    now = locked(plan, version)
    boxes = [box.rounded() for box in edit(boxes_of(now))]
    boxes.sort(key=lambda box: (box.page, box.y, box.x))
    if boxes:
        try:
            check([box.drawn("x") for box in boxes], now.pages)
        except redaction.Refused as error:
            raise ValidationError(str(error)) from error
    now.boxes = [asdict(box) for box in boxes]
    now.version += 1
    now.changed_by, now.changed_at = actor.name[:120], at
    now.save()
    log.record(
        actor, "files.redaction.draft", now, at=at, version=now.version, boxes=len(boxes),
        grounds=sorted({box.code for box in boxes}),
    )  # fmt: skip
    return now


def close(plan: RedactionPlan, result: StoredFile, *, actor: Actor, at: datetime) -> None:
    """Mark the locked plan as released; it does not change any more."""
    plan.released, plan.released_at = result, at
    plan.changed_by, plan.changed_at = actor.name[:120], at
    plan.save()
