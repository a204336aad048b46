"""What a clerk presses: a suggested unit or category, and the floor of certainty."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from huiyin.coordination.models import Assignment, Role
from huiyin.hotline.actions import register
from huiyin.hotline.tests.trial import request as new
from huiyin.organisations.models import Organisation
from huiyin.routing import training
from huiyin.routing.learning import learn
from huiyin.routing.models import Suggestion, Target, floor

from .factories import closed, node

pytestmark = pytest.mark.django_db
FLOOR = "/desk/routing/floor/"


@pytest.fixture
def at():
    return timezone.localtime()


@pytest.fixture
def waiting(bureau, robot, at):
    closed(bureau, robot, at)
    for target in Target:
        training.train(bureau, target, learn=learn, actor=robot, at=at)
    request = new(bureau, subject="路灯", content="我家楼下的路灯不亮了", received_on=at.date())
    return register(request, actor=robot, at=at)


@pytest.fixture
def clerk(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    return client


def suggested(page, target):
    """Address and fields of the form that the suggestions of one kind stand in."""
    section = re.search(rf'aria-labelledby="suggested-{target}".*?</section>', page, re.DOTALL)[0]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', section)
    buttons = re.findall(rf'<button name="{target}" value="([^"]+)"', section)
    return re.search('action="([^"]+)"', section)[1], dict(hidden), buttons


def test_a_press_on_a_suggested_unit_gives_it_the_task(clerk, waiting):
    page = clerk.get(f"/desk/hotline/{waiting.pk}/").content.decode()
    address, hidden, buttons = suggested(page, "unit")
    duban = Organisation.objects.get(slug="duban")
    assert buttons[0] == str(duban.pk)
    answer = clerk.post(address, {**hidden, "unit": buttons[0]})
    assert answer.status_code == 302
    waiting.refresh_from_db()
    task = Assignment.objects.of(waiting).get()
    assert (task.unit, task.role, task.due_on) == (duban, Role.LEAD, waiting.due_on)
    assert (waiting.unit, waiting.state) == (duban, "dispatched")
    suggestion = Suggestion.objects.get(request=waiting, target=Target.UNIT)
    assert (suggestion.chosen, suggestion.place) == ("duban", 1)


def test_a_press_that_is_refused_comes_back_with_the_unit(clerk, waiting):
    """The page of the step asks more than the unit; what was pressed stays chosen on it."""
    address, hidden, buttons = suggested(
        clerk.get(f"/desk/hotline/{waiting.pk}/").content.decode(), "unit"
    )
    late = {"due_on": str(waiting.due_on + timedelta(days=1))}
    answer = clerk.post(address, {**hidden, "unit": buttons[0], **late})
    page = answer.content.decode()
    assert (answer.status_code, "期限不能晚于" in page) == (422, True)
    assert re.search(rf'<option value="{buttons[0]}" selected', page)
    assert not Assignment.objects.of(waiting).exists()


def test_a_press_on_a_suggested_category_takes_it(clerk, waiting):
    page = clerk.get(f"/desk/hotline/{waiting.pk}/").content.decode()
    address, hidden, buttons = suggested(page, "category")
    assert buttons[0] == str(node("市政设施").pk)
    assert clerk.post(address, {**hidden, "category": "别的"}).status_code == 404
    assert clerk.post(address, {**hidden, "category": buttons[0]}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.category == node("市政设施")


def test_the_floor_is_set_on_a_page_and_told_on_the_board(clerk, bureau, at):
    assert f'href="{FLOOR}' in clerk.get("/desk/routing/").content.decode()
    values = {"percent": 80, "valid_from": str(at.date()), "basis": "局办公会"}
    wrong = clerk.post(FLOOR, {**values, "percent": 101})
    assert (wrong.status_code, floor(bureau.pk, at.date())) == (422, 50)
    page = clerk.post(FLOOR, values, follow=True).content.decode()
    assert "已保存：把握下限 80%" in page
    assert floor(bureau.pk, at.date()) == 80
    board = clerk.get("/desk/routing/").content.decode()
    assert "现为 80%" in board
    assert "<td>局办公会</td>" in board
