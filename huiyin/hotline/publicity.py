"""留言公开: what of a question and its answer may stand on the portal (个人信息保护法第二十五条)."""

from collections.abc import Iterator

from django.utils import timezone

from huiyin.checks.numbers_of_persons import LANDLINE, hits
from huiyin.common import masking
from huiyin.search import index

from .models import ServiceRequest

LABELS = {"public_subject": "标题", "public_content": "来信内容", "public_answer": "答复内容"}


def key(request: ServiceRequest) -> str:
    return f"message:{request.pk}"


def search_entry(request: ServiceRequest) -> index.Document:
    """What the search of the portal knows of a published question."""
    assert request.published_at is not None  # noqa: S101 - set when it became public
    return index.Document(
        key=key(request),
        url=f"/messages/{request.pk}/",
        title=request.public_subject,
        body=f"{request.public_content}\n{request.public_answer}",
        published_on=timezone.localtime(request.published_at).date(),
        agency=request.agency.slug,
        agency_name=request.agency.short_name,
        column="/messages/",
        column_name="留言选登",
        index_number=request.reference,
    )


def proposed(request: ServiceRequest) -> dict[str, str]:
    """The three texts with numbers, name and contact of the person masked, for a clerk to read."""
    texts = {
        "public_subject": request.subject,
        "public_content": request.content,
        "public_answer": request.answer_text,
    }
    return {name: masked(request, text) for name, text in texts.items()}


def masked(request: ServiceRequest, text: str) -> str:
    for hit in sorted(hits(text), key=lambda hit: -hit.start):
        if hit.kind != LANDLINE:
            text = text[: hit.start] + hit.masked + text[hit.end :]
    for value, mask in _of_the_person(request):
        text = text.replace(value, mask)
    return text


def faults(request: ServiceRequest, told: dict[str, str]) -> dict[str, str]:
    """By field: what is missing, or would tell who asked."""
    found = {}
    for name, text in told.items():
        if not text:
            found[name] = f"请填写公开的{LABELS[name]}"
        elif given_away := next(_given_away(request, text, name), ""):
            found[name] = f"里面有个人信息“{given_away}”，请删去或者遮掩后再公开"
    return found


def _given_away(request: ServiceRequest, text: str, name: str) -> Iterator[str]:
    for hit in hits(text):
        if hit.kind != LANDLINE or name != "public_answer":  # an answer may name an office
            yield hit.masked
    for value, mask in _of_the_person(request):
        if value in text:
            yield mask


def _of_the_person(request: ServiceRequest) -> Iterator[tuple[str, str]]:
    """Name and contact as they were given, with what may stand in their place."""
    if len(name := request.caller_name.strip()) > 1:
        yield name, masking.name(name)
    if len(contact := request.caller_phone.strip()) > 4:
        yield contact, masking.phone(contact)
