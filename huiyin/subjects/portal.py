"""主体公示信息: what is public now about one organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from huiyin.common import uscc
from huiyin.web.context import Section

from . import kinds, naming
from .models import Subject, SubjectKind

MOST = 200
"""Records of a kind that the page lists."""


@dataclass(frozen=True)
class Part:
    """The public records of one kind: title, number, day, address; the latest first."""

    label: str
    lines: list[tuple[str, str, date, str]]
    is_cut: bool


def one(request: HttpRequest, code: str) -> HttpResponse | HttpResponsePermanentRedirect:
    """What everybody may read of an organisation; 404 where there is nothing, whatever we hold."""
    if code != code.upper():
        return redirect("subject", code.upper(), permanent=True)
    subject = subject_or_404(code)
    found = naming.on_view(subject, MOST + 1)
    if not found:
        raise Http404
    if subject.held_by is not None:
        return redirect("subject", subject.held_by.uscc)
    name = naming.name_in(found)
    context = {
        "code": code,
        "name": name,
        "parts": [_part(kind, records) for kind, records in found],
        "door": "licences",
        "column": Section(
            f"{name}的公示信息", f"{name}（{code}）的公示信息", f"{name},{code},公示", "办事服务"
        ),
    }
    return render(request, "subjects/portal/subject.html", context)


def subject_or_404(code: str) -> Subject:
    """The organisation of this code; whether anything of it is public is another question."""
    if not uscc.is_valid(code):
        raise Http404
    organisations = Subject.objects.select_related("held_by").filter(kind=SubjectKind.ORGANISATION)
    return get_object_or_404(organisations, uscc=code)


def _part(kind: kinds.Kind, records: Sequence[Any]) -> Part:
    lines = [
        (*kind.line(record), reverse(kind.page, args=[record.pk])) for record in records[:MOST]
    ]
    return Part(kind.label, lines, len(records) > MOST)
