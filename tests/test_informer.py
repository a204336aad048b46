"""举报: a colleague with every right but that of naming persons walks through every door, and finds nothing.

信访工作条例第三十条: what an informer said may not come to whoever is accused. The report has gone the
whole way: photograph, units, their words, supervision, answer, correction, notices. The walk follows
every link and sends every search form with words of the report; the table of doors is asked about
the report itself, and about what stands beside it.
"""

import io
import zipfile
from collections import deque
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from huiyin.accounts.models import User
from huiyin.casework.rooms import rooms
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment, Supervision
from huiyin.files import intake, keeping
from huiyin.hotline import actions
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.organisations.models import Membership, Organisation
from huiyin.organisations.roles import ensure_posts, usual

from .crawl import Step, Walk
from .matrix.doors import DOORS

pytestmark = pytest.mark.django_db

SECRETS = {
    "subject": "密告饭馆倒油", "content": "油污夜间入河口", "place": "后巷暗管处",
    "caller_name": "欧阳示例", "caller_phone": "13911112222", "file": "暗管照片",
    "opinion": "执法队已见暗管", "asked": "请说明暗管为何未封", "answer": "暗管已经封堵",
    "correction": "暗管封堵日期更正",
}  # fmt: skip
CONFIDE = "hotline.confide_request"
MOST = 1500


def _request(bureau, **values):
    channel = Channel.objects.get(key="mayor-hotline")
    usual = {"content": "路灯不亮", "received_on": date(2026, 3, 2), "consents": True}
    return ServiceRequest(agency=bureau, channel=channel, **usual | values)


@pytest.fixture
def report(bureau, robot, morning):
    """Whole, so that everything there can be of a request is there."""
    who = {"actor": robot, "at": morning}
    for number in range(7):  # its number is none that a page gives as an example
        actions.register(_request(bureau, subject=f"路灯{number}", request_kind="help"), **who)
    unit = Organisation.objects.get(slug="duban")
    beside = Organisation.objects.get(slug="shenpi")
    said = ("subject", "content", "place", "caller_name", "caller_phone")
    matter = _request(bureau, request_kind="report", **{name: SECRETS[name] for name in said})
    matter = actions.register(matter, **who)
    file = keeping.keep(f"{SECRETS['file']}.png", intake.PNG, b"png")
    actions.add_files(matter, [file], at=morning)
    matter = actions.assign(matter, unit=unit, assistants=[beside], **who)
    lead, assistant = Assignment.objects.of(matter).order_by("-role")
    for task in (lead, assistant):
        tasks.sign(task, **who)
    tasks.contribute(assistant, opinion=SECRETS["opinion"], reported_on=morning.date(), **who)
    asked = Supervision(
        agency=bureau,
        unit=unit,
        subject=SECRETS["asked"],
        due_on=morning.date() + timedelta(days=9),
    )
    asked.put_beside(matter)
    tasks.supervise(asked, **who)
    matter = actions.draft(matter, draft_text=SECRETS["answer"], **who)
    matter = actions.approve(matter, **who)
    return actions.correct(matter, draft_text=SECRETS["correction"], **who)


@pytest.fixture
def posts(bureau):
    """Every usual post of the agency that may not name persons, and of no site-wide auditor."""
    rights = usual()
    return [
        post for name, post in ensure_posts(bureau).items()
        if CONFIDE not in rights[name] and not name.startswith("全站")
    ]  # fmt: skip


def _colleague(name, held):
    user = User.objects.create(username=name, name="旁人示例")
    Membership.objects.bulk_create(
        Membership(user=user, post=post, since=date(2019, 1, 1)) for post in held
    )
    return user


@pytest.fixture
def colleague(posts):
    return _colleague("colleague", posts)


class Reader(Client):
    """Reads every answer for what must not be there, unless the question itself said it."""

    def __init__(self, user, secrets):
        super().__init__(raise_request_exception=False)
        self.force_login(user)
        self.secrets = secrets
        self.sent = [""]
        """Words that were asked for, the last one just now."""
        self.given_away = []

    def request(self, **asked):
        answer = super().request(**asked)
        where = f"{asked['REQUEST_METHOD']} {asked['PATH_INFO']}?{asked.get('QUERY_STRING', '')}"
        text, own = text_of(answer), self.sent[-1:]
        if asked["PATH_INFO"].startswith("/desk/audit/"):  # what an auditor asks is logged, too
            own = self.sent
        self.given_away += [
            f"{where}: {secret}" for secret in self.secrets if secret in text and secret not in own
        ]
        return answer


