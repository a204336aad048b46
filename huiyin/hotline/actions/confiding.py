"""保密: who may know of a request."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.forms import RecordField
from huiyin.coordination.models import Assignment
from huiyin.hotline import rules
from huiyin.hotline.models import ServiceRequest
from huiyin.organisations.models import Membership, Post

from .joining import hangs_together
from .publishing import hide
from .registering import State, workflow

KEPT = set(State) - {State.VOIDED}


def _not_confidential(request: ServiceRequest, day: date) -> str:
    if request.is_confidential:
        return "这件工单已经是保密的"
    return hangs_together(request)


def _confidential(request: ServiceRequest, day: date) -> str:
    return "" if request.is_confidential else "这件工单不是保密的"


@workflow.move(
    "设为保密",
    sources=KEPT,
    rule=rules.REGISTER,
    guard=_not_confidential,
    basis="信访工作条例第三十条",
)
def keep_confidential(request: ServiceRequest, *, actor: Actor, at: datetime) -> None:
    """设为保密: from now on only named persons know of it; the one who does this is the first."""
    request.is_confidential, request.open_reason = True, ""
    hide(request)
    let_know(request, actor.key, actor.name)


@workflow.move("解除保密", sources=KEPT, rule=rules.CONFIDE, guard=_confidential)
def lift_confidence(request: ServiceRequest, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """解除保密: everybody with the rights of the room sees it; why is kept with it."""
    request.is_confidential, request.open_reason = False, reason


def _name(person: User) -> str:
    return f"{person}（{person.get_username()}）"


def _named(request: ServiceRequest) -> QuerySet[User]:
    keys = request.confidants.values_list("person_key", flat=True)
    return User.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])


def _others(request: ServiceRequest) -> QuerySet[User]:
    """Whoever may read the hotline at all, or handles its task in a unit, and is not named yet."""
    agency = request.agency_id
    inside = Q(organisation=agency)
    inside |= Q(organisation__parent=agency, organisation__is_agency=False)
    reads = Q(group__permissions__codename="view_requests") & inside
    units = Assignment.objects.of(request).open().values("unit")
    handles = Q(
        group__permissions__codename="handle",
        group__permissions__content_type__app_label="coordination",
        organisation__in=units,
    )
    posts = Post.objects.filter(reads | handles)
    holders = Membership.objects.on(timezone.localdate()).filter(post__in=posts)
    users = User.objects.filter(is_active=True, pk__in=holders.values("user"))
    return users.exclude(pk__in=_named(request)).order_by("name", "pk")


@workflow.move("增加知悉人员", sources=KEPT, rule=rules.CONFIDE, guard=_confidential)
def confide(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    person: Annotated[User, RecordField("人员", User, _others, shown=_name)],  # type: ignore[valid-type]
) -> None:
    """增加知悉人员: one more person may know of it, to handle it."""
    let_know(request, str(person.pk), str(person))


@workflow.move("移出知悉人员", sources=KEPT, rule=rules.CONFIDE, guard=_confidential)
def unconfide(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    person: Annotated[User, RecordField("人员", User, _named, shown=_name)],  # type: ignore[valid-type]
) -> None:
    """移出知悉人员: from now on this person finds it nowhere."""
    removed, _ = request.confidants.filter(person_key=str(person.pk)).delete()
    if not removed:
        raise ValidationError({"person": f"{person}不在这件工单的知悉人员里"})


def let_know(request: ServiceRequest, key: str, name: str) -> None:
    if key:
        request.confidants.get_or_create(person_key=key, defaults={"person_name": name[:100]})
