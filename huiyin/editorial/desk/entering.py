"""Who comes to a manuscript's own screens: the same doors as the room's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from huiyin.disclosure.models import DocumentPage
from huiyin.editorial.models import Manuscript
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation

from . import VIEW


def manuscript_or_404(request: HttpRequest, pk: int) -> Manuscript:
    """The manuscript, for whoever may see those of its agency."""
    actor = acting(request)
    if not actor.may_somewhere(VIEW):
        raise PermissionDenied("您的岗位不能查看稿件。")
    seen = Manuscript.objects.visible_to(actor, VIEW).select_related("page", "agency")
    manuscript: Manuscript = get_object_or_404(seen, pk=pk)
    return manuscript


def document_or_404(request: HttpRequest, pk: int) -> DocumentPage:
    """The document page, under the same rule."""
    actor = acting(request)
    if not actor.may_somewhere(VIEW):
        raise PermissionDenied("您的岗位不能查看稿件。")
    document: DocumentPage = get_object_or_404(DocumentPage, pk=pk)
    if not actor.may(VIEW, document.agency_id):
        raise Http404
    return document


def agency_of(
    request: HttpRequest, data: Any, right: str
) -> tuple[list[Organisation], Organisation]:
    """The agencies in which this actor holds the right, and the one that is meant."""
    agencies = list(Organisation.objects.agencies().where(acting(request), right))
    if not agencies:
        raise PermissionDenied("没有您可以办理的机关。")
    chosen = next((agency for agency in agencies if agency.slug == data.get("agency")), agencies[0])
    return agencies, chosen
