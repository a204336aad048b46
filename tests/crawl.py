"""Follow every link and press every button that the desk offers to each post: nothing is refused.

`HUIYIN_HOME=… python -m tests.crawl` walks a copy of the demonstration and prints one line a fault.
Each post opens each route, each list and each button of a route once; a few of each parameter and
each kind of record are taken by whoever meets them first. Buttons are pressed with what stands in their form, each in a
transaction that is rolled back: a form may say what is missing (422), but not that one has no right
to it (403), that it is not there (404) or came too late (409). What is read on the way is in the
words of the office. At last the administrator sends what no page offers (`empty_forms`).
"""

import gc
import os
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html
from lxml.etree import XPath

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
django.setup()

from huiyin.accounts.models import User  # noqa: E402 - models need the settings first
from huiyin.demo.people import PEOPLE  # noqa: E402
from huiyin.desk import rail  # noqa: E402
from huiyin.organisations.actors import actor_of  # noqa: E402

from . import empty_forms  # noqa: E402

FIRST = 2
MOST_REDIRECTS = 5
REFUSED = {400, 403, 404, 405, 409, 410, 429}
LISTS = "desk/<slug:kind>/"
READ = XPath(
    "//text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::code)]"
    " | //@title | //@placeholder | //@aria-label | //@alt"
)
APPS = "|".join(app.label for app in apps.get_app_configs() if app.name.startswith("huiyin."))
LEFTOVER = re.compile(
    r"\b[a-z]+(?:_[a-z0-9]+)+\b"  # a name of the code
    rf"|\b(?:{APPS})\.[a-z][\w.-]*"  # a verb, a right, a figure
    r"|\b(?:None|True|False|null|NaN)\b|\{%|\{\{(?![\u4e00-\u9fff]+\}\})|\bobject at 0x"
    r"|\d{4}-\d\d-\d\dT\d\d|\d\d:\d\d:\d\d\.\d|\+\d\d:\d\d\b"  # a moment as it is stored
    r"|\bhuiyin [a-z][a-z-]+|\bmanage\.py\b"  # a command: whoever reads this has no shell
    r"|已隐去）?\s*→"
)
LEAVE = ("/desk/sign-out/", "/desk/sign-in/", "/static/", "/media/")


@dataclass(frozen=True)
class Step:
    """One click: where it was offered, its words, what is sent."""

    page: str
    words: str
    address: str
    method: str = "get"
    data: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.page}: “{self.words}” {self.method.upper()} {self.address}"


