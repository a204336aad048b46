"""办理时限 that the office sets: from a day on, by its basis; what came before keeps its term."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.hotline.actions import register
from huiyin.hotline.models import RequestTerm, ServiceTarget, time_limit
from huiyin.hotline.models.request_terms import CONTACT, best, limit_and_contact
from huiyin.hotline.targets_desk import TARGETS

from .trial import request

pytestmark = pytest.mark.django_db
PAGE = "/desk/hotline-targets/"
KEEP = "hotline.keep_targets"
NEXT = date(2026, 3, 4)
ROW = {"kind": "help", "days": 7, "valid_from": NEXT, "basis": "云政办〔2026〕1号"}


def test_a_new_target_leaves_what_came_before(bureau, actor, robot, morning):
    before = register(request(bureau), actor=robot, at=morning)
    TARGETS.set(**ROW, actor=actor(KEEP), at=morning)
    before.recount()
    assert before.time_limit().length == 5
    rules = [time_limit("help", NEXT - timedelta(days=1)), time_limit("help", NEXT)]
    assert [rule.length for rule in rules] == [5, 7]
    assert time_limit("complaint", NEXT).length == 5
    facts = Entry.objects.get(verb="hotline.target.set").facts
    assert facts == {"kind": "求助", "days": 7, "valid_from": "2026-03-04", "basis": ROW["basis"]}


def test_both_at_once_are_what_each_says_alone(actor, morning):
    """The statement for intake is written by hand: it must follow what the models say."""
    TARGETS.set(**ROW, actor=actor(KEEP), at=morning)
    said = [("", "", 40), ("help", "", 30), ("", "urgent", 20), ("help", "urgent", 10)]
    for days in (0, 2):
        for kind, urgency, amount in said:
            RequestTerm.objects.create(
                clock=CONTACT, request_kind=kind, urgency=urgency, amount=amount + days,
                measure="office", valid_from=NEXT + timedelta(days=days), basis="测试",
            )  # fmt: skip
    for kind, urgency, days in product(("help", "complaint"), ("normal", "urgent"), (-1, 0, 1, 2)):
        day = NEXT + timedelta(days=days)
        limit, contact = limit_and_contact(kind, urgency, counted_from=day, received_on=day)
        alone = best(CONTACT, kind, urgency, day).first()
        assert limit == time_limit(kind, day)
        assert (contact and (contact.amount, contact.measure, contact.basis)) == (
            alone and (alone.amount, alone.measure, alone.basis)
        ), (kind, urgency, days)


def test_what_begins_on_one_day_is_set_once(actor, morning):
    for days in (7, 8):
        TARGETS.set(**ROW | {"days": days}, actor=actor(KEEP), at=morning)
    assert ServiceTarget.objects.get(kind="help", valid_from=NEXT).days == 8
    assert Entry.objects.filter(verb="hotline.target.set").count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"days": 0}, id="no time at all"),
        pytest.param({"days": 401}, id="longer than any rule"),
        pytest.param({"basis": "  "}, id="without a basis"),
        pytest.param({"kind": "praise"}, id="an unknown kind"),
        pytest.param({"valid_from": date(2026, 3, 2)}, id="from yesterday on"),
        pytest.param({"valid_from": None}, id="from no day on"),
    ],
)
def test_targets_that_cannot_be(actor, morning, changes):
    rows = list(ServiceTarget.objects.values())
    with pytest.raises(ValidationError) as caught:
        TARGETS.set(**ROW | changes, actor=actor(KEEP), at=morning)
    assert list(caught.value.message_dict) == list(changes)
    assert list(ServiceTarget.objects.values()) == rows


def test_who_may_not_sets_nothing(actor, morning):
    with pytest.raises(MoveForbiddenError):
        TARGETS.set(**ROW, actor=actor("hotline.assign_request"), at=morning)
    assert not ServiceTarget.objects.filter(valid_from=NEXT).exists()


def test_the_desk_sets_it(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    today = timezone.localdate()
    values = {"what": "target", "kind": "help", "days": 7, "valid_from": str(today)}
    wrong = client.post(PAGE, {**values, "basis": ""})
    assert (wrong.status_code, "请填写依据" in wrong.content.decode()) == (422, True)
    assert client.post(PAGE, {**values, "days": 0, "basis": "制度"}).status_code == 422
    page = client.post(PAGE, {**values, "basis": "云政办〔2026〕1号"}, follow=True).content.decode()
    assert "<td>求助</td><td>7</td>" in page
    assert time_limit("help", today).basis == "云政办〔2026〕1号"
