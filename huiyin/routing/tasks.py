"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.organisations.models import Organisation

from . import apart, training
from .models import Target

ROBOT = system("交办建议")


def train() -> str:
    """学习办结工单, each night: a version for each agency that has enough."""
    with apart.learner() as learn:
        versions = [
            training.train(agency, target, learn=learn, actor=ROBOT, at=timezone.now())
            for agency in Organisation.objects.agencies()
            for target in Target
        ]
    return f"{sum(version is not None for version in versions)} versions"
