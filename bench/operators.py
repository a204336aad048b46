"""500 people at the desk at once: what they open and write in the course of a day, fifty times a second.

An open loop: a question is asked at its time whether or not the one before was answered, and its
wait counts from that time. Lists, records, words searched for, to-do lists and registrations in the
shares below, on the demonstration with 100,000 requests more, served as in operation.
"""

import http.client
import os
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from lxml import html

from tests import demonstration

from . import servers, site
from .desk_search import PLACES, THINGS, generate

OPERATORS, A_SECOND, SECONDS, MORE = 500, 50, 40, 100_000
PATHS = {
    "list": 30, "filtered": 15, "record": 27, "search": 8, "todo": 10, "register": 10,
}  # fmt: skip
"""What is done → its share in a hundred."""
FILTERS = ("due=late", "state=received", "kind=help", "year=2024")


def run() -> dict[str, Any]:
    home = Path(os.environ["HUIYIN_HOME"])
    demonstration.copy(home)
    site.prepare()
    from huiyin.organisations.models import Organisation

    agency = Organisation.objects.get(slug="cgj")
    generate(agency, MORE)
    cookies = signed_in(agency)
    with servers.serving("huiyin.config.wsgi:application") as server:
        desk = Desk(server.address, cookies, records())
        for name in PATHS:
            desk.act(name)
        desk.waits.clear()
        desk.drive(A_SECOND * SECONDS)
    waits = sorted(wait for wait, _ in desk.waits)
    figures = {
        "p95_ms": percentile(waits, 95), "median_ms": percentile(waits, 50),
        "answered": len(waits), "longest_ms": round(waits[-1]),
    }  # fmt: skip
    for name in PATHS:
        figures[f"{name}_p95_ms"] = percentile(sorted(w for w, n in desk.waits if n == name), 95)
    return figures


def percentile(waits: list[float], of: int) -> float:
    return round(statistics.quantiles(waits, n=100)[of - 1], 1)


def signed_in(agency: Any) -> list[str]:
    """The session of each operator."""
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.test import Client

    from huiyin.accounts.models import User
    from huiyin.organisations.models import Membership, Post

    settings.ALLOWED_HOSTS = ["*"]
    post = Post.objects.filter(group=Group.objects.get(name="热线办理岗")).first()
    cookies = []
    for number in range(OPERATORS):
        user = User.objects.create_user(f"operator{number}")
        Membership.objects.create(user=user, post=post, since=date(2020, 1, 1))
        client = Client()
        client.force_login(user)
        cookies.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return cookies


def records() -> list[int]:
    from huiyin.hotline.models import ServiceRequest

    return list(ServiceRequest.objects.order_by("-pk").values_list("pk", flat=True)[:20_000])


class Desk:
    """Asks as one of the operators asks, by chance but the same in each run."""

    def __init__(self, address: str, cookies: list[str], keys: list[int]) -> None:
        self.place, self.cookies, self.keys = urlsplit(address).netloc, cookies, keys
        self.random = random.Random("operators")
        self.waits: list[tuple[float, str]] = []

    def drive(self, count: int) -> None:
        names = self.random.choices(list(PATHS), weights=list(PATHS.values()), k=count)
        begun = time.monotonic()
        with ThreadPoolExecutor(64) as pool:
            futures = []
            for number, name in enumerate(names):
                due = begun + number / A_SECOND
                time.sleep(max(0.0, due - time.monotonic()))
                futures.append(pool.submit(self.timed, name, due))
        for future in futures:
            future.result()

    def timed(self, name: str, due: float) -> None:
        self.act(name)
        self.waits.append(((time.monotonic() - due) * 1000, name))

    def act(self, name: str) -> None:
        cookie = self.random.choice(self.cookies)
        if name == "register":
            self.register(cookie)
            return
        place, thing = self.random.choice(PLACES), self.random.choice(THINGS)
        paths = {
            "list": "/desk/hotline/",
            "filtered": f"/desk/hotline/?{self.random.choice(FILTERS)}",
            "record": f"/desk/hotline/{self.random.choice(self.keys)}/",
            "search": f"/desk/hotline/?q={quote(f'{place} {thing}')}",
            "todo": "/desk/",
        }
        self.ask("GET", paths[name], f"sessionid={cookie}")

    def register(self, cookie: str) -> None:
        """The form, and what is sent with it."""
        address = "/desk/hotline/new/"
        answer, page = self.ask("GET", address, f"sessionid={cookie}")
        form = html.fromstring(page).xpath("//main//form[@method='post']")[0]
        values = dict(form.form_values())
        values |= {"subject": self.random.choice(THINGS), "content": "夜里看不清路。" * 20,
                   "request_kind": "help", "place": self.random.choice(PLACES)}  # fmt: skip
        token = answer.getheader("Set-Cookie", "").partition(";")[0]
        self.ask("POST", address, f"sessionid={cookie}; {token}", values)

    def ask(
        self, method: str, path: str, cookie: str, values: dict[str, Any] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection(self.place, timeout=60)
        head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(values) if values else None, head)
            answer = connection.getresponse()
            page = answer.read()
        finally:
            connection.close()
        if answer.status != (302 if values else 200):
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return answer, page
