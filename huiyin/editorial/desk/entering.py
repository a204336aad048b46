"""Who comes to a manuscript's own screens: the same doors as the room's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial.models import Manuscript
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation

from . import VIEW


def manuscript_or_404(request: HttpRequest, pk: int) -> Manuscript:
    """The manuscript, for whoever may see those of its agency."""
    actor = acting(request)
    if not actor.may(VIEW):
        raise PermissionDenied("您的岗位不能查看稿件。")
    seen = Manuscript.objects.visible_to(actor).select_related("page", "agency")
    found: Manuscript = get_object_or_404(seen, pk=pk)
    return found


def document_or_404(request: HttpRequest, pk: int) -> DocumentPage:
    """The document page, under the same rule."""
    actor = acting(request)
    if not actor.may(VIEW):
        raise PermissionDenied("您的岗位不能查看稿件。")
    found: DocumentPage = get_object_or_404(DocumentPage, pk=pk)
    if not actor.sees(found.agency_id):
        raise Http404
    return found


def agencies_of(actor: Actor) -> list[Organisation]:
    return list(Organisation.objects.agencies().visible_to(actor))


def agency_of(request: HttpRequest, data: Any) -> tuple[list[Organisation], Organisation]:
    """The agencies of this actor, and the one that is meant."""
    agencies = agencies_of(acting(request))
    if not agencies:
        raise PermissionDenied("没有您可以办理的机关。")
    chosen = next((one for one in agencies if one.slug == data.get("agency")), agencies[0])
    return agencies, chosen
