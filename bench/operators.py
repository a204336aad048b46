"""500 operators at the hotline desk: a request every 20 ms, whether the server keeps up or not.

The demonstration and 50,000 requests more, served as in operation by two processes. Requests come
when they are due (Poisson, the same each time), and an answer's time counts from that moment: what
waits in line has waited. Each operator has a session and a connection of her own, as a browser has.
"""

import asyncio
import os
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from lxml import html

from tests import demonstration

from . import site
from .servers import Server, in_operation

OPERATORS, RATE, SECONDS, ROWS, OPENED = 500, 50, 60, 50_000, 2000
MIX = {"list": 35, "record": 25, "search": 15, "call page": 10, "register": 10, "to do": 5}
"""What is asked, of a hundred."""
LISTS = (
    "", "page=2", "page=40", "state=received", "state=assigned", "state=answered&page=3",
    "when=open", "when=overdue", "when=week", "kind=complaint", "kind=help&page=2",
    "channel=mayor-hotline", "urgency=urgent", "unit=shizheng", "unit=huanwei", "mine=1",
    "q=路灯不亮",
)  # fmt: skip
SEARCHES = ("路灯不亮", "井盖", "渣土抛洒", "湖滨路", "垃圾 清运", "云溪路", "0004321")
LONGEST = 60.0
CALL = "/desk/hotline/call/"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.I)
COOKIE = re.compile(rb"\r\nset-cookie: *(csrftoken=[^;]+)", re.I)
PLACE = re.compile(rb"\r\nlocation: *(\S+)\r\n", re.I)


class Asked(NamedTuple):
    """One request of the mix: when it is due, in seconds from the beginning, and by whom."""

    due: float
    kind: str
    operator: int
    path: str


class Answer(NamedTuple):
    kind: str
    seconds: float
    failure: str


def run() -> dict[str, Any]:
    demonstration.copy(Path(os.environ["HUIYIN_HOME"]))
    site.prepare()
    keys, opened = fill()
    asked = list(arrivals(opened))
    with in_operation() as server:
        busy, answers = asyncio.run(_work(server, keys, asked))
    return figures(answers) | {
        "rows": ROWS, "asked": len(asked), "load": round(os.getloadavg()[0], 2),
        "server_cpu_ms": round(busy * 1000 / len(asked), 1),
    }  # fmt: skip


def fill() -> tuple[list[str], list[int]]:
    """(the session keys of the operators; requests that they may open, the newest first)."""
    from django.db import connection

    from huiyin.hotline.models import ServiceRequest
    from huiyin.organisations.models import Post

    from .desk_search import generate

    post = Post.objects.filter(name="热线办理岗", organisation__is_agency=True).earliest("pk")
    generate(post.organisation, ROWS)
    keys = [sign_in(number, post) for number in range(OPERATORS)]
    open_to_all = ServiceRequest.objects.filter(agency=post.organisation, is_confidential=False)
    opened = open_to_all.exclude(state="voided").order_by("-received_on", "-pk")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return keys, list(opened.values_list("pk", flat=True)[:OPENED])


