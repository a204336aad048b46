"""撤销机构 on the desk: seen before it is done, done as it was seen."""

import re

import pytest
from django.urls import reverse

from huiyin.audit.models import Entry
from huiyin.coordination import actions
from huiyin.coordination.dissolving import Held
from huiyin.coordination.models import Assignment, Escalation, Role, Supervision
from huiyin.organisations.models import Membership, Organisation
from huiyin.organisations.roles import ensure_posts

from .trial import DUE, REPORT, asked, hotline, matter, requests, rung_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/dissolve-unit/"


@pytest.fixture
def units(bureau):
    return {one.slug: one for one in Organisation.objects.all()}


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def holds(bureau, units, who, morning):
    """监督指挥科 with two tasks, one of a matter of which 行政审批科 has one, and one of each else."""
    for assistants in ([], [units["shenpi"]]):
        request = hotline.register(requests.request(bureau), **who)
        hotline.assign(request, unit=units["duban"], assistants=assistants, **who)
    task = actions.assign(matter(bureau, morning), units["duban"], Role.ASSIST, due_on=DUE, **who)
    actions.contribute(task, **REPORT, **who)
    about = matter(bureau, morning)
    actions.supervise(asked(about, units["duban"]), **who)
    actions.escalate(rung_of(about, units["duban"]), **who)


def rows(unit, successor):
    return [(one.what, len(one.rows), one.to) for one in Held(unit, successor).going() if one.rows]


TASKS, REPORTED = "没有反馈的承办任务", "已反馈的承办任务"
SUPERVISED, RUNGS = "没有解除的督办", "没有办结的升级提醒"


@pytest.mark.parametrize(
    ("successor", "expected"),
    [
        ("shenpi", [
            (TASKS, 1, "转由行政审批科接办，期限不变"),
            (TASKS, 1, "退回协调人另行交办（承接机构已有同一事项的任务）"),
            (REPORTED, 1, "由协调人照常确认"),
            (SUPERVISED, 1, "由行政审批科答复"),
            (RUNGS, 1, "由行政审批科过问"),
        ]),
        ("", [
            (TASKS, 2, "退回协调人另行交办"),
            (REPORTED, 1, "由协调人照常确认"),
            (SUPERVISED, 1, "由云溪市城市管理局答复"),
            (RUNGS, 1, "由云溪市城市管理局过问"),
        ]),
    ],
)  # fmt: skip
def test_what_is_seen_is_what_is_done(
    client, admin_user, holds, bureau, units, successor, expected
):
    client.force_login(admin_user)
    unit, heir = units["duban"], units.get(successor)
    assert rows(unit, heir) == expected
    page = client.get(PAGE, {"unit": "duban", "successor": successor})
    shown = page.content.decode()
    assert all(to in shown for _, _, to in expected)
    keys = {
        one.to: [row.pk for row in one.rows]
        for one in Held(unit, heir).going()
        if one.what == TASKS and one.rows
    }
    stamp = re.search(r'name="stamp" value="(\w+)"', shown)[1]
    sent = {"unit": "duban", "successor": successor, "stamp": stamp, "basis": "云编〔2026〕3号"}
    answer = client.post(PAGE, sent)
    assert answer.status_code == 302
    unit.refresh_from_db()
    assert (unit.ended_on is not None, unit.successor) == (True, heir)
    for to, tasks in keys.items():
        states = set(Assignment.objects.filter(pk__in=tasks).values_list("state", flat=True))
        assert states == {"called-back" if to.startswith("转由") else "returned"}
    heirs = {heir or bureau}
    assert {Supervision.objects.get().unit, Escalation.objects.get().unit} == heirs
    assert Entry.objects.get(verb="organisations.dissolve").facts["basis"] == "云编〔2026〕3号"


def test_what_has_changed_meanwhile_is_looked_at_again(client, admin_user, bureau, units, who):
    client.force_login(admin_user)
    stamp = Held(units["duban"], None).stamp()
    request = hotline.register(requests.request(bureau), **who)
    hotline.assign(request, unit=units["duban"], **who)
    sent = {"unit": "duban", "successor": "", "stamp": stamp, "basis": "云编〔2026〕3号"}
    answer = client.post(PAGE, sent)
    assert (answer.status_code, "情况已经变化" in answer.content.decode()) == (422, True)
    assert "云编〔2026〕3号" in answer.content.decode(), "what was typed is kept"
    assert Organisation.objects.get(slug="duban").ended_on is None


def test_what_cannot_be_is_not_offered_nor_done(client, admin_user, bureau, units):
    client.force_login(admin_user)
    Organisation.objects.create(name="一组", short_name="一组", slug="yizu", parent=units["duban"])
    offered = client.get(PAGE).context["units"].values_list("slug", flat=True)
    assert "duban" not in offered
    assert {"yizu", "shenpi"} <= set(offered)
    same = client.get(PAGE, {"unit": "shenpi", "successor": "shenpi"})
    assert "不能是它自己" in same.content.decode()
    for unit, status in (("nobody", 422), ("duban", 422), (bureau.slug, 422)):
        held = units.get(unit)
        stamp = Held(held, None).stamp() if held else ""
        sent = {"unit": unit, "stamp": stamp, "basis": "无"}
        assert client.post(PAGE, sent).status_code == status
    assert not Organisation.objects.filter(ended_on__isnull=False).exists()


def test_who_appoints_nobody_sees_no_page(client, django_user_model, bureau):
    user = django_user_model.objects.create_user("wei")
    Membership.objects.create(user=user, post=ensure_posts(bureau)["督办岗"], since="2020-01-01")
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
    assert reverse("dissolve-unit") == PAGE
