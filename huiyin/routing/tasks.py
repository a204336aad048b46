"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation

from . import apart, training
from .models import Target

JOB = "huiyin.routing.tasks.train"
ROBOT = system("交办建议")


def train() -> str:
    """学习办结工单, each night: a version for each agency that has enough."""
    now = timezone.now()
    walk = Walk(JOB, now)
    with apart.learner() as learn:
        versions = walk.each(
            [(agency, target) for agency in Organisation.objects.agencies() for target in Target],
            lambda pair: training.train(*pair, learn=learn, actor=ROBOT, at=now),
            name=lambda pair: f"{pair[0]} {pair[1].label}",
            in_transaction=False,
        )
    walk.forget()
    failed = f", {walk.failed} failed" if walk.failed else ""
    return f"{sum(version is not None for version in versions)} versions{failed}"
