"""主体公示信息: what is public now about one organisation."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from huiyin.common import uscc
from huiyin.web.context import Section

from . import kinds
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
    parts = [part for kind in kinds.every() if (part := _part(kind, subject)) and part.lines]
    if not parts:
        raise Http404
    name = parts[0].lines[0][0] if not subject.name else subject.name
    context = {
        "code": code,
        "name": name,
        "parts": parts,
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
    return get_object_or_404(Subject, uscc=code, kind=SubjectKind.ORGANISATION)


def _part(kind: kinds.Kind, subject: Subject) -> Part | None:
    if kind.public is None:
        return None
    records = list(kind.public().filter(subject=subject)[: MOST + 1])
    lines = [
        (*kind.line(record), reverse(kind.page, args=[record.pk])) for record in records[:MOST]
    ]
    return Part(kind.label, lines, len(records) > MOST)
