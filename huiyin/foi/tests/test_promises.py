"""办理承诺: what 条例第三十一条 says, and what only the office promises."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.casework.deadlines import rule_for
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.foi import actions
from huiyin.foi.actions.promising import PROMISES, RIGHT
from huiyin.foi.models import Application, ConfirmationPromise, confirmation
from huiyin.foi.portal import sending, standing
from huiyin.foi.steps import steps_of
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

from . import paper_samples as samples

pytestmark = pytest.mark.django_db
PAGE = "/desk/foi/promises/"
LAW, OURS = "第三十一条", "本机关承诺"


@pytest.fixture
def promise(bureau, actor, morning):
    head = actor(RIGHT)

    def make(days, since, basis="本机关工作制度第八条"):
        at = morning.replace(year=since.year, month=since.month, day=since.day)
        return PROMISES.set(
            agency=bureau, days=days, valid_from=since, basis=basis, actor=head, at=at
        )

    return make


@pytest.fixture
def sign_in(client, bureau, robot, morning):
    def enter(post):
        user = User.objects.create_user("head", password="x", name="张某")
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2020, 1, 1))
        client.force_login(user)
        return client

    return enter


def waiting(bureau, robot, morning, channel, arrived):
    details = {"channel": channel, "received_on": None, "arrived_on": arrived}
    return samples.application(bureau, robot, morning, **details)


@pytest.mark.parametrize(
    ("channel", "due", "basis"),
    [
        ("online", date(2026, 3, 3), OURS),
        ("fax", date(2026, 3, 3), OURS),
        ("plain-letter", date(2026, 3, 2), LAW),  # 第三十一条第二项: the same day
    ],
)
def test_only_the_ordinary_letter_has_its_day_from_the_law(
    bureau, robot, morning, channel, due, basis
):
    case = waiting(bureau, robot, morning, channel, date(2026, 3, 2))
    (step,) = steps_of(case)
    assert case.due_on == due
    assert basis in step.basis
    assert (LAW in step.basis) == (basis == LAW)
    assert case.reckoning().rule.basis == step.basis
    assert standing.line(case, morning.date())[-2].article == step.basis


def test_each_agency_promises_from_a_day_on(bureau, robot, morning, promise):
    """An application keeps the promise of the day on which it arrived."""
    promise(2, date(2026, 2, 2))
    promise(3, date(2026, 3, 3), "新制度第九条")
    before = waiting(bureau, robot, morning, "online", date(2026, 3, 2))
    after = waiting(bureau, robot, morning, "online", date(2026, 3, 3))
    assert [before.due_on, after.due_on] == [date(2026, 3, 4), date(2026, 3, 6)]
    before.recount()
    assert before.due_on == date(2026, 3, 4)
    assert "新制度第九条" in after.time_limit().basis
    assert confirmation(bureau.pk, date(2026, 2, 1)).length == 1
    assert confirmation(bureau.pk + 1, date(2026, 3, 3)).length == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": 0}, "days"),
        ({"days": 11}, "days"),
        ({"basis": "  "}, "basis"),
        ({"valid_from": date(2026, 3, 2)}, "valid_from"),
    ],
)
def test_promises_that_cannot_be(bureau, actor, morning, changes, field):
    details = {"days": 2, "valid_from": date(2026, 3, 3), "basis": "制度", **changes}
    with pytest.raises(ValidationError) as caught:
        PROMISES.set(agency=bureau, actor=actor(RIGHT), at=morning, **details)
    assert list(caught.value.message_dict) == [field]
    assert not ConfirmationPromise.objects.exists()


def test_who_may_not_promises_nothing_and_each_promise_is_noted(bureau, actor, morning, promise):
    details = {"days": 2, "valid_from": morning.date(), "basis": "制度"}
    with pytest.raises(MoveForbiddenError):
        PROMISES.set(agency=bureau, actor=actor("foi.handle_application"), at=morning, **details)
    promise(2, date(2026, 3, 3))
    promise(4, date(2026, 3, 3))
    assert ConfirmationPromise.objects.get().days == 4
    assert [e.facts["days"] for e in Entry.objects.filter(verb="foi.promise.set")] == [2, 4]


def test_the_command_counts_by_the_promise(bureau, promise):
    promise(2, date(2026, 3, 3))
    for agency, period in (("", "1个工作日"), (bureau.slug, "2个工作日")):
        out = StringIO()
        call_command("due", "foi.confirmation", received="2026-03-03", agency=agency, stdout=out)
        assert period in out.getvalue().splitlines()[0]
        assert OURS in out.getvalue()
        assert LAW not in out.getvalue()
    with pytest.raises(LookupError):
        rule_for("foi.confirmation", date(2026, 3, 3), "nobody")


def test_the_portal_says_whose_number_it_is(client, bureau, robot, morning, promise):
    today = timezone.localdate()
    ConfirmationPromise.objects.create(
        agency=bureau, days=2, valid_from=today - timedelta(days=1), basis="制度"
    )
    page = client.get("/apply/").content.decode()
    assert "承诺 2 个工作日内与您确认收到" in page
    assert "确认收到的时限法律没有规定" in page
    assert "1 个工作日" not in page
    case = waiting(bureau, robot, morning, "online", date(2026, 3, 2))
    case.query_code = "ABCD1234"
    letter = sending.letter(case, {"number": case.reference, "code": "ABCD-1234"})
    assert "承诺最迟于2026年3月3日（含当日）" in letter


def test_the_guide_asks_once_whatever_the_number_of_agencies(client, bureau, promise):
    promise(2, date(2026, 3, 3))
    client.get("/apply/")
    with CaptureQueriesContext(connection) as of_one:
        client.get("/apply/")
    Organisation.objects.create(name="别局", short_name="别局", slug="bj", is_agency=True)
    with CaptureQueriesContext(connection) as of_two:
        page = client.get("/apply/").content.decode()
    assert len(of_two) == len(of_one)
    assert f"{bureau.name}承诺 2 个工作日" in page
    assert "别局承诺 1 个工作日" in page


def test_the_desk_sets_it(sign_in, bureau):
    """Whoever heads the disclosure office; what was typed wrong is asked for again."""
    today = timezone.localdate()
    client = sign_in("信息公开负责人")
    assert "软件建议的 1 个工作日" in client.get(PAGE).content.decode()
    wrong = client.post(PAGE, {"days": 2, "valid_from": str(today), "basis": ""})
    assert (wrong.status_code, "请填写依据" in wrong.content.decode()) == (422, True)
    past = {"days": 2, "valid_from": str(today - timedelta(days=1)), "basis": "制度"}
    assert "不能早于今天" in client.post(PAGE, past).content.decode()
    typed = {"days": 2, "valid_from": str(today), "basis": "制度第八条"}
    assert client.post(PAGE, typed).status_code == 302
    assert "<strong>2个工作日</strong>" in client.get(PAGE).content.decode()
    assert confirmation(bureau.pk, today).basis == "本机关承诺，制度第八条"


def test_the_desk_stays_with_the_agency_that_was_set(sign_in, bureau, robot, morning):
    client = sign_in("信息公开负责人")
    other = Organisation.objects.create(name="别局", short_name="别局", slug="bj", is_agency=True)
    posts = ensure_posts(other)
    appoint(
        User.objects.get(), posts["信息公开负责人"], actor=robot, at=morning, since=date(2020, 1, 1)
    )
    typed = {"days": 2, "valid_from": str(timezone.localdate()), "basis": "制度第八条"}
    for agency in (bureau, other):
        page = client.post(PAGE, {**typed, "agency": agency.slug}, follow=True)
        assert page.context["choice"].agency == agency
        assert "<strong>2个工作日</strong>" in page.content.decode()


def test_what_was_confirmed_is_received_that_day(bureau, robot, morning):
    """双方确认之日 stays the day of receipt (第三十一条), whatever was promised."""
    case = waiting(bureau, robot, morning, "online", date(2026, 3, 2))
    done = actions.confirm(
        case, actor=robot, at=morning, confirmed_on=date(2026, 3, 3), method="phone"
    )
    assert Application.objects.get(pk=done.pk).received_on == date(2026, 3, 3)
