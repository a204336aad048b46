"""Who is suggested what: whoever can take the step now."""

from huiyin.audit.actors import Actor
from huiyin.hotline.actions import workflow
from huiyin.hotline.models import ServiceRequest

from . import sources
from .models import Target


def targets(actor: Actor, request: ServiceRequest) -> list[Target]:
    """The targets that a request still lacks and that this person may decide."""
    if not sources.is_open(request) or request.state not in ServiceRequest.OPEN:
        return []
    open_targets = []
    if not request.unit_id and workflow.moves["assign"].is_open_to(actor, request):
        open_targets.append(Target.UNIT)
    if not request.category_id and workflow.moves["categorise"].is_open_to(actor, request):
        open_targets.append(Target.CATEGORY)
    return open_targets
