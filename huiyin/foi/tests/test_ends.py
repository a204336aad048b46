"""Ends without an answer: a lapse, a withdrawal, an error of entry; and what proves a service."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from huiyin.casework.workflow import MoveForbiddenError
from huiyin.foi import actions
from huiyin.foi.alarms import RUNNING, suspended
from huiyin.foi.models import Application
from huiyin.foi.papers.issuing import signed_letter

from . import factories
from . import paper_samples as samples
from .factories import draft

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


@pytest.fixture
def case(bureau, robot, morning):
    return samples.application(bureau, robot, morning)


@pytest.fixture
def somebody(bureau):
    return lambda name: factories.somebody(bureau, name)


def test_the_applicant_withdraws_at_once_and_the_office_by_two(case, robot, somebody, morning):
    one, two = somebody("甲"), somebody("乙")
    details = {"at": morning, "withdrawn_on": TODAY}
    signed = factories.signed(case, actor=robot, at=morning)
    with pytest.raises(MoveForbiddenError):
        actions.withdraw(signed, actor=robot, **details)
    with pytest.raises(ValidationError, match="撤回的方式"):
        actions.enter_withdrawal(signed, actor=one, note=" ", **details)
    entered = actions.enter_withdrawal(signed, actor=one, note="来信撤回", **details)
    assert (entered.state, entered.decision) == ("entered", "")
    with pytest.raises(MoveForbiddenError):
        actions.confirm_answer(entered, actor=one, at=morning)
    back = actions.return_answer(entered, actor=two, at=morning, reason="不是申请人本人的信")
    assert (back.state, signed_letter(back) is None) == ("signed", False)
    again = actions.enter_withdrawal(back, actor=one, note="来信撤回", **details)
    closed = actions.confirm_answer(again, actor=two, at=morning)
    assert (closed.state, closed.decision, signed_letter(closed)) == ("answered", "r3_6_3", None)


def test_the_applicants_own_withdrawal_needs_nobody(case, morning):
    me = actions.applicant_actor(case)
    closed = actions.withdraw(case, actor=me, at=morning, withdrawn_on=TODAY)
    assert (closed.state, closed.decision) == ("answered", "r3_6_3")


def test_a_lapse_is_compared_by_another_and_no_day_runs_meanwhile(case, robot, somebody, morning):
    one, two = somebody("甲"), somebody("乙")
    before, late = morning - timedelta(days=12), morning + timedelta(days=60)
    asked = actions.ask_correction(case, actor=robot, at=before, wanted="年份")
    factories.served(asked, actor=robot, at=before)
    asked.refresh_from_db()
    lapsed = actions.lapse_correction(asked, actor=one, at=late, closed_on=late.date())
    counted = Application.objects.filter(pk=case.pk)
    assert (lapsed.state, lapsed.is_running) == ("entered", False)
    assert (counted.filter(RUNNING).count(), counted.filter(suspended(late.date())).count()) == (
        0,
        1,
    )
    with pytest.raises(MoveForbiddenError):
        actions.confirm_answer(lapsed, actor=one, at=late)
    back = actions.return_answer(lapsed, actor=two, at=late, reason="补正告知没有送达")
    assert (back.state, back.entered_decision) == ("correcting", "")
    again = actions.lapse_correction(back, actor=one, at=late, closed_on=late.date())
    assert actions.confirm_answer(again, actor=two, at=late).decision == "r3_6_1"


def test_an_error_of_entry_is_not_judged_by_who_handled_it(case, somebody, morning):
    handled = draft(case, somebody("甲"), morning)
    rights = frozenset({"foi.void_application"})
    here = {handled.agency_id: rights}
    one, two = (replace(somebody(name), grants=here) for name in ("甲", "乙"))
    with pytest.raises(MoveForbiddenError):
        actions.void(handled, actor=one, at=morning, reason="重复")
    assert actions.void(handled, actor=two, at=morning, reason="重复").state == "voided"


@pytest.mark.parametrize(
    ("proof", "said"),
    [({"receipt": " "}, "送达凭证"), ({"receipt": "13800000000"}, "个人信息"), ({"method": "post"}, "邮件号码")],
)  # fmt: skip
def test_service_has_its_proof(case, robot, morning, proof, said):
    signed = factories.signed(case, actor=robot, at=morning)
    details = {"method": "direct", "receipt": "回证 3 号", "delivered_on": TODAY, **proof}
    with pytest.raises(ValidationError, match=said):
        actions.serve(signed, actor=robot, at=morning, **details)
