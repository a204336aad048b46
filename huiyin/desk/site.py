"""网站设置 on the desk: the particulars of the site, and what it counts by local custom."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm, modelform_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.accounts.actions import may_administer
from huiyin.casework.forms import PlainErrors
from huiyin.casework.gate import DeskRequest, staff
from huiyin.registers.models import RegisterSettings, limits
from huiyin.web import settings
from huiyin.web.context import profile
from huiyin.web.models import SiteProfile

from .moves import add_errors


class SettingsForm(PlainErrors, ModelForm):
    """The fields of one row of settings."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.say_what_to_do()


FORMS: dict[str, type[Any]] = {
    model._meta.model_name: modelform_factory(model, form=SettingsForm, exclude=["site"])
    for model in (SiteProfile, RegisterSettings)
}
"""Name in the form → its fields."""


@staff
@require_http_methods(["GET", "POST"])
def site(request: DeskRequest) -> HttpResponse:
    """网站信息 and 专项公开口径: one form each."""
    if not may_administer(request.actor):
        raise PermissionDenied("网站设置由全站管理员修改。")
    rows = {"siteprofile": profile(), "registersettings": limits()}
    sent = request.POST.get("which", "") if request.method == "POST" else ""
    forms = {
        name: form(request.POST if name == sent else None, instance=rows[name], prefix=name)
        for name, form in FORMS.items()
    }
    if sent in forms and forms[sent].is_valid():
        form = forms[sent]
        try:
            settings.change(rows[sent], form.cleaned_data, actor=request.actor, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"已保存{form._meta.model._meta.verbose_name}")
            return redirect("desk-site")
    shown = [(name, str(form._meta.model._meta.verbose_name), form) for name, form in forms.items()]
    wrong = any(form.errors for form in forms.values()) or (
        request.method == "POST" and sent not in forms
    )
    return render(request, "desk/site.html", {"forms": shown}, status=422 if wrong else 200)
