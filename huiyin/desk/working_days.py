"""工作日历 on the desk: what is known of each year; a notice looked at, then loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.audit.actors import Actor
from huiyin.casework import announcing, rooms
from huiyin.casework.announcing import Effect, OtherThanSeenError
from huiyin.casework.forms import PlainErrors, TextField
from huiyin.casework.gate import DeskRequest, staff
from huiyin.casework.recount import Recounted
from huiyin.submissions import once
from huiyin.workdays import arrangement, reading, standing, statutory
from huiyin.workdays.actions import PERMISSION
from huiyin.workdays.models import Notice
from huiyin.workdays.notice_text import LONGEST, NoticeTextError

SHOWN = 200
"""Rows of moved matters; more is a number."""
LARGEST = 200 * 1024


class NoticeForm(PlainErrors, forms.Form):
    """The notice, pasted or as a text file."""

    text = TextField(
        label="通知全文",
        max_length=LONGEST,
        rows=14,
        required=False,
        help_text="从中国政府网复制《国务院办公厅关于××××年部分节假日安排的通知》全文，连同标题和落款，粘贴在这里",
    )
    file = forms.FileField(label="或者选择文本文件（txt）", required=False, max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].needed_when = "与文件二选一"  # type: ignore[attr-defined]
        self.say_what_to_do()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        text, file = values.get("text") or "", values.get("file")
        if file is not None:
            text = _decoded(file)
        if not text.strip():
            raise ValidationError({"text": "请粘贴通知全文，或者选择文本文件"})
        try:
            values["notice"] = reading.from_text(text)
        except NoticeTextError as error:
            raise ValidationError({"text": error.faults}) from error
        if values["notice"].get("region"):
            raise ValidationError(
                {"text": "地方的通知请由管理服务器的人用 huiyin load-calendar 载入"}
            )
        values["text"] = text
        return values


def _decoded(file: Any) -> str:
    if (file.size or 0) > LARGEST:
        raise ValidationError({"file": f"文件太大（超过 {LARGEST // 1024} KB），请只粘贴通知全文"})
    content: bytes = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError({"file": "不是文本文件，请打开后复制全文，粘贴在上面"})


@dataclass(frozen=True)
class Moved:
    """What moves, as this person may see it."""

    rows: Sequence[tuple[str, Recounted]]
    others: int
    """Of other agencies, or kept from this person."""
    more: int


@staff
@require_GET
def calendar_page(request: DeskRequest) -> HttpResponse:
    """What is known of each year, and what is asked for."""
    _check(request.actor)
    return render(request, "desk/calendar.html", _context(NoticeForm()))


@staff
@require_POST
def preview(request: DeskRequest) -> HttpResponse:
    """核对: what the text says and what it would move; nothing is kept."""
    _check(request.actor)
    form = NoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "desk/calendar.html", _context(form), status=422)
    at = timezone.now()
    effect = announcing.preview(form.cleaned_data["notice"], actor=request.actor, at=at)
    return _effect(request, form, effect)


@staff
@require_POST
def announce(request: DeskRequest) -> HttpResponse:
    """载入 what was looked at."""
    _check(request.actor)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/calendar.html", _context(form), status=422)
    try:
        return once.answer(request, lambda: _announced(request, form.cleaned_data["notice"]))
    except OtherThanSeenError as error:
        return _effect(request, form, error.seen_now, changed=True)


def _announced(request: DeskRequest, says: dict[str, Any]) -> HttpResponse:
    effect = announcing.announce(
        says, digest=request.POST.get("digest", ""), actor=request.actor, at=timezone.now()
    )
    messages.success(request, f"已载入{effect.notice}，{len(effect.moved)} 件在办事项的期限已重算")
    return redirect("desk-calendar")


def may_announce(actor: Actor) -> bool:
    return actor.may_somewhere(PERMISSION)


def _check(actor: Actor) -> None:
    if not may_announce(actor):
        raise PermissionDenied("您没有“载入放假安排”的权限。")


def _context(form: NoticeForm) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "form": form,
        "asked": standing.asked(today),
        "years": standing.years(today),
        "coming": _coming(today),
        "carried": standing.carried(),
    }


def _coming(today: date) -> tuple[int, str, list[tuple[str, date, date]]] | None:
    """The days of the next year that nobody needs a notice for: festival, first, last."""
    unknown = standing.missing_from(today)
    if unknown is None:
        return None
    festivals = groupby(statutory.days(unknown).items(), key=itemgetter(1))
    spans = [(name, [day for day, _ in days]) for name, days in festivals]
    basis = statutory.basis(unknown)
    return unknown, basis, [(name, days[0], days[-1]) for name, days in spans]


def _effect(
    request: DeskRequest, form: NoticeForm, effect: Effect, *, changed: bool = False
) -> HttpResponse:
    says = form.cleaned_data["notice"]
    context = {
        "says": says,
        "wording": form.cleaned_data["text"],
        "effect": effect,
        "moved": _moved(effect, request.actor),
        "changed": changed,
        "is_new": not Notice.objects.filter(year=says["year"], number=says["number"]).exists(),
        "whole": not arrangement.amends(says),
    }
    return render(request, "desk/calendar_preview.html", context, status=409 if changed else 200)


def _moved(effect: Effect, actor: Actor) -> Moved:
    """The matters in the rooms that this person may enter; of the others only their number."""
    lines: list[tuple[str, Recounted]] = []
    by_model: dict[type, list[Recounted]] = {}
    for one in effect.moved:
        by_model.setdefault(type(one.matter), []).append(one)
    for model, moved in by_model.items():
        room = rooms.of_model(model)
        if room is None or not room.may_enter(actor):
            continue
        keys = [one.matter.pk for one in moved]
        seen = set(room.seen_by(actor).filter(pk__in=keys).values_list("pk", flat=True))
        lines += [(room.label, one) for one in moved if one.matter.pk in seen]
    lines.sort(key=lambda row: (row[1].new or date.max, row[0], row[1].matter.reference))
    return Moved(lines[:SHOWN], len(effect.moved) - len(lines), max(len(lines) - SHOWN, 0))
