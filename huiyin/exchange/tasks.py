"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation
from huiyin.publicity import kinds

from . import actions
from .models import Batch
from .told import ROBOT

WEEKLY = "huiyin.exchange.tasks.weekly"


def weekly() -> str:
    """每周生成报送批次, of each agency and kind; what still waits for its upload is left as it is."""
    now = timezone.now()
    walk = Walk(WEEKLY, now)
    packed = Batch.objects.filter(state=Batch.State.PACKED).values_list("agency_id", "content")
    waiting = set(packed)
    wanted = [
        (agency, content)
        for agency in Organisation.objects.agencies()
        for content in kinds.all_keys()
        if (agency.pk, content) not in waiting
    ]
    made = walk.each(
        wanted,
        lambda one: actions.prepare(*one, actor=ROBOT, at=timezone.now()),
        name=lambda one: f"{one[0].pk} {one[1]}",
    )
    walk.forget()
    return f"{len([one for one in made if one is not None])} batches made"
