"""What the public reads of a penalty, in a template."""

from django import template
from django.utils import timezone

from huiyin.penalties import credit
from huiyin.penalties.models import Penalty
from huiyin.penalties.surcharge import Surcharge
from huiyin.penalties.wording import headed

register = template.Library()
register.filter("headed", headed)


@register.simple_tag
def surcharge_of(penalty: Penalty) -> Surcharge | None:
    """加处罚款 that may be added by today."""
    return penalty.surcharge_on(timezone.localdate())


@register.simple_tag
def credit_of(penalty: Penalty) -> "dict[str, object] | None":
    """The grade that is proposed, and until when the credit platform shows it by today's rules."""
    if penalty.decided_on is None or penalty.withheld or penalty.state == Penalty.State.ANNULLED:
        return None
    return {"proposed": credit.proposed(penalty), "shown": credit.shown(penalty)}
