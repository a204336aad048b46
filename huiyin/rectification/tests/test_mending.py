"""What has to be mended: its days, its rounds, its papers, who sees it, what is overdue."""

import hashlib
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.coordination.models import HANDLE, Escalation, Supervision
from huiyin.coordination.tasks import escalate
from huiyin.files import keeping
from huiyin.organisations.actions import dissolve
from huiyin.organisations.models import Organisation
from huiyin.rectification.actions import register
from huiyin.rectification.models import VIEW, Paper, Rectification

from .trial import DUE, OUTSIDE, PICTURE, TUESDAY, make, rectification

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "due"),
    [
        pytest.param({}, DUE, id="the day that the paper names"),
        pytest.param({"named_due_on": date(2026, 3, 21)}, date(2026, 3, 21), id="a Saturday stays"),
        pytest.param({**OUTSIDE, "named_due_on": None}, date(2026, 4, 1), id="a row of the place"),
    ],
)
def test_its_last_day(standing, values, due):
    assert standing(**values).due_on == due


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"received_on": date(2026, 3, 4)}, "received_on", id="tomorrow"),
        pytest.param({"named_due_on": date(2026, 3, 1)}, "named_due_on", id="over before it began"),
        pytest.param({"category": "opinion"}, "sender", id="from nobody"),
        pytest.param({**OUTSIDE, "paper_number": ""}, "paper_number", id="without a number"),
        pytest.param({"received_on": date(1999, 12, 31), "named_due_on": None}, "named_due_on", id="before any rule"),
    ],
)  # fmt: skip
def test_what_cannot_be(bureau, robot, morning, values, field):
    with pytest.raises(ValidationError) as refused:
        register(rectification(bureau, **values), actor=robot, at=morning)
    assert field in refused.value.message_dict


def test_a_unit_of_another_agency_is_not_ordered(bureau, robot, morning):
    other = Organisation.objects.create(name="别的局", short_name="别局", slug="bj", is_agency=True)
    with pytest.raises(ValidationError) as refused:
        register(rectification(bureau, unit=other), actor=robot, at=morning)
    assert "unit" in refused.value.message_dict


def test_nothing_is_reported_without_something_that_shows_it(standing, robot, morning):
    matter = standing("issue", "sign")
    with pytest.raises(ValidationError) as refused:
        make("report", matter, robot, morning, file=None)
    assert "file" in refused.value.message_dict
    matter = make("add_evidence", matter, robot, morning)
    assert make("report", matter, robot, morning, file=None).state == "reported"


def test_a_second_round_needs_evidence_of_its_own_and_keeps_the_first_day(standing, robot, morning):
    matter = standing("issue", "sign", "report", "fail_check")
    assert (matter.round, matter.due_on, matter.first_due_on) == (2, date(2026, 4, 10), DUE)
    assert (matter.failed_on, matter.delivered_on) == (TUESDAY, TUESDAY)
    with pytest.raises(ValidationError):
        make("report", matter, robot, morning, file=None)
    done = make("pass_check", make("report", matter, robot, morning), robot, morning)
    assert (done.state, done.closed_on) == ("closed", TUESDAY)
    assert [one.round for one in done.evidence.all()] == [1, 2]


def test_an_extension_of_the_first_round_moves_its_day(standing, robot, morning):
    matter = standing("issue", "sign", "ask_more_time", "extend")
    assert matter.due_on == matter.first_due_on == date(2026, 4, 3)
    assert (matter.wanted_until, matter.wanted_by) == (None, "")


def test_its_files_are_kept_with_their_digest_and_are_not_logged(standing):
    file = standing("issue", "sign", "report").evidence.get().file
    assert file.sha256 == hashlib.sha256(PICTURE[2]).hexdigest()
    assert keeping.content_of(file) == PICTURE[2]
    assert file.content.open().read() != PICTURE[2], "encrypted"
    facts = Entry.objects.get(verb="rectification.rectification.report").facts
    assert not {"file", "measures"} & facts.keys()


def test_papers_are_numbered_each_in_its_series(standing):
    standing("issue")
    standing("issue", category="circular")
    standing("issue", "sign", "report", "pass_check", "answer", **OUTSIDE)
    standing("issue")
    assert [str(one) for one in Paper.objects.all()] == [
        "云城管整改〔2026〕1号", "云城管通〔2026〕1号", "云城管整复〔2026〕1号", "云城管整改〔2026〕2号",
    ]  # fmt: skip


def unit_actor(unit, agency):
    grants = frozenset({HANDLE})
    return Actor(
        ActorKind.PERSON, "甲", "person:1", grants={agency.pk: grants}, units={unit.pk: grants}
    )


def test_a_unit_sees_what_it_has_to_mend_once_it_is_ordered(standing, bureau, robot, morning):
    duban = bureau.units.get(slug="duban")
    matter, others = standing(unit=duban), standing("issue")
    actor = unit_actor(duban, bureau)

    def seen():
        return list(Rectification.objects.visible_to(actor, VIEW, HANDLE))

    assert seen() == []
    make("issue", matter, robot, morning)
    assert seen() == [matter]
    assert others not in seen()


def test_what_a_dissolved_unit_has_to_mend_is_its_agencys(standing, bureau, robot, morning):
    duban = bureau.units.get(slug="duban")
    matter = standing("issue", unit=duban)
    dissolve(duban, actor=robot, at=morning)
    matter.refresh_from_db()
    assert matter.unit == bureau


def test_what_is_overdue_climbs_and_is_supervised(standing):
    matter = standing("issue", "sign")
    late = datetime.combine(DUE + timedelta(days=20), time(10), ZoneInfo("Asia/Shanghai"))
    escalate(late)
    kind = matter._meta.label_lower
    assert {one.about_pk for one in Escalation.objects.filter(about_kind=kind)} == {matter.pk}
    assert [one.about_pk for one in Supervision.objects.filter(about_kind=kind)] == [matter.pk]


def test_what_came_from_outside_is_not_said_to_be_the_agencys_own(client, bureau):
    client.force_login(User.objects.create_superuser("boss", name="秦示例"))
    form = client.get("/desk/rectifications/new/").context["form"]
    assert [form[name].value() for name in ("sender", "origin")] == [None, None]
