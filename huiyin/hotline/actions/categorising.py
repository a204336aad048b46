"""归类: a clerk says in which node of the tree a request stands; its text is known from then on."""

from datetime import date, datetime
from typing import Annotated

from huiyin.audit.actors import Actor
from huiyin.casework.faults import refuse
from huiyin.hotline import rules
from huiyin.hotline.category_field import CategoryField
from huiyin.hotline.models import Category, CategoryTerm, RequestKind, ServiceRequest

from .registering import State, workflow
from .sorting import fault_of


def _has_no_place(request: ServiceRequest, day: date) -> str:
    is_fault = request.request_kind == RequestKind.MISTAKE
    return "网站找错按错误类型登记，不归入诉求分类" if is_fault else ""


@workflow.move(
    "归类", sources=set(State) - {State.VOIDED}, rule=rules.REGISTER, guard=_has_no_place, bulk=True
)
def categorise(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    category: Annotated[Category, CategoryField()],  # type: ignore[valid-type]
) -> None:
    """归类: what the public reads of it stays; a text that was in no tree is known from this day on."""
    was_known = request.category_id is not None
    request.category, request.is_repeat = category, None
    refuse(fault_of(request))
    if request.category_text and not was_known and not request.is_confidential:
        note_meaning(request.category_text, category, request.reference, at.date())


def note_meaning(text: str, category: Category, reference: str, day: date) -> None:
    """What this text means from the day on; what it meant before stays with its days."""
    known = CategoryTerm.objects.on(day, agency=category.agency_id, text=text)
    if known is not None and known.category_id == category.pk:
        return
    CategoryTerm.objects.update_or_create(
        agency_id=category.agency_id,
        text=text,
        valid_from=day,
        defaults={"category": category, "basis": f"{reference} 的归类"},
    )