def text_of(answer):
    """What a person or a program reads in it, also inside a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.streaming:
        answer.streaming_content = [content]  # to be read once more
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b" ".join(package.read(name) for name in package.namelist())
    return content.decode("utf-8", "replace")


class Search(Walk):
    """Every form that is asked for words is asked for those of the report, too."""

    words = ("密告饭馆倒油", "13911112222")

    def _take(self, step):
        steps = super()._take(step)
        if step.method == "get" and any(value == "" for _, value in step.data):
            for word in self.words:
                data = tuple((name, value or word) for name, value in step.data)
                self.client.sent.append(word)
                steps += self._answer(Step(step.page, step.words, step.address, "get", data))
            self.client.sent.append("")
        return steps


def walked(client, start):
    walk = Search("colleague", client)
    waiting = deque([Step("(start)", "工作台", start)])
    while waiting and walk.pages < MOST:
        step = waiting.popleft()
        if step.method == "get" and walk._is_new(step):
            waiting.extend(walk._take(step))
    assert walk.pages < MOST
    return walk


def test_no_link_and_no_search_leads_to_it(report, colleague):
    client = Reader(colleague, [*SECRETS.values(), report.reference])
    pages = sum(walked(client, start).pages for start in ("/desk/", "/"))
    assert pages > 100
    assert client.given_away == []


def _beside(report):
    """The keys of everything that stands beside it, by the name that the table of doors gives it."""
    task = Assignment.objects.of(report).first()
    return {
        "hotline": report.pk, "answered": report.pk, "photograph": report.files.get().pk,
        "assignments": task.pk, "supervisions": Supervision.objects.get().pk,
    }  # fmt: skip


def _of_doors(report):
    keys = _beside(report)
    for name, door in DOORS.items():
        arguments = door.arguments.split()
        if "@hotline" in arguments or {f"@{key}" for key in keys} & set(arguments):
            values = [keys.get(one.lstrip("@"), one.lstrip("@=")) for one in arguments]
            yield reverse(name.partition("#")[0], args=values)


def _of_rooms(report):
    """Record, moves and lists of each kind that stands beside it, and of itself."""
    for kind, pk in _beside(report).items():
        room = next((room for room in rooms() if room.key == kind), None)
        if room is not None:
            yield f"/desk/{kind}/{pk}/"
            yield from (f"/desk/{kind}/{pk}/{name}/" for name in room.workflow.moves)


def test_no_address_answers_about_it(report, colleague):
    client = Reader(colleague, [*SECRETS.values(), report.reference])
    addresses = [*_of_doors(report), *_of_rooms(report)]
    assert len(addresses) > 20
    for address in addresses:
        assert client.get(address).status_code in (403, 404, 405), address
        assert client.post(address, {"reason": "x"}).status_code in (403, 404, 405), address
    assert client.given_away == []


WHOLE = ("/desk/{kind}/?export=csv", "/desk/{kind}/?export=xlsx")
SEARCHED = (
    "/desk/{kind}/?q={word}", "/desk/{kind}/?q={word}&export=csv", "/desk/search/?q={word}",
    "/desk/audit/?record={word}", "/desk/audit/?q={word}", "/search/?q={word}",
    "/search/suggest?q={word}", "/feeds/search/?q={word}",
)  # fmt: skip


def _read_all(client, addresses, **parts):
    kinds = {room.key for room in rooms()}
    for address in sorted({one.format(kind=kind, **parts) for one in addresses for kind in kinds}):
        client.get(address, follow=True)


def test_no_word_of_it_finds_it(report, colleague):
    """Whole lists are the same whatever was asked before: they are taken once, and may name no word."""
    client = Reader(colleague, [*SECRETS.values(), report.reference])
    _read_all(client, WHOLE)
    for word in [*SECRETS.values(), report.reference]:
        client.sent.append(word)
        _read_all(client, SEARCHED, word=word)
    assert client.given_away == []


def test_a_unit_that_was_asked_knows_only_that_something_was_asked(report, bureau):
    """Who handles tasks there and is not named reads what was written to the unit, and no more."""
    unit = Organisation.objects.get(slug="duban")
    person = _colleague("handler", [ensure_posts(unit)["任务承办岗"]])
    client = Reader(person, [word for name, word in SECRETS.items() if name != "asked"])
    assert walked(client, "/desk/").pages > 5
    assert client.get(f"/desk/hotline/{report.pk}/").status_code == 404
    assert client.given_away == []
