"""What the public reads of a penalty, in a template."""

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.reading import Reading
from huiyin.penalties import grading
from huiyin.penalties.models import Paper, Penalty
from huiyin.penalties.rules import EVIDENCE, PAPER
from huiyin.penalties.surcharge import Surcharge
from huiyin.penalties.wording import headed

register = template.Library()
register.filter("headed", headed)


@register.filter
def evidence_read_by(penalty: Penalty, actor: Actor) -> Reading | None:
    """How this actor reads the files of the evidence; None: it is another's to read."""
    return EVIDENCE if EVIDENCE.is_open_to(actor, penalty) else None


@register.simple_tag
def papers_of(penalty: Penalty, actor: Actor) -> "list[Paper] | QuerySet[Paper]":
    """What the party was told in writing, for whoever may read it."""
    return penalty.papers.all() if PAPER.is_open_to(actor, penalty) else []


@register.simple_tag
def surcharge_of(penalty: Penalty) -> Surcharge | None:
    """加处罚款 that may be added by today."""
    return penalty.surcharge_on(timezone.localdate())


@register.simple_tag
def credit_of(penalty: Penalty) -> "dict[str, object] | None":
    """The grade that is proposed, and until when the credit platform shows it by today's rules."""
    if penalty.decided_on is None or penalty.withheld or penalty.state == Penalty.State.ANNULLED:
        return None
    return {"proposed": grading.proposed(penalty), "shown": grading.shown(penalty)}
