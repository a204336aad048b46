"""The nightly work: a new version from the closed requests of an agency."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation

from . import sources
from .apart import Learn
from .cases import TooFewError
from .models import Version

EXPLAINED_FOR = timedelta(days=366)
"""As long as the words that spoke can be shown again with the model of their day."""


def train(
    agency: Organisation, target: str, *, learn: Learn, actor: Actor, at: datetime
) -> Version | None:
    """学习: a new version from all that is closed; None while that is too little."""
    try:
        learned = learn(sources.closed_cases(agency.pk, target))
    except TooFewError:
        return None
    own = Version.objects.filter(agency=agency, target=target)
    with transaction.atomic():
        last = own.aggregate(last=Max("number"))["last"] or 0
        version = Version.objects.create(
            agency=agency,
            target=target,
            number=last + 1,
            trained_at=at,
            cases=learned.cases,
            classes=len(learned.weights.classes),
            grams=len(learned.weights.grams),
            learned=learned.weights.packed(),
            **learned.quality.values(),
        )
        log.record(
            actor, "routing.version.train", version, at=at, target=target, cases=version.cases
        )
        # the one before may just be suggesting something
        own.filter(suggestions=None, number__lt=last).delete()
        own.filter(number__lt=last, trained_at__lt=at - EXPLAINED_FOR).update(learned=b"")
    return version
