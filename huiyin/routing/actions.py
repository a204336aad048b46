"""What is suggested and chosen; what is learned is in `training`."""

from datetime import date, datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.hotline.models import ServiceRequest

from . import literal, sources
from .models import Suggestion, Version, floor
from .weights import Choice, Weights


def newest(agency: int, target: str) -> Version | None:
    """The version that suggests now, without what it learned."""
    own = Version.objects.filter(agency=agency, target=target)
    return own.defer("learned").order_by("-number").first()


@lru_cache(maxsize=8)
def weights_of(version: int) -> Weights | None:
    """What a version learned; None once that is gone."""
    stored = bytes(Version.objects.values_list("learned", flat=True).get(pk=version))
    return Weights.unpacked(stored) if stored else None


def suggest(
    request: ServiceRequest, target: str, *, at: datetime
) -> tuple[Suggestion, list[Choice]]:
    """建议: where this request most likely goes; kept as it is shown.

    Raises:
        ValidationError: nothing may be suggested for it.
    """
    if not sources.is_open(request):
        raise ValidationError("保密的工单和举报不提供交办建议")
    day = timezone.localdate(at)
    version, choices, is_silent = likeliest(request, target, day)
    shown = {
        "agency_id": request.agency_id,
        "version": version,
        "choices": [[one.key, round(one.certainty * 1000)] for one in choices],
        "is_silent": is_silent,
    }
    suggestion = Suggestion.objects.filter(request=request, target=target).first()
    if suggestion is None or any(
        getattr(suggestion, name) != value for name, value in shown.items()
    ):
        suggestion, _ = Suggestion.objects.update_or_create(
            request=request,
            target=target,
            chosen="",
            defaults={**shown, "suggested_at": at, "suggested_on": day},
        )
    return suggestion, choices


def likeliest(
    request: ServiceRequest, target: str, day: date
) -> tuple[Version | None, list[Choice], bool]:
    """The version in use, what it says of a request, stored or not, and whether that is too unsure."""
    version = newest(request.agency_id, target)
    choices = _likeliest(request, target, version)
    least = floor(request.agency_id, day) / 100 if version is not None else 0.0
    return version, choices, not choices or choices[0].certainty < least


def _likeliest(request: ServiceRequest, target: str, version: Version | None) -> list[Choice]:
    text = sources.text_of(request)
    classes = sources.classes(request.agency_id, target)
    if version is None:
        return literal.likeliest(classes, text)
    weights = weights_of(version.pk)
    if weights is None:
        return []
    names = {one.key for one in classes}
    return [one for one in weights.likeliest(text) if one.key in names]


def note_choice(request: ServiceRequest, actor: Actor, at: datetime) -> None:
    """Store the choice with the move; delete suggestions of what became confidential or void."""
    suggestions = Suggestion.objects.filter(request=request)
    if not sources.is_open(request):
        suggestions.delete()
        return
    for suggestion in suggestions.filter(chosen=""):
        if key := sources.chosen(request, suggestion.target):
            offered = [offered for offered, _ in suggestion.choices]
            suggestion.chosen, suggestion.chosen_on = key, timezone.localdate(at)
            suggestion.place = offered.index(key) + 1 if key in offered else 0
            suggestion.save(update_fields=["chosen", "chosen_on", "place"])