@dataclass
class Walk:
    """The walk of one person through all that is offered from the first page on."""

    name: str
    client: Client
    taken: Counter[str] = field(default_factory=Counter)
    """How often somebody took what bears a mark; shared by the walks of all."""
    seen: set[str] = field(default_factory=set)
    known: set[tuple[str, ...]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    pages: int = 0

    def run(self, start: str = "/desk/") -> "Walk":
        waiting = deque([Step("(start)", "工作台", start)])
        while waiting:
            step = waiting.popleft()
            if self._is_new(step):
                waiting.extend(self._take(step))
        return self

    def _is_new(self, step: Step) -> bool:
        marks, kinds = marks_of(step)
        click = (step.method, step.address, step.words if step.method == "post" else "")
        wanted = not marks <= self.seen or any(self.taken[mark] < FIRST for mark in marks | kinds)
        if not wanted or click in self.known:
            return False
        self.known.add(click)
        self.seen |= marks
        self.taken.update(marks | kinds)
        return True

    def _take(self, step: Step) -> list[Step]:
        self.pages += 1
        if step.method == "get":
            return self._answer(step)
        signed_in = self.client.cookies.copy()
        with transaction.atomic():
            self._answer(step)
            transaction.set_rollback(True)
        self.client.cookies = signed_in  # a button may have signed us out
        return []

    def _answer(self, step: Step) -> list[Step]:
        data = {name: [v for n, v in step.data if n == name] for name, _ in step.data}
        response = getattr(self.client, step.method)(step.address, data)
        for _ in range(MOST_REDIRECTS):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            response = self.client.get(urljoin(step.address, response.headers["Location"]))
        else:
            self.faults.append(f"{self.name} {step} goes round in circles")
            return []
        if response.status_code in REFUSED or response.status_code >= 500:
            self.faults.append(f"{self.name} {step}: {response.status_code}")
            return []
        if not is_page(response) or step.address.startswith("/cms/"):
            if response.streaming:
                b"".join(response.streaming_content)
            return []
        page = html.fromstring(response.content.decode())
        self.faults += [f"{self.name} {step} shows “{left}”" for left in leftovers(page)]
        return list(offered(step.address, page)) if step.address.startswith("/desk/") else []


def marks_of(step: Step) -> tuple[set[str], set[str]]:
    """What each post tries for itself, and what somebody has to try: a few of each kind.

    A post opens each route and each list; its parameters, and the portal, are the same for all.
    """
    parts = urlsplit(step.address)
    route, kind = route_of(parts.path)
    if step.method == "post":
        return {f"post {route} {step.words}"}, {f"post {route} {kind} {step.words}"}
    names = {name for name, _ in parse_qsl(parts.query)}
    some = {f"{route}?{name}" for name in names} or {f"{route} {kind}"}
    if not route.startswith("desk/"):
        return set(), some
    if "export" in names:
        return {f"{route}?export"}, some
    return {parts.path if route == LISTS else route}, some


@cache
def route_of(path: str) -> tuple[str, str]:
    """The pattern of an address, and the kind of record that it names."""
    try:
        match = resolve(path)
    except Resolver404:
        return path, ""
    of_records = match.route.startswith(LISTS)
    return match.route, match.kwargs["kind"] if of_records else ""


def is_page(response) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def leftovers(page: html.HtmlElement) -> list[str]:
    """What a person reads on a page that is written for programs or by them."""
    hits = LEFTOVER.finditer("\n".join(READ(page)))
    return sorted({hit[0].strip() for hit in hits})


def offered(address: str, page: html.HtmlElement) -> Iterator[Step]:
    """Every link and every button of a page that leads to our own site."""
    for link in page.iter("a"):
        target = _inside(address, link.get("href", ""))
        if target:
            yield Step(address, _words(link), target)
    for form in page.forms:
        target = _inside(address, form.get("action") or address)
        if target:
            yield from _buttons(address, form, target)


def _buttons(address: str, form, target: str) -> Iterator[Step]:
    method = (form.get("method") or "get").lower()
    values = [(name, value) for name, value in form.form_values() if name]
    buttons = [
        button for button in form.xpath(".//button | .//input[@type='submit']")
        if button.get("type", "submit") == "submit" and button.get("disabled") is None
    ]  # fmt: skip
    for button in buttons:
        own = [(button.get("name"), button.get("value", ""))] if button.get("name") else []
        yield Step(
            address, _words(button), _inside(address, button.get("formaction") or target),
            (button.get("formmethod") or method).lower(), (*values, *own),
        )  # fmt: skip


def _inside(address: str, link: str) -> str:
    """The address of a link to our own site, without its fragment; empty for any other."""
    whole = urldefrag(urljoin(f"http://testserver{address}", link)).url
    parts = urlsplit(whole)
    inside = parts.scheme == "http" and parts.netloc == "testserver"
    target = whole.removeprefix("http://testserver")
    return target if inside and not parts.path.startswith(LEAVE) else ""


def _words(element) -> str:
    return " ".join((element.text_content() or element.get("aria-label") or "").split())[:30]


def unopened(walk: Walk, user: User) -> list[str]:
    """Doors of the menu through which the walk did not go."""
    opened = {address for method, address, _ in walk.known if method == "get"}
    doors = [door.address for _, doors in rail.of(actor_of(user), "/desk/") for door in doors]
    return [door for door in doors if door.startswith("/desk/") and door not in opened]


def main() -> int:
    settings.ALLOWED_HOSTS = ["testserver"]
    gc.freeze()  # what is loaded stays: to search it again and again is a sixth of the time
    gc.set_threshold(50_000)
    names = sys.argv[1:] or [*(person.username for person in PEOPLE), "admin"]
    faults, taken = [], Counter[str]()
    for name in names:
        client, user = Client(raise_request_exception=False), User.objects.get(username=name)
        client.force_login(user)
        walk = Walk(name, client, taken).run()
        faults += walk.faults
        faults += [f"{name} did not come to {door}" for door in unopened(walk, user)]
        if user.is_superuser:
            faults += empty_forms.faults(client)
        print(f"{name}: {walk.pages} steps, {len(walk.faults)} refused", file=sys.stderr)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