def sign_in(number: int, post: Any) -> str:
    """The key of a session as the door makes it, without five hundred slow passwords."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib import auth

    from huiyin.accounts.models import User
    from huiyin.organisations.models import Membership

    user = User.objects.create(username=f"operator{number}", name=f"话务员{number}", password="!")
    Membership.objects.create(user=user, post=post, since=date(2020, 1, 1))
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[auth.SESSION_KEY] = str(user.pk)
    store[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def arrivals(opened: list[int]) -> Iterator[Asked]:
    """A minute of the mix. Operators take turns in an order drawn once: each asks every ten seconds."""
    random, due = Random("operators"), 0.0
    turns = random.sample(range(OPERATORS), OPERATORS)
    paths = {
        "list": lambda: f"/desk/hotline/?{quote(random.choice(LISTS), safe='=&')}",
        "record": lambda: f"/desk/hotline/{random.choice(opened)}/",
        "search": lambda: f"/desk/search/?q={quote(random.choice(SEARCHES))}",
        "call page": lambda: f"{CALL}{random.randbytes(6).hex()}/",
        "register": lambda: "",
        "to do": lambda: "/desk/",
    }
    for number in range(RATE * SECONDS):
        due += random.expovariate(RATE)
        (kind,) = random.choices(list(MIX), weights=list(MIX.values()))
        yield Asked(due, kind, turns[number % OPERATORS], paths[kind]())


def figures(answers: list[Answer]) -> dict[str, Any]:
    failures = Counter(f"{one.kind}: {one.failure}" for one in answers if one.failure)
    if failures:
        raise RuntimeError(f"not answered as they should be: {dict(failures.most_common(5))}")
    kinds = {
        kind: _percentiles([one.seconds for one in answers if one.kind == kind]) for kind in MIX
    }
    return {**_percentiles([one.seconds for one in answers]), "kinds": kinds}


def _percentiles(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {
        "median_ms": round(cuts[49] * 1000), "p95_ms": round(cuts[94] * 1000),
        "p99_ms": round(cuts[98] * 1000), "most_ms": round(max(seconds) * 1000),
    }  # fmt: skip


class Operator:
    """One browser: its connection, its cookies, and the form of a call that lies open before it."""

    def __init__(self, address: str, key: str) -> None:
        self.host, self.cookies = urlsplit(address).netloc, f"sessionid={key}"
        self.turn, self.reader = asyncio.Lock(), asyncio.StreamReader()
        self.reader.feed_eof()  # not connected yet
        self.calls: list[tuple[str, dict[str, str]]] = []

    async def connect(self) -> None:
        host, port = self.host.split(":")
        self.reader, self.writer = await asyncio.open_connection(host, int(port), limit=1 << 20)

    async def ask(
        self, path: str, values: dict[str, str] | None = None
    ) -> tuple[int, bytes, bytes]:
        """(status, head, body); a form is sent where there are values.

        The server ends a connection that was idle for half a minute; a browser makes another.
        """
        if self.reader.at_eof():
            await self.connect()
        head = [f"Host: {self.host}", f"Cookie: {self.cookies}"]
        body = b""
        if values is not None:
            body = urlencode(values).encode()
            head += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}", f"Origin: http://{self.host}",
            ]  # fmt: skip
        first = f"{'GET' if values is None else 'POST'} {path} HTTP/1.1"
        self.writer.write("\r\n".join([first, *head, "", ""]).encode() + body)
        said = await self.reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(said)
        if length is None:
            raise RuntimeError(f"{path}: an answer without its length")
        return int(said[9:12]), said, await self.reader.readexactly(int(length.group(1)))

    async def begin(self, seats: asyncio.Semaphore, calls: int) -> None:
        """So many call pages lie open; few operators at once, so that none waits long."""
        for _ in range(calls):
            async with seats:
                await self.open_call()

    async def open_call(self) -> None:
        """A call page more lies open, filled in; with the first the session begins."""
        path = f"{CALL}{os.urandom(6).hex()}/"
        status, head, body = await self.ask(path)
        cookie = COOKIE.search(head)
        if status != 200 or cookie is None:
            raise RuntimeError(f"{path}: {status}")
        if "csrftoken" not in self.cookies:
            self.cookies += f"; {cookie.group(1).decode()}"
        self.calls.append((path, filled(body)))

    async def register(self) -> tuple[int, bytes, bytes]:
        path, values = self.calls.pop()
        return await self.ask(path, values)


def filled(page: bytes) -> dict[str, str]:
    """The fields of the call page as the browser sends them, with what the operator has typed."""
    (form,) = html.fromstring(page).xpath("//form[.//input[@name='form_key']]")
    values = {name: value for name, value in form.form_values() if name}
    typed = {
        "subject": "路灯不亮",
        "content": f"云溪路{os.urandom(4).hex()}号路灯不亮三天。",
        "place": "云溪路",
    }
    return values | typed | {"request_kind": "help", "end": "register"}


async def _work(server: Server, keys: list[str], asked: list[Asked]) -> tuple[float, list[Answer]]:
    """(seconds of the server's processor time; the answers)."""
    operators = [Operator(server.address, key) for key in keys]
    calls = Counter(one.operator for one in asked if one.kind == "register")
    seats = asyncio.Semaphore(4)
    await asyncio.gather(
        *(one.begin(seats, max(1, calls[number])) for number, one in enumerate(operators))
    )
    busy, begun = server.processor_seconds(), time.monotonic()
    answers = await asyncio.gather(*(_one(operators[one.operator], one, begun) for one in asked))
    return server.processor_seconds() - busy, list(answers)


async def _one(operator: Operator, asked: Asked, begun: float) -> Answer:
    await asyncio.sleep(begun + asked.due - time.monotonic())
    async with operator.turn:
        try:
            if asked.kind == "register":
                status, _, _ = await operator.register()
            else:
                status, _, _ = await operator.ask(asked.path)
        except (OSError, EOFError) as error:
            return Answer(asked.kind, LONGEST, type(error).__name__)
    seconds = time.monotonic() - begun - asked.due
    right = 302 if asked.kind == "register" else 200
    return Answer(asked.kind, seconds, "" if status == right else f"{asked.path} {status}")
