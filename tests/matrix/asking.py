"""Asks the view behind an address as a given person, without middleware and templates.

What the middlewares do has tests of its own, and the walk of `crawl.py` draws every page. Here it is
only asked who is let in, and what is done and shown: thousands of times, each undone again.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, is_dataclass
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404
from django.template.backends.django import Template
from django.test import RequestFactory
from django.urls import resolve
from django_htmx.middleware import HtmxDetails

from huiyin.audit.actors import Actor, visitor
from huiyin.coordination.models import Beside
from huiyin.disclosure.desk import columns
from huiyin.disclosure.tree import layout
from huiyin.figures import counting
from huiyin.files import typeset
from huiyin.inspection import running
from huiyin.organisations.models import Organisation

FACTORY = RequestFactory()
WRITES = ("INSERT", "UPDATE", "DELETE")
DEEP = 6


@dataclass(frozen=True)
class Person:
    """Somebody who asks; without an account a visitor."""

    name: str
    user: Any = field(default_factory=AnonymousUser)
    actor: Actor = field(default_factory=visitor)


@dataclass
class Answer:
    """The status, where it leads, and which tables were written."""

    status: int
    location: str = ""
    written: list[str] = field(default_factory=list)
    agencies: set[int] = field(default_factory=set)
    """The agencies of the records that the page was given."""

    @property
    def is_sign_in(self) -> bool:
        return self.status == 302 and "/sign-in/" in self.location

    @property
    def lets_in(self) -> bool:
        return self.status in (200, 204, 302, 409, 422) and not self.is_sign_in


COUNTED = counting._counted


@dataclass
class Counts:
    """What figures count is the same for all who ask: it is counted for the first of them.

    Only what is counted before anything is written is known to the next one; `begin` forgets it.
    """

    known: dict[Any, dict[int, list[int]]] = field(default_factory=dict)
    is_written: bool = False

    def __call__(self, ledger: Any, wanted: Any, scope: Any) -> dict[int, list[int]]:
        if self.is_written:
            return COUNTED(ledger, wanted, scope)
        asked = (ledger, tuple(wanted), scope)
        if asked not in self.known:
            self.known[asked] = COUNTED(ledger, wanted, scope)
        return self.known[asked]

    def begin(self) -> None:
        """Another question, or other records: what was counted says nothing any more."""
        self.known.clear()


counts = Counts()
resolved = lru_cache(maxsize=1)(resolve)


class MemorySession(SessionBase):
    """A session that is written nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self._session_cache: dict[str, Any] = {}


@contextmanager
def quickly() -> Iterator[list[dict[str, Any]]]:
    """No page is drawn, no letter set, nothing measured; the contexts of the pages are noted instead."""
    shown: list[dict[str, Any]] = []

    def render(template: Any, context: Any = None, request: Any = None) -> str:
        shown.append(context or {})
        return ""

    with ExitStack() as stack:
        stack.enter_context(patch.object(Template, "render", render))
        counts.begin()
        stack.enter_context(patch.object(counting, "_counted", counts))
        stack.enter_context(patch.object(typeset, "to_pdf", lambda *a, **k: b"%PDF-"))
        stack.enter_context(patch.object(running, "step", lambda *a, **k: False))
        stack.enter_context(patch.object(columns, "template", lambda: layout.template()[:2]))
        yield shown


def ask(
    person: Person,
    method: str,
    address: str,
    data: dict[str, Any],
    shown: list[dict[str, Any]],
    afterwards: Callable[[], None] = lambda: None,
) -> Answer:
    """What this person is answered; all is undone after `afterwards`. What no view catches is raised."""
    request: Any = getattr(FACTORY, method)(address, data)
    request.user, request.actor = person.user, person.actor
    request.session, request.htmx = MemorySession(), HtmxDetails(request)
    request._messages = FallbackStorage(request)
    request.resolver_match = match = resolved(request.path)
    written: list[str] = []
    counts.is_written = False

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            written.append(" ".join(sql.replace('"', "").split()[:3]))
            counts.is_written = True
        return execute(sql, params, many, context)

    shown.clear()
    with transaction.atomic(), connection.execute_wrapper(note):
        try:
            response = match.func(request, *match.args, **match.kwargs)
            answer = Answer(response.status_code, response.headers.get("Location", ""))
        except PermissionDenied:
            answer = Answer(403)
        except Http404:
            answer = Answer(404)
        answer.written = written
        if answer.lets_in:
            answer.agencies = {one for context in shown for one in _agencies(context, person.actor)}
        afterwards()
        transaction.set_rollback(True)
    return answer


def _agencies(context: dict[str, Any], actor: Actor) -> Iterator[int]:
    """Without what another agency has asked of a unit of the actor's: that is for both to see."""
    for one in _instances(context, DEEP, set()):
        if isinstance(one, Beside) and one.concerns(actor):
            continue
        key = one.agency.pk if isinstance(one, Organisation) else getattr(one, "agency_id", None)
        if isinstance(key, int):
            yield key


def _instances(value: Any, depth: int, seen: set[int]) -> Iterator[Model]:
    """The records in what a page is given, however they are packed."""
    if depth == 0 or id(value) in seen or isinstance(value, str | bytes | type):
        return
    seen.add(id(value))
    if isinstance(value, Model):
        yield value
    else:
        for one in _within(value):
            yield from _instances(one, depth - 1, seen)


def _within(value: Any) -> list[Any]:
    if isinstance(value, QuerySet):
        return list(value[:50]) if not value.query.is_sliced else list(value)
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if hasattr(value, "object_list"):
        return list(value.object_list)
    if isinstance(value, BaseForm):
        return [getattr(field, "queryset", None) for field in value.fields.values()]
    return list(vars(value).values()) if is_dataclass(value) and hasattr(value, "__dict__") else []
