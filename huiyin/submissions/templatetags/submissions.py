"""What forms carry, and what pages say of typed but not submitted text."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from huiyin.accounts import sessions
from huiyin.accounts.models import User
from huiyin.submissions import fields, kept, once
from huiyin.submissions.kept import HERE

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context: dict[str, Any]) -> SafeString:
    """The hidden key of a form: shown again after an error it keeps its own, since it was not used."""
    request = context["request"]
    posted = "" if getattr(request, "is_shown_anew", False) else request.POST.get(once.NAME, "")
    key = posted if posted.isprintable() and posted else once.new_key(request)
    return format_html('<input type="hidden" name="{}" value="{}">', once.NAME, key)


@register.inclusion_tag("submissions/_typed.html", takes_context=True)
def typed(context: dict[str, Any]) -> dict[str, Any]:
    """您填写的内容: of a form that was refused just now, or that was kept for this address before."""
    request = context.get("request")
    if request is None or getattr(request, "is_secret", False):
        return {"typed": []}
    if request.method == "POST":
        return {"typed": fields.labelled(fields.of(request)), "address": request.path}
    if not request.path.startswith(HERE) or not isinstance(request.user, User):
        return {"typed": []}
    record = kept.of(request.user, [request.path]).get(request.path)
    return {"typed": fields.labelled(record.fields) if record else []}


@register.simple_tag(takes_context=True)
def session_left(context: dict[str, Any]) -> SafeString:
    """Seconds until this session ends, as attributes for the script that warns."""
    idle, longest = sessions.left(context["request"])
    return format_html(' data-idle="{}" data-longest="{}"', idle, longest)
