"""Where suggestions come from and where they lead: closed requests, units with duties, categories."""

from collections.abc import Iterator
from zlib import crc32

from django.db.models import QuerySet
from django.utils import timezone

from huiyin.hotline.models import Category, RequestKind, ServiceRequest
from huiyin.hotline.tree import Tree
from huiyin.organisations.models import Organisation
from huiyin.personal.fields import is_readable
from huiyin.registers.models import Power

from . import reading
from .cases import MOST_CASES, Case, Class
from .models import Target


def text_of(request: ServiceRequest) -> str:
    """What is read of a request."""
    return "\n".join(part for part in (request.subject, request.content, request.place) if part)


def names_of(request: ServiceRequest) -> tuple[str, ...]:
    """The names of its writer, which are never read."""
    name = request.caller_name
    return (name.strip(),) if name and is_readable(name) else ()


def open_ones(agency: int) -> "QuerySet[ServiceRequest]":
    """What may be learned from and suggested for: no report of an offence, nothing confidential.

    A report stays out even when its confidence was lifted: what was learned is seen by others.
    """
    requests: QuerySet[ServiceRequest] = ServiceRequest.objects.valid().filter(
        agency=agency, is_confidential=False
    )
    return requests.exclude(request_kind=RequestKind.REPORT)


def is_open(request: ServiceRequest) -> bool:
    """One of `open_ones`, with words that can be read."""
    is_kept = request.is_confidential or request.request_kind == RequestKind.REPORT
    return not is_kept and request.state != ServiceRequest.VOIDED and bool(request.content)


def closed_cases(agency: int, target: str) -> list[Case]:
    """The newest closed requests of an agency that went somewhere."""
    closed = open_ones(agency).filter(answered_on__isnull=False).exclude(content="")
    if target == Target.UNIT:
        closed = closed.exclude(unit=None).select_related("unit")
    else:
        closed = closed.exclude(category=None)
    newest = closed.order_by("-answered_on", "-pk")[:MOST_CASES]
    tree = Tree.of([agency])
    return [_case(request, target, tree) for request in newest.iterator(chunk_size=500)]


def _case(request: ServiceRequest, target: str, tree: Tree) -> Case:
    text = reading.plain(text_of(request), names_of(request))
    return Case(text, chosen(request, target, tree), _person(request, text))


def chosen(request: ServiceRequest, target: str, tree: Tree | None = None) -> str:
    """Where it went, as a key; empty while it went nowhere. With a tree, what that has become."""
    if target == Target.CATEGORY:
        key = request.category_id
        return "" if key is None else str(tree.home(key) if tree else key)
    return request.unit.slug if request.unit else ""


def _person(request: ServiceRequest, text: str) -> str:
    """Who wrote it; for an anonymous request, the text itself stands for the person."""
    for said in (request.caller_phone, request.caller_name):
        if said and is_readable(said):
            return said.strip()
    return f"text {crc32(text[:60].encode())}"


def classes(agency: int, target: str) -> list[Class]:
    """Where a request of this agency can go today."""
    return list(_units(agency) if target == Target.UNIT else _categories(agency))


def _units(agency: int) -> Iterator[Class]:
    duties: dict[str, list[str]] = {}
    powers = Power.objects.filter(agency=agency, state=Power.State.EFFECTIVE)
    for department, name in powers.values_list("department", "name"):
        duties.setdefault(department.strip(), []).append(name)
    for unit in Organisation.objects.filter(parent=agency, is_agency=False):
        words = [unit.short_name, *duties.get(unit.name, ()), *duties.get(unit.short_name, ())]
        yield Class(unit.slug, unit.name, "\n".join(words))


def _categories(agency: int) -> Iterator[Class]:
    """The nodes in force, with their own words and those of the nodes above them."""
    for node in Category.objects.in_force(agency, timezone.localdate()):
        yield Class(str(node.pk), str(node), "\n".join([*node.path.split("/"), *node.aliases]))
