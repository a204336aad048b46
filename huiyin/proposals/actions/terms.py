"""本地期限、答复分类: what the rules of this place say, set by the head with their basis.

They are the rules of one congress and one government, so they hold for every agency of the site.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.proposals.models import ReplyClass, Term
from huiyin.web.kept import page_cache

KEEP_TERMS = "proposals.keep_terms"


@transaction.atomic
def set_term(
    *, step: str, length: int, unit: str, valid_from: date, basis: str, actor: Actor, at: datetime
) -> Term:
    """设定期限: from that day on; what was handed over before keeps its day.

    Raises:
        MoveForbiddenError: the actor may not.
        ValidationError: by field name.
    """
    _check(actor)
    if valid_from < timezone.localdate(at):
        raise ValidationError({"valid_from": "执行日期不能早于今天：已经交办的期限不改"})
    row = Term(step=step, length=length, unit=unit, valid_from=valid_from, basis=basis)
    row.full_clean()
    row.save()
    log.record(
        actor, "proposals.term.set", row, at=at,
        step=row.get_step_display(), period=row.rule.period, valid_from=valid_from.isoformat(), basis=basis,
    )  # fmt: skip
    return row


@transaction.atomic
def set_class(
    *, letter: str, definition: str, basis: str, is_promise: bool, actor: Actor, at: datetime
) -> ReplyClass:
    """设定分类: takes the place of the class of that letter, whose replies keep what they said.

    Raises:
        MoveForbiddenError: the actor may not.
        ValidationError: by field name.
    """
    _check(actor)
    letter = letter.strip().upper()
    if not ("A" <= letter <= "Z" and len(letter) == 1):
        raise ValidationError({"letter": "请填写一个字母，例如 A"})
    ReplyClass.objects.filter(letter=letter, is_in_use=True).update(is_in_use=False)
    row = ReplyClass(letter=letter, definition=definition, basis=basis, is_promise=is_promise)
    row.full_clean()
    row.save()
    log.record(
        actor, "proposals.class.set", row, at=at,
        mark=letter, definition=definition, basis=basis, is_promise=is_promise,
    )  # fmt: skip
    page_cache.changed()
    return row


def _check(actor: Actor) -> None:
    if not actor.may_somewhere(KEEP_TERMS):
        raise MoveForbiddenError("办理期限和答复分类由建议提案负责人设定")
