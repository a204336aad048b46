"""归类 of what comes in: into which node of the tree its own words lead."""

from collections import defaultdict
from collections.abc import Iterable

from huiyin.hotline.meanings import meanings
from huiyin.hotline.models import RequestKind, ServiceRequest


def sort_in(requests: Iterable[ServiceRequest]) -> None:
    """Those that came with a text of a category, into what it meant on the day they were received."""
    waiting: dict[int, list[ServiceRequest]] = defaultdict(list)
    for request in requests:
        is_fault = request.request_kind == RequestKind.MISTAKE
        if request.category_text and not request.category_id and not is_fault:
            waiting[request.agency_id].append(request)
    for agency, batch in waiting.items():
        meant = meanings(agency, {(one.category_text, one.received_on) for one in batch})
        for request in batch:
            request.category = meant.get((request.category_text, request.received_on))


def fault_of(request: ServiceRequest) -> dict[str, str]:
    """A category is one of the request's own agency."""
    if request.category is None or request.category.agency_id == request.agency_id:
        return {}
    return {"category": "请从本机关的分类中选择"}
