"""培训清单: by unit, each kind as many as its figure counts, and nobody outside named."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Role
from huiyin.coordination.tests.trial import BACK
from huiyin.coordination.tests.trial import matter as other_matter
from huiyin.figures import registry
from huiyin.figures.scope import Scope
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts
from huiyin.rectification.actions import register
from huiyin.rectification.tests.trial import DUE, make, rectification
from huiyin.structure.models import Charge
from huiyin.training import lists
from huiyin.training.kinds import KINDS
from huiyin.training.lists import training_list
from huiyin.training.quarters import Quarter

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
SPRING = Quarter(2026, 1)


def at(day):
    return datetime(2026, 3, day, 10, tzinfo=SHANGHAI)


@pytest.fixture
def duban(bureau):
    Organisation.objects.filter(pk=bureau.pk).update(document_code="云城管")
    return bureau.units.get(slug="duban")


@pytest.fixture
def late(bureau, duban, robot):
    """Reported on Thursday, four working days after the last one."""
    agency = Organisation.objects.get(pk=bureau.pk)
    matter = register(rectification(agency, unit=duban), actor=robot, at=at(3))
    matter = make("sign", make("issue", matter, robot, at(3)), robot, at(3))
    done = {"reported_on": date(2026, 3, 26)}
    return make("report", matter, robot, at(26), **done)


@pytest.fixture
def returned(bureau, duban, robot):
    about = other_matter(bureau, at(3))
    due = date(2026, 3, 6)
    task = tasks.assign(about, duban, Role.ASSIST, due_on=due, actor=robot, at=at(3))
    return tasks.send_back(task, actor=robot, at=at(4), **BACK)


def made(bureau, actor, today=date(2026, 4, 1)):
    return training_list(bureau, SPRING, actor=actor, today=today)


def test_each_line_has_its_unit_its_rule_and_its_days(bureau, late, returned, robot):
    ((unit, lines),) = made(bureau, robot).units
    assert unit == "监督指挥科"
    told = {one.kind.figure: (one.reference, one.due, one.done, one.days) for one in lines}
    assert told == {
        "rectification.late": (late.reference, DUE, date(2026, 3, 26), 4),
        "coordination.returned": (returned.reference, None, date(2026, 3, 4), None),
    }
    assert all(one.kind.rule for one in lines)


def test_what_is_not_done_is_late_on_each_day_that_was_over(bureau, duban, robot):
    agency = Organisation.objects.get(pk=bureau.pk)
    register(rectification(agency, unit=duban), actor=robot, at=at(3))
    matter = agency and lists.training_list(agency, SPRING, actor=robot, today=date(2026, 3, 25))
    assert matter.lines == [], "it was not ordered"
    late = make(
        "issue", register(rectification(agency, unit=duban), actor=robot, at=at(3)), robot, at(3)
    )
    (line,) = made(bureau, robot, date(2026, 3, 25)).lines
    assert (line.reference, line.done, line.days) == (late.reference, None, 2)


def test_each_kind_comes_to_its_figure(bureau, late, returned, robot):
    listed = made(bureau, robot)
    scope = Scope(bureau.pk, SPRING.start, SPRING.end, date(2026, 4, 1))
    values = [registry.find(kind.figure, bureau.pk).value(scope) for kind in KINDS]
    assert listed.totals == [*values, sum(values)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.figure)
def test_each_kind_is_a_figure_and_its_days_are_columns(kind):
    figure = registry.find(kind.figure)
    names = {field.name for field in figure.ledger.model._meta.get_fields()}
    assert {name for name in (kind.due, kind.done) if name} <= names
    assert kind.units([]) == {}


def test_what_names_no_unit_is_of_whoever_answers_for_it(bureau, duban):
    kind = next(one for one in KINDS if one.subject == "foi")
    assert lists._answers(kind, bureau, date(2026, 3, 31)) == bureau
    Charge.objects.create(
        agency=bureau, about="foi", unit=duban, valid_from=date(2026, 1, 1), basis="测试"
    )
    assert lists._answers(kind, bureau, date(2026, 3, 31)) == duban


@pytest.fixture
def client_of(bureau, robot, morning, time_machine):
    time_machine.move_to(at(30) + timedelta(days=2))

    def sign_in(post):
        user = User.objects.create_user("xt", name="陈示例")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=morning.date())
        client = Client()
        client.force_login(user)
        return client

    return sign_in


PAGE, SPRING_ONLY = "/desk/training/", {"quarter": "2026Q1"}


def test_the_page_and_the_files_say_the_same(bureau, late, returned, client_of):
    client = client_of("任务协调岗")
    page = client.get(PAGE, SPRING_ONLY).content.decode()
    numbers = {late.reference, returned.reference}
    assert all(number in page for number in numbers)
    assert late.subject not in page, "what somebody wrote stays in the record"
    assert late.get_absolute_url() not in page, "this post sees no rectifications"
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{PAGE}list.xlsx", SPRING_ONLY))))
    rows = list(book.active.iter_rows(values_only=True))
    assert {row[2] for row in rows[1:]} == numbers
    paper = docx.Document(io.BytesIO(b"".join(client.get(f"{PAGE}list.docx", SPRING_ONLY))))
    counts, lines = paper.tables
    assert counts.rows[-1].cells[-1].text == "2"
    assert {row.cells[1].text for row in lines.rows[1:]} == numbers


@pytest.mark.parametrize(
    ("query", "status"),
    [({}, 200), ({"quarter": "2026Q1"}, 200), ({"quarter": "2026Q3"}, 404), ({"agency": "no"}, 404)],
)  # fmt: skip
def test_what_can_be_asked_for(client_of, query, status):
    client = client_of("任务协调岗")
    assert client.get(PAGE, query).status_code == status
    assert client.get(f"{PAGE}list.pdf").status_code == 404


def test_only_whoever_coordinates(client_of):
    assert client_of("审计岗").get(PAGE).status_code == 403
