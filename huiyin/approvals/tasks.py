"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.jobs.rows import Walk

from . import actions
from .models import LicenceApplication

CLOCK = system("受理期限")
DEEM = "huiyin.approvals.tasks.deem"


def deem() -> str:
    """视为受理登记, each morning: the books follow what the day has decided already."""
    now = timezone.localtime()
    walk = Walk(DEEM, now)
    state = LicenceApplication.State.RECEIVED
    silent = LicenceApplication.objects.filter(
        state=state, accept_due_on__lt=timezone.localdate(now)
    )
    deemed = walk.each(
        silent.order_by("pk"), lambda one: actions.deem(one, actor=CLOCK, at=timezone.now())
    )
    walk.forget()
    return f"{len(deemed)} applications accepted by law"
