"""Jobs of the desk itself: the counts of the leaders' board."""

from django.utils import timezone

from huiyin.figures import kept
from huiyin.figures.periods import Questions, questions
from huiyin.organisations.models import Organisation

from . import courses


def follow_counts() -> None:
    """Take in what has changed; on a new day count everything."""
    kept.follow(_asked(), timezone.localdate())


def prove_counts() -> int:
    """Recount everything; how many answers were wrong."""
    return kept.mend(_asked(), timezone.localdate())


def _asked() -> list[Questions]:
    """What the board asks today, of all agencies at once."""
    agencies, today = list(Organisation.objects.agencies()), timezone.localdate()
    if not agencies:
        return []
    return list(questions(courses.wanted(agencies, today)).values())
