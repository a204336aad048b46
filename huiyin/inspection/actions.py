"""Changing an indicator, and restoring it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor

from .loading import NUMBERS, shipped
from .models import Indicator
from .reach import SET, covers_site

FIELDS = (*NUMBERS, "is_checked")


@transaction.atomic
def set_indicator(
    indicator: Indicator, values: dict[str, Any], *, reason: str, actor: Actor, at: datetime
) -> Indicator:
    """修改指标: the numbers of an indicator that is not verified by a published table.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: a verified indicator, a value that cannot be, or no reason.
    """
    indicator = _locked(indicator, actor)
    if not indicator.is_editable:
        raise ValidationError("这项指标按公布的检查表执行，不能修改")
    if not reason.strip():
        raise ValidationError({"reason": "请写明修改理由"})
    before = log.snapshot(indicator)
    for name in FIELDS:
        if name in values:
            setattr(indicator, name, values[name])
    if shipped().get(indicator.code, {}).get("threshold") is not None and not indicator.threshold:
        raise ValidationError({"threshold": "请填写限值，至少为1"})
    indicator.full_clean()
    changes = log.changes(before, indicator)
    if not changes:
        return indicator
    indicator.changed_by, indicator.changed_at = actor.name, at
    indicator.reason = reason.strip()[:300]
    indicator.save()
    log.record(actor, "inspection.indicator.set", indicator, at=at, changes=changes, reason=reason)
    return indicator


@transaction.atomic
def restore_indicator(indicator: Indicator, *, actor: Actor, at: datetime) -> Indicator:
    """恢复原值: the shipped values.

    Raises:
        PermissionDenied: the actor may not.
    """
    indicator = _locked(indicator, actor)
    if indicator.changed_at is None:
        return indicator
    before = log.snapshot(indicator)
    for name in NUMBERS:
        setattr(indicator, name, shipped()[indicator.code][name])
    indicator.is_checked = True
    changes = log.changes(before, indicator)
    indicator.changed_by, indicator.changed_at, indicator.reason = "", None, ""
    indicator.save()
    log.record(actor, "inspection.indicator.restore", indicator, at=at, changes=changes)
    return indicator


def _locked(indicator: Indicator, actor: Actor) -> Indicator:
    if not covers_site(actor, SET):
        raise PermissionDenied("您的岗位不能修改检查指标。")
    return Indicator.objects.select_for_update().get(pk=indicator.pk)
