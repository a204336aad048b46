"""办理承诺: the head of the disclosure office says by when receipt is confirmed."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.foi.models import ConfirmationPromise
from huiyin.organisations.models import Organisation

RIGHT = "foi.approve_extension"


@transaction.atomic
def promise_confirmation(
    agency: Organisation, *, days: int, valid_from: date, basis: str, actor: Actor, at: datetime
) -> ConfirmationPromise:
    """改定承诺: from that day on; earlier applications keep the day that was announced.

    Raises:
        MoveForbiddenError: the actor may not, in this agency.
        ValidationError: by field name.
    """
    if not actor.may(RIGHT, agency.pk):
        raise MoveForbiddenError("办理承诺由政府信息公开工作机构负责人改定")
    if valid_from < timezone.localdate(at):
        raise ValidationError({"valid_from": "执行日期不能早于今天：已经告知申请人的日期不改"})
    promises = ConfirmationPromise.objects.select_for_update()
    row = promises.filter(agency=agency, valid_from=valid_from).first()
    row = row or ConfirmationPromise(agency=agency, valid_from=valid_from)
    row.days, row.basis = days, basis.strip()
    row.full_clean()
    row.save()
    log.record(
        actor, "foi.promise.set", row, at=at,
        days=days, valid_from=valid_from.isoformat(), basis=row.basis,
    )  # fmt: skip
    return row
