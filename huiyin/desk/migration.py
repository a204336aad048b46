"""旧站迁移期 on the desk: whether one is open, until when and by whom; opened and closed here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.audit.actors import Actor
from huiyin.casework.forms import DayField, PlainErrors, TextField
from huiyin.casework.gate import DeskRequest, staff
from huiyin.ingest import migrating
from huiyin.ingest.models import Migration
from huiyin.organisations.models import Organisation, of_own
from huiyin.submissions import once


class MigrationForm(PlainErrors, forms.Form):
    """Until when, and who reviewed the old pages."""

    until = DayField(
        label="最后一天",
        initial=lambda: timezone.localdate() + migrating.LONGEST,
        help_text=f"最长 {migrating.LONGEST.days} 天，到期自动关闭",
    )
    statement = TextField(
        label="审核说明",
        max_length=300,
        help_text="这些旧网页当时由谁、按什么程序审核；每条导入的信息都会在审计日志里带上这句话",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.say_what_to_do()


@staff
@require_http_methods(["GET", "POST"])
def migration(request: DeskRequest) -> HttpResponse:
    """旧站迁移期 of an agency: the first that this actor sees, or the one asked for."""
    if not request.actor.may_somewhere(migrating.PERMISSION):
        raise PermissionDenied("您没有“开启旧站迁移期”的权限。")
    seen = Organisation.objects.agencies().where(request.actor, migrating.PERMISSION)
    agencies = list(seen)
    if not agencies:
        raise PermissionDenied("没有可以设置的机关。")
    asked = request.POST.get("agency") or request.GET.get("agency") or agencies[0].slug
    agency = get_object_or_404(seen, slug=asked)
    now = timezone.now()
    current = migrating.current(agency, timezone.localdate(now))
    form = MigrationForm(request.POST if "until" in request.POST else None)
    if request.method == "POST":
        try:
            if "close" in request.POST and current is not None:
                migrating.close(current, actor=request.actor, at=now)
                messages.success(request, "已关闭旧站迁移期。以后导入的网页存为稿件")
                return redirect(f"{request.path}?agency={agency.slug}")
            if form.is_valid():
                return once.answer(request, lambda: _opened(request, agency, form))
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "agencies": agencies, "agency": agency, "form": form, "current": current,
        "earlier": Migration.objects.filter(agency=agency)[:10],
    }  # fmt: skip
    return render(request, "desk/migration.html", context, status=422 if form.errors else 200)


def _opened(request: DeskRequest, agency: Organisation, form: MigrationForm) -> HttpResponse:
    migrating.begin(agency, actor=request.actor, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "已开启旧站迁移期")
    return redirect(f"{request.path}?agency={agency.slug}")


def open_to(actor: Actor) -> list[Migration]:
    """The migrations that are open today in the agencies of this actor."""
    migrations = Migration.objects.open_on(timezone.localdate()).select_related("agency")
    return list(migrations.filter(of_own(actor)))
