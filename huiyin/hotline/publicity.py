"""留言公开: what the portal may show of a question and its answer (个人信息保护法第二十五条)."""

from collections.abc import Iterator

from django.utils import timezone

from huiyin.common import masking
from huiyin.personal.traces import Known, Trace, masked, traces
from huiyin.search import index

from .models import ServiceRequest

LABELS = {"public_subject": "标题", "public_content": "来信内容", "public_answer": "答复内容"}


def search_entry(request: ServiceRequest) -> index.Document:
    """What the search of the portal knows of a published question."""
    assert request.published_at is not None  # noqa: S101 - set when it became public
    return index.Document(
        key=f"message:{request.pk}",
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


def texts(request: ServiceRequest) -> dict[str, str]:
    """The three texts that the portal shows, or would show."""
    return {name: getattr(request, name) for name in LABELS}


def proposed(request: ServiceRequest) -> dict[str, str]:
    """What was sent back, to be changed; else the three texts with numbers, name and contact masked."""
    if request.public_answer:
        return texts(request)
    original = {
        "public_subject": request.subject,
        "public_content": request.content,
        "public_answer": request.answer_text,
    }
    return {name: masked(text, given_away(request, name, text)) for name, text in original.items()}


def faults(request: ServiceRequest, texts_by_field: dict[str, str]) -> dict[str, str]:
    """Errors by field: a text that is missing, or would reveal who asked."""
    errors = {}
    for name, text in texts_by_field.items():
        if not text:
            errors[name] = f"请填写公开的{LABELS[name]}"
        elif shown := given_away(request, name, text):
            places = "、".join(dict.fromkeys(f"{trace.label}“{trace.shown}”" for trace in shown))
            errors[name] = f"里面有个人信息：{places}。请删去或者遮掩后再公开"
    return errors


def given_away(request: ServiceRequest, name: str, text: str) -> list[Trace]:
    """The places of a text for this public field that identify who asked."""
    return traces(
        text,
        _of_the_person(request),
        surname_of=request.caller_name,
        code_digest=request.query_digest,
        public=[request.agency.telephone],
        may_name_offices=name == "public_answer",
    )


def _of_the_person(request: ServiceRequest) -> Iterator[Known]:
    """Name and contact as they were entered, each with what replaces it."""
    yield Known("来信人", request.caller_name, masking.name)
    yield Known("联系方式", request.caller_phone, masking.contact)
