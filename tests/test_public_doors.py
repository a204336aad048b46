"""Every door that takes a form without a session names its budgets, and says when one is used up.

The names are read from the source: what a view reaches. A new door without a line here fails.
"""

import re
from datetime import timedelta
from functools import cache
from inspect import unwrap

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from django.utils.module_loading import import_string

from huiyin.foi.tests import public_walk as walk
from huiyin.hotline.tests.test_messages import GOOD as MESSAGE
from huiyin.hotline.tests.test_mistakes import GOOD as MISTAKE
from huiyin.notices.models import Notice
from huiyin.registers.actions import decisions
from huiyin.registers.models import Decision
from huiyin.registers.tests import trial
from huiyin.throttle import guessing

from . import calls

STAFF = ("desk/", "cms/", "cms-documents/", "media/")
UPLOADS = {"limits.UPLOADS", "limits.UPLOAD_MEGABYTES"}
LETTERS = {"limits.LETTERS", "limits.LETTERS_NET"}
DOORS = {
    "message": {"limits.MESSAGES", *UPLOADS},
    "mistakes": {"limits.MESSAGES", *UPLOADS},
    "decision": {"limits.MESSAGES"},
    "api-requests": {"limits.PUSHES", "limits.PUSH_FAULTS"},
    "api-request": {"limits.PUSHES", "limits.PUSH_FAULTS"},
    "api": set(),
    "api-description": set(),
    "api-figure": set(),
    "api-list": set(),
    "api-record": set(),
    "message-progress": {"guessing.REQUEST"},
    "mistake-progress": {"guessing.REQUEST"},
    "evaluate": {"guessing.missed_link"},
    "refuse-texts": {"guessing.missed_link"},
    "subject-statement": {"limits.STATEMENTS"},
    "subscribe": {"limits.SUBSCRIPTIONS", *LETTERS},
    "subscribe-confirm": {"guessing.missed_link"},
    "subscriptions": {"guessing.missed_link"},
    "apply-start": {"limits.DRAFTS"},
    "apply-step": {"limits.DRAFTS", *UPLOADS},
    "apply-review": {"limits.APPLICATIONS", "limits.APPLICATIONS_ONE", *LETTERS},
    "apply-resume": {"guessing.DRAFT"},
    "track": {"guessing.APPLICATION"},
    "track-act": {"limits.ACTS", *UPLOADS},
    "sign-in": {"guessing.PASSWORD"},
    "sign-in-code": {"guessing.DEVICE"},
    "sign-in-enrol": {"guessing.DEVICE"},
    "sign-in-password": set(),
    "sign-in-onward": set(),
    "apply-sent": set(),
    "message-sent": set(),
    "mistake-sent": set(),
    "track-end": set(),
}
"""Name of the address → what it spends; nothing where it only forgets a cookie, only
reads what is public, or follows the right password."""


@cache
def public():
    """Name → the view behind it, dotted, of every address that needs no session."""
    views = dict(_views(get_resolver().url_patterns, ""))
    return {name: view for name, view in views.items() if name}


def _views(patterns, before):
    for one in patterns:
        here = before + str(one.pattern).lstrip("^")
        if not isinstance(one, URLPattern):
            yield from _views(one.url_patterns, here)
        elif not here.startswith(STAFF) or here.startswith("desk/sign-in"):
            view = unwrap(one.callback)
            yield one.name, f"{view.__module__}.{view.__qualname__}"


def reached(view):
    """Everything that a view speaks of, however many calls away."""
    reached, new = set(), {view}
    while new:
        reached |= new
        functions = new - modules()
        new = set().union(*(calls.graph().get(one, ()) for one in functions)) - reached
    return reached


@cache
def modules():
    return {name.rpartition(".")[0] for name in calls.graph()}


def takes_forms(said):
    return bool({".POST", ".method", "django.views.decorators.http.require_POST"} & said)


INNER = {f"limits.{name}" for name in site.LIMITS if name.startswith(("GUESSES", "PASSWORDS"))}
"""What `guessing` spends by itself."""


WINDOWS = {
    "huiyin.foi.portal.opened.WINDOW": "guessing.APPLICATION",
    "huiyin.hotline.portal.receipts.WINDOW": "guessing.REQUEST",
}
"""Where number and query code are asked for, and what its tries are counted as."""


def spent(said):
    """Of what is said, the budgets; a secret only where it is tried, not where a browser is remembered."""
    names = {one.removeprefix("huiyin.throttle.") for one in said}
    budgets = {one for one in names if one.startswith("limits.") and one[7:] in site.LIMITS} - INNER
    budgets |= names & {"guessing.missed_link"}
    if names & {"guessing.begin", "guessing.begin_anywhere"}:
        budgets |= {one for one in names if re.fullmatch("guessing.[A-Z]+", one)}
    for window, secret in WINDOWS.items():
        if window in said and {f"{window}.asked", ".asked"} & said:
            budgets.add(secret)
    return budgets - {"guessing.FIVE"}


def test_every_public_door_names_its_budgets():
    said = {name: reached(view) for name, view in public().items()}
    doors = {name: spent(view) for name, view in said.items() if takes_forms(view)}
    assert doors == DOORS


