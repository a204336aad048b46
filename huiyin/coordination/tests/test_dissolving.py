"""撤销机构: no task, no supervision, no rung stays with a unit that is no more."""

import pytest

from huiyin.coordination import actions
from huiyin.coordination.models import Assignment, Escalation, Role, Supervision
from huiyin.organisations.actions import dissolve
from huiyin.organisations.models import Organisation

from .trial import DUE, REPORT, asked, hotline, matter, requests, rung_of


@pytest.fixture
def units(bureau):
    return {one.slug: one for one in Organisation.objects.all()}


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def request_(bureau, units, who):
    made = hotline.register(requests.request(bureau), **who)
    return hotline.assign(made, unit=units["duban"], **who)


def lead(request):
    return Assignment.objects.of(request).order_by("-pk").first()


def test_the_successor_has_its_tasks(request_, units, who):
    actions.sign(lead(request_), **who)
    dissolve(units["duban"], successor=units["shenpi"], **who)
    new, former = lead(request_), lead(request_).former
    request_.refresh_from_db()
    assert (request_.state, request_.unit) == ("dispatched", units["shenpi"])
    assert (new.state, new.due_on, new.subject) == ("given", former.due_on, former.subject)
    assert (former.state, former.close_reason) == (
        "called-back",
        "监督指挥科已撤销，由行政审批科接办",
    )


def test_without_a_successor_the_coordinator_has_them(request_, units, who):
    dissolve(units["duban"], **who)
    task = lead(request_)
    request_.refresh_from_db()
    assert (request_.state, request_.unit) == ("received", None)
    assert (task.state, task.returned_on) == ("returned", None)
    assert task.close_reason == "监督指挥科已撤销，由协调人另行交办"
    assert Assignment.objects.unfollowed().get() == task
    hotline.assign(request_, unit=units["shenpi"], **who)
    assert not Assignment.objects.unfollowed().exists()


def test_a_successor_that_has_one_already_gets_no_second(request_, units, who):
    hotline.add_assistants(request_, assistants=[units["shenpi"]], **who)
    dissolve(units["duban"], successor=units["shenpi"], **who)
    states = sorted(Assignment.objects.of(request_).values_list("unit__slug", "state"))
    assert states == [("duban", "returned"), ("shenpi", "given")]


def test_what_was_reported_waits_for_the_coordinator_as_before(bureau, units, who, morning):
    task = actions.assign(matter(bureau, morning), units["duban"], Role.ASSIST, due_on=DUE, **who)
    actions.contribute(task, **REPORT, **who)
    dissolve(units["duban"], successor=units["shenpi"], **who)
    task.refresh_from_db()
    assert (task.state, task.opinion) == ("reported", REPORT["opinion"])


@pytest.mark.parametrize("successor", ["shenpi", ""])
def test_supervisions_and_rungs_go_along(bureau, units, who, morning, successor):
    about = matter(bureau, morning)
    actions.supervise(asked(about, units["duban"]), **who)
    actions.escalate(rung_of(about, units["duban"]), **who)
    dissolve(units["duban"], successor=units.get(successor), **who)
    heir = units.get(successor, bureau)
    assert (Supervision.objects.get().unit, Escalation.objects.get().unit) == (heir, heir)


def test_nothing_new_is_given_to_it(request_, units, who):
    dissolve(units["duban"], **who)
    form = set(actions.assigning._units(lead(request_)))
    assert units["duban"] not in form
    assert units["shenpi"] in form
