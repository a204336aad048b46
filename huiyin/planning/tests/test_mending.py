"""限期整改 out of a task of the plan: by a signed link, filled in, once while it is open."""

from datetime import date, datetime, time
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
import time_machine

from huiyin.accounts.models import User
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.rectification.models import Rectification

from .trial import PICTURE

pytestmark = pytest.mark.django_db
NEW = "/desk/rectifications/new/"
MAY = datetime.combine(date(2026, 5, 15), time(10), ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def keeper(client, bureau, robot, morning):
    """督办岗: keeps the plan and registers what has to be mended."""
    user = User.objects.create_user("keeper", password="a-long-pass-phrase", name="陈示例")
    appoint(user, ensure_posts(bureau)["督办岗"], actor=robot, at=morning, since=morning.date())
    client.force_login(user)
    return client


def link_of(client, item):
    page = client.get(item.get_absolute_url()).content.decode()
    return next((unquote(part.split('"')[0]) for part in page.split(f'href="{NEW}')[1:]), "")


def sent_back(form):
    said = {name: form[name].value() or "" for name in form.fields if name != "also"}
    return {**said, "named_due_on": "2099-01-01"}


@time_machine.travel(MAY, tick=False)
def test_what_is_late_fills_the_form_and_is_ordered_once(standing, keeper, bureau):
    item = standing("issue")
    form = keeper.get(NEW + link_of(keeper, item)).context["form"]
    assert (form["subject"].value(), form["unit"].value()) == (item.text, item.unit_id)
    assert "第一季度进展应于2026年4月10日前报送，没有报送。" in form["problem"].value()
    assert form["origin"].value() == f"工作计划 {item.reference}"
    assert keeper.post(NEW, sent_back(form)).status_code == 302
    matter = Rectification.objects.get()
    assert (matter.about_kind, matter.about_pk) == (item._meta.label_lower, item.pk)
    assert link_of(keeper, item) == "", "one is open already"
    assert matter.reference in keeper.get(item.get_absolute_url()).content.decode()
    assert item.get_absolute_url() in keeper.get(matter.get_absolute_url()).content.decode()


def test_its_files_go_with_it(standing, keeper):
    item = standing("issue", "report")
    form = keeper.get(NEW + link_of(keeper, item)).context["form"]
    keeper.post(NEW, {**sent_back(form), "problem": "现场仍有占道", "demand": "清理"})
    assert [one.file.name for one in Rectification.objects.get().evidence.all()] == [PICTURE[0]]


@pytest.mark.parametrize("steps", [(), ("issue", "report_done"), ("issue", "drop")], ids=str)
def test_only_a_task_that_is_being_done(standing, keeper, steps):
    assert link_of(keeper, standing(*steps)) == ""


def test_a_link_that_nobody_signed_opens_nothing(standing, keeper):
    item = standing("issue")
    forged = f"?finding={item._meta.label_lower}:{item.pk}:forged"
    assert not keeper.get(NEW + forged).context["form"]["subject"].value()
