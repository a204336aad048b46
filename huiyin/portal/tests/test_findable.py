"""What is public can be found: by links in sight, in both site maps, and by search engines."""

from datetime import timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree, html

from huiyin.audit.models import Entry
from huiyin.casework.testing import Stage
from huiyin.commitments.tests.trial import TRIAL as COMMITMENTS
from huiyin.foi.portal import steps
from huiyin.hotline.tests.trial import TRIAL as REQUESTS
from huiyin.licensing.tests.trial import TRIAL as LICENCES
from huiyin.portal.robots import is_open
from huiyin.registers.actions import decisions
from huiyin.registers.models import BudgetSheet, Decision, Power
from huiyin.registers.tests import trial
from huiyin.web.kept import page_cache

from .test_kept_pages import FOR_ALL, FOR_ONE

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
REGISTERS = ("/powers/", "/officers/", "/budgets/", "/decisions/", "/licences/", "/commitments/")


@pytest.fixture(autouse=True)
def fresh(db):
    page_cache.pages.clear()
    yield
    page_cache.pages.clear()


@pytest.fixture
def robots(client):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def mapped(client):
    """Every address of the site maps for search engines."""
    addresses = []
    for file in _locations(client, "/sitemap.xml"):
        addresses += _locations(client, urlsplit(file).path)
    return [urlsplit(address).path for address in addresses]


def _locations(client, address):
    answer = client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    return [item.text for item in etree.fromstring(content).iter(f"{MAP}loc")]


def links(client, address, *, folded=True):
    """Addresses of the links of a page; without those that are seen only after unfolding."""
    tree = html.fromstring(client.get(address).content)
    seen = "" if folded else "[not(ancestor::details) and not(ancestor::footer)]"
    return set(tree.xpath(f"//a{seen}/@href"))


def test_each_address_of_the_map_is_open_and_there(client, document, robots):
    document()
    paths = mapped(client)
    assert len(paths) == len(set(paths)) > 10
    assert {path: robots.can_fetch("*", path) for path in paths} == dict.fromkeys(paths, True)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


RECORDS = {
    "licence": LICENCES,
    "commitment": COMMITMENTS,
    "message-published": REQUESTS,
    **{
        name: next(one for one in trial.TRIALS if one.workflow.model is model)
        for name, model in (("power", Power), ("budget", BudgetSheet), ("decision", Decision))
    },
}


LET_OUT = {
    "licence": ["valid", "publish"],
    "commitment": ["performing", "publish by head"],
    "message-published": ["answered", "propose by writer", "publish by head"],
}


@pytest.mark.parametrize("name", RECORDS)
def test_each_record_with_a_page_is_in_the_map(client, bureau, robot, morning, name):
    """Of every state: what answers everybody, and nothing else, with the day of its last move."""
    stage = Stage(RECORDS[name], bureau, morning)
    if name in LET_OUT:
        state, *way = LET_OUT[name]
        start, *steps_to = stage.trial.ways[state]
        another = stage.trial.starts[start].make(stage.scene, stage.actor(start, stage.every))
        stage.matters["let out"] = stage.go(another, (start,), [*steps_to, *way])
    page_cache.pages.clear()
    pages = {reverse(name, args=[m.pk]): m for m, _ in stage.matters.values()}
    public = {page for page in pages if client.get(page).status_code == 200}
    days = changed(client)
    assert public == pages.keys() & days.keys()
    assert public
    moved = {
        page: Entry.objects.filter(subject_type=m._meta.label_lower, subject_key=m.pk).latest("at")
        for page, m in pages.items()
    }
    assert {page: days[page] for page in public} == {
        page: f"{timezone.localtime(moved[page].at):%Y-%m-%d}" for page in public
    }


def changed(client):
    """Address → the day that the map tells."""
    days = {}
    for file in _locations(client, "/sitemap.xml"):
        answer = client.get(urlsplit(file).path)
        content = b"".join(answer) if answer.streaming else answer.content
        for line in etree.fromstring(content):
            days[urlsplit(line[0].text).path] = line[1].text if len(line) > 1 else ""
    return days


def test_each_public_list_is_in_both_maps(client, document, robots):
    """Every address without a variable part that answers anybody with a page, and stays."""
    document()
    lists = {
        f"/{route.strip()}"
        for route in FOR_ALL | FOR_ONE
        if "<" not in route and "." not in route and "?" not in route
    }
    pages = {
        path
        for path in lists
        if robots.can_fetch("*", path)
        and (answer := client.get(path)).status_code == 200
        and answer["Content-Type"].startswith("text/html")
    }
    assert {*REGISTERS, "/", "/reports/", "/messages/", "/apply/", "/message/"} <= pages
    assert pages - set(mapped(client)) == set()
    assert pages - links(client, "/sitemap/") == set()


@pytest.mark.parametrize("address", ["/", "/cgj/", "/sitemap/"])
def test_registers_are_in_sight(client, document, address):
    document()
    assert set(REGISTERS) <= links(client, address, folded=False)


@pytest.mark.parametrize(
    ("days", "is_named"), [(0, True), (29, True), (30, True), (31, False), (-1, False)]
)
def test_home_names_what_takes_opinions_today(client, bureau, robot, monkeypatch, days, is_named):
    """From the first to the last day of a consultation, whatever the clock has done."""
    at = timezone.localtime()
    decision = decisions.register(trial.decision(bureau), actor=robot, at=at)
    until = timezone.localdate() + timedelta(days=30)
    decisions.consult(decision, actor=robot, at=at, consult_until=until)
    monkeypatch.setattr(timezone, "localdate", lambda *_: at.date() + timedelta(days=days))
    assert (f"/decisions/{decision.pk}/" in links(client, "/", folded=False)) is is_named


@pytest.mark.parametrize("address", ["/subscribe/?page=/cgj/", "/subscribe/sent/", "/apply/",
    "/subscribe/confirm/a/", "/subscribe/mine/a/", "/track/", "/message/", "/", "/desk/sign-in/"])  # fmt: skip
def test_no_page_hides_where_its_forms_come_from(client, document, address):
    """With `no-referrer` browsers send `Origin: null`, and the form is refused."""
    document()
    assert client.get(address)["Referrer-Policy"] == "same-origin"


CLOSED = (
    *("/desk/", "/cms/", "/display/?set=elder", "/search/?q=a", "/feeds/search/?q=a", "/track/"),
    *("/mistakes/", "/mistakes/progress/", "/subscribe/", "/subscribe/mine/a/", "/track/act/rate/"),
    *("/apply/start/", "/apply/review/", "/apply/sent/", "/apply/resume/", "/apply/search/"),
    *("/message/sent/", "/message/progress/", "/verify/", "/verify/a/"),
    *(step.address for step in steps.EVERY),
)


@pytest.mark.parametrize("address", CLOSED)
def test_no_robot_walks_through_a_form(robots, address):
    assert not robots.can_fetch("*", address)


@pytest.mark.parametrize("address", ["/apply/", "/message/"])
def test_a_guide_is_found_and_its_steps_are_not(client, document, robots, address):
    assert robots.can_fetch("*", address)
    assert b"noindex" not in client.get(address).content
    assert b"noindex" in client.get(reverse("track")).content


def test_every_step_of_the_form_is_known_to_the_robots(db):
    assert {step.address for step in steps.steps()} <= set(CLOSED)
    assert is_open("/cgj/gzdt/")
    assert not any(is_open(step.address) for step in steps.EVERY)
