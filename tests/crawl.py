"""Follow every link and press every button that the desk offers to each post: nothing is refused.

`HUIYIN_HOME=… python -m tests.crawl` walks a copy of the demonstration and prints one line a fault.
Pages are known by their route; of each route a few are opened. Buttons are pressed with what
stands in their form, each in a transaction that is rolled back: a form may say what is missing
(422), but not that one has no right to it (403), that it is not there (404) or came too late (409).
"""

import os
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import django
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
django.setup()

from huiyin.accounts.models import User  # noqa: E402 - models need the settings first
from huiyin.demo.people import PEOPLE  # noqa: E402

EACH_ROUTE = 3
MOST_REDIRECTS = 5
REFUSED = {400, 403, 404, 405, 409, 410, 429}
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
    faults: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    known: set[Step] = field(default_factory=set)
    pages: int = 0

    def run(self, start: str = "/desk/") -> "Walk":
        waiting = deque([Step("(start)", "工作台", start)])
        while waiting:
            step = waiting.popleft()
            if self._is_new(step):
                waiting.extend(self._take(step))
        return self

    def _is_new(self, step: Step) -> bool:
        mark = Step("", "", step.address, step.method)
        route = f"{step.method} {route_of(step.address)}"
        if mark in self.known or self.seen[route] >= EACH_ROUTE:
            return False
        self.known.add(mark)
        self.seen[route] += 1
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
        if not is_page(response) or not step.address.startswith("/desk/"):
            if response.streaming:
                b"".join(response.streaming_content)
            return []
        return list(offered(step.address, response.content))


def route_of(address: str) -> str:
    """The pattern of an address and the names of its parameters."""
    parts = urlsplit(address)
    try:
        pattern = resolve(parts.path).route
    except Resolver404:
        pattern = parts.path
    return f"{pattern}?{'&'.join(sorted({name for name, _ in parse_qsl(parts.query)}))}"


def is_page(response) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def offered(address: str, content: bytes) -> Iterator[Step]:
    """Every link and every button of a page that leads to our own site."""
    page = html.fromstring(content.decode())
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


def main() -> int:
    settings.ALLOWED_HOSTS = ["testserver"]
    names = sys.argv[1:] or [*(person.username for person in PEOPLE), "admin"]
    faults = []
    for name in names:
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.get(username=name))
        walk = Walk(name, client).run()
        faults += walk.faults
        print(f"{name}: {walk.pages} steps, {len(walk.faults)} refused", file=sys.stderr)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
