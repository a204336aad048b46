"""评价链接: leads whoever has it to the form for one answer, and to nothing else of the request.

Signed, not stored: it names the request and the round of its handling. An answer that was rated,
or given again, has no use for its link any more.
"""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from .models import ServiceRequest

SALT, TEXTS = "huiyin.hotline.evaluation", "huiyin.hotline.texts"
VALID = timedelta(days=90)
"""After that nobody remembers how it was."""


def code(request: ServiceRequest) -> str:
    return signing.dumps([request.pk, request.round_number], salt=SALT)


def path(request: ServiceRequest) -> str:
    return reverse("evaluate", args=[code(request)])


def texts_path(request: ServiceRequest) -> str:
    """Where whoever has read the progress of a request may refuse text messages."""
    return reverse("refuse-texts", args=[signing.dumps(request.pk, salt=TEXTS)])


def texted(code: str) -> ServiceRequest | None:
    """The request of such an address, for an hour."""
    try:
        pk = signing.loads(code, salt=TEXTS, max_age=timedelta(hours=1))
    except signing.BadSignature:
        return None
    return ServiceRequest.objects.filter(pk=pk).first()


def request_of(code: str) -> ServiceRequest | None:
    """The answered request, where the code is whole, not too old, and of its present answer."""
    try:
        pk, round_number = signing.loads(code, salt=SALT, max_age=VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    answered = ServiceRequest.objects.filter(state=ServiceRequest.State.ANSWERED)
    return answered.filter(pk=pk, round_number=round_number).select_related("agency").first()