@pytest.mark.parametrize("window", WINDOWS)
def test_a_window_counts_what_it_is_for(window):
    secret = import_string(window).secret
    assert secret is getattr(guessing, WINDOWS[window].rpartition(".")[2])


def test_a_hall_of_visitors_behind_one_address_is_no_flood():
    """Whatever is good counts against the network alone, and that has room for many."""
    good = ("DRAFTS", "APPLICATIONS", "MESSAGES", "SUBSCRIPTIONS", "UPLOADS")
    assert not [name for name in good if site.LIMITS[name][0] < 30]


ONE = (1, 3600)


def consult(bureau, robot):
    now = timezone.localtime()
    decision = decisions.register(trial.decision(bureau), actor=robot, at=now)
    until = now.date() + timedelta(days=40)
    decisions.consult(decision, actor=robot, at=now, consult_until=until)


def message(client, turn):
    return client.post("/message/", MESSAGE | {"agency": "cgj", "subject": f"标题{turn}"})


def mistake(client, turn):
    return client.post("/mistakes/", MISTAKE | {"description": f"错字{turn}"})


def with_picture(client, turn):
    data = MISTAKE | {"description": f"错字{turn}", "screenshot": walk.upload()}
    return client.post("/mistakes/", data)


def opinion(client, turn):
    return client.post(f"/decisions/{Decision.objects.get().pk}/", {"text": f"意见{turn}"})


def subscription(client, turn):
    return client.post("/subscribe/", {"q": f"词{turn}", "email": f"{turn}@example.cn"})


def draft(client, turn):
    return Client().post("/apply/what/", {"information_name": f"方案{turn}"})


def proof(client, turn):
    if not turn:
        walk.begin(client)
    return client.post("/apply/proof/", {"proof": [walk.upload(f"证{turn}.png")], "more": "1"})


def application(client, turn):
    walk.fill(client, what={"information_name": f"方案{turn}"})
    return client.post("/apply/review/", walk.SENT_BY)


def act(client, turn):
    if not turn:
        walk.track(client, walk.send(client))
        return client.post("/track/act/confirm/")
    return client.post("/track/act/withdraw/", {"reason": "理由1"})


def wrong_link(client, turn):
    return client.get(f"/subscribe/mine/{turn}/")


def wrong_paper(client, turn):
    return client.get(f"/verify/{turn}/")


def wrong_request(client, turn):
    return client.post("/message/progress/", {"number": f"LY2026-{turn}", "code": "AAAAAAAA"})


def wrong_draft(client, turn):
    return client.post("/apply/resume/", {"code": f"AAAABBBBCC{turn}"})


@pytest.mark.parametrize(
    ("limit", "send", "typed"),
    [
        ("MESSAGES", message, "标题1"),
        ("MESSAGES", mistake, "错字1"),
        ("UPLOADS", with_picture, "错字1"),
        ("MESSAGES", opinion, "意见1"),
        ("SUBSCRIPTIONS", subscription, "1@example.cn"),
        ("LETTERS_NET", subscription, "1@example.cn"),
        ("DRAFTS", draft, "方案1"),
        ("UPLOADS", proof, "证0"),
        ("UPLOAD_MEGABYTES", proof, "证0"),
        ("APPLICATIONS", application, ""),
        ("APPLICATIONS_ONE", application, ""),
        ("ACTS", act, "理由1"),
        ("GUESSES_NET", wrong_link, ""),
        ("GUESSES_NET", wrong_paper, ""),
        ("GUESSES_NET", wrong_request, "LY2026-1"),
        ("GUESSES_NET", wrong_draft, ""),
    ],
)
def test_what_is_too_much_is_refused_until_a_time_that_is_said(
    bureau, robot, settings, tmp_path, limit, send, typed
):
    settings.MEDIA_ROOT = tmp_path
    settings.LIMITS = settings.LIMITS | {limit: ONE}
    if send is opinion:
        consult(bureau, robot)
    client = Client()
    first, second = send(client, 0), send(client, 1)
    assert first.status_code != 429
    page = second.content.decode()
    assert second.status_code == 429
    assert 3590 < int(second["Retry-After"]) <= 3601
    assert re.search(r"请在 (\d+月\d+日 )?\d\d:\d\d 之后再试", page)
    assert typed in page


def test_the_drafts_of_all_visitors_have_a_bound(bureau, settings, tmp_path):
    settings.MEDIA_ROOT, settings.DRAFTS_MEGABYTES = tmp_path, 0
    client = Client()
    full = proof(client, 0)
    assert (full.status_code, full["Retry-After"]) == (429, "1800")
    assert "已经填写的都在" in full.content.decode()
    assert "已经填写的都在" not in client.get("/apply/proof/").content.decode()


def test_an_application_is_taken_without_its_letter(bureau, settings, tmp_path):
    settings.MEDIA_ROOT, settings.LIMITS = tmp_path, site.LIMITS | {"LETTERS": ONE}
    first, second = walk.send(Client()), walk.send(Client())
    assert (first["email"], second["email"]) == ("wang@example.com", "")
    assert Notice.objects.count() == 1
    assert second["unsent"] == "wang@example.com"
