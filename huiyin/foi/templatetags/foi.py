"""What the person who looks may open of an application."""

from typing import Any

from django import template
from django.template.context import Context

from huiyin.audit.actors import Actor
from huiyin.foi import rules
from huiyin.foi.actions.promising import RIGHT
from huiyin.foi.models import Application, ApplicationFile
from huiyin.foi.papers import attachments
from huiyin.foi.steps import DueStep, steps_of

register = template.Library()


@register.simple_tag(takes_context=True)
def files_of(context: Context, application: Application) -> list[tuple[ApplicationFile, bool]]:
    """Its materials, each with whether this person may open it: what is not, is not offered."""
    actor: Any = context["request"].actor
    return [
        (file, rules.may_read_file(actor, application, file.role))
        for file in application.files.select_related("file")
    ]


@register.simple_tag(takes_context=True)
def may_read_letters(context: Context, application: Application) -> bool:
    actor: Any = context["request"].actor
    return rules.may_read_letters(actor, application)


@register.simple_tag
def given_with(application: Application) -> list[ApplicationFile]:
    return attachments.given(application)


@register.filter
def steps(application: Application) -> list[DueStep]:
    """What must happen by when, with its article."""
    return steps_of(application)


@register.filter
def promises_for(actor: Actor, application: Application) -> bool:
    """Whether this reader may set what the agency promises."""
    return actor.may(RIGHT, application.agency_id)
