"""任务退回规定 that the office sets: what holds for tasks that are given from a day on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.workflow import MoveForbiddenError
from huiyin.coordination.models import ReturnTerm
from huiyin.coordination.terms_desk import RETURNS

pytestmark = pytest.mark.django_db
KEEP = "coordination.keep_returns"
NEXT = date(2026, 3, 4)
ROW = {"days": 2, "most": 1, "valid_from": NEXT, "basis": "云政热〔2026〕1号"}


def test_a_new_rule_leaves_the_tasks_before_it(actor, morning):
    before = ReturnTerm.objects.on(NEXT - timedelta(days=1))
    RETURNS.set(**ROW, actor=actor(KEEP), at=morning)
    assert ReturnTerm.objects.on(NEXT - timedelta(days=1)) == before
    term = ReturnTerm.objects.on(NEXT)
    assert (term.days, term.most, term.basis) == (2, 1, ROW["basis"])


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"basis": " "}, id="without a basis"),
        pytest.param({"days": -1}, id="before it is given"),
        pytest.param({"valid_from": date(2026, 3, 2)}, id="from yesterday on"),
    ],
)
def test_rules_that_cannot_be(actor, morning, changes):
    rows = list(ReturnTerm.objects.values())
    with pytest.raises(ValidationError) as caught:
        RETURNS.set(**ROW | changes, actor=actor(KEEP), at=morning)
    assert list(caught.value.message_dict) == list(changes)
    assert list(ReturnTerm.objects.values()) == rows


def test_who_only_coordinates_sets_nothing(actor, morning):
    with pytest.raises(MoveForbiddenError):
        RETURNS.set(**ROW, actor=actor("coordination.coordinate"), at=morning)
    assert not ReturnTerm.objects.filter(valid_from=NEXT).exists()


def test_the_desk_sets_it(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    today = timezone.localdate()
    values = {"what": "return_term", "days": 2, "most": 3, "valid_from": str(today)}
    wrong = client.post("/desk/return-terms/", values | {"basis": ""})
    assert (wrong.status_code, "请填写依据" in wrong.content.decode()) == (422, True)
    client.post("/desk/return-terms/", values | {"basis": "云政热〔2026〕1号"})
    assert str(ReturnTerm.objects.on(today)) == "交办后2个工作日内，最多3次"
