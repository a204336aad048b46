"""Entry points for the schedule."""

from django.utils import timezone

from .learning import learn


def learn_terms() -> str:
    """Suggestions and meanings follow what is public."""
    return f"{learn(at=timezone.localdate())} terms"
