"""中止、不予受理、转办、挂账: by two persons, told to whoever asked, each seen from both sides."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError

from huiyin.audit.actors import system
from huiyin.casework import converting
from huiyin.casework.models import Conversion
from huiyin.coordination import reminding
from huiyin.hotline import actions
from huiyin.hotline.desk import ROOM
from huiyin.hotline.grounds_desk import GROUNDS, PAUSES
from huiyin.hotline.models import Deferral, ServiceRequest
from huiyin.notices.models import Notice
from huiyin.organisations.models import Membership
from huiyin.organisations.roles import ensure_posts

from .test_groups import complaint, fresh, group
from .trial import signed
from .trial_parts import AT, MONDAY, TUESDAY, request

pytestmark = pytest.mark.django_db
ROBOT = system("test")
WHO = {"actor": ROBOT, "at": AT}
NEXT = TUESDAY + timedelta(days=60)
DEFERRED = {
    "deferral_reason": "管线还没有移交",
    "deferral_plan": "年底前改造",
    "next_look_on": NEXT,
}


def converted(matter, way, **more):
    return actions.approve(actions.convert(matter, way=way, **more, **WHO), **WHO)


def test_the_clock_stands_while_it_is_suspended(bureau):
    matter = complaint(bureau)
    matter = actions.ask_pause(matter, cause="procedure", reason="等待鉴定结论", **WHO)
    matter = actions.suspend(matter, **WHO)
    assert matter.due_on > MONDAY + timedelta(days=80)
    matter = actions.resume(matter, actor=ROBOT, at=AT + timedelta(days=7))
    # received Monday, stood from Tuesday to Tuesday: five working days less those seven
    assert matter.due_on == MONDAY + timedelta(days=14)
    assert (matter.pause_cause, matter.paused_until) == ("", None)
    assert Notice.objects.filter(subject__endswith="中止办理").count() == 1


def test_without_a_rule_nothing_is_suspended(bureau, actor):
    PAUSES.model.objects.all().delete()
    with pytest.raises(ValidationError, match="没有这种情形"):
        actions.ask_pause(complaint(bureau), cause="force", reason="台风", **WHO)


def test_what_is_not_accepted_is_told_the_right_way(bureau, actor):
    GROUNDS.set(
        actor=actor("hotline.keep_grounds"), at=AT, reason="outside", way="请找供电公司。",
        valid_from=TUESDAY, basis="云政办〔2026〕1号",
    )  # fmt: skip
    matter = actions.decline(
        complaint(bureau), end_reason="outside", explanation="电话 95598。", **WHO
    )
    assert matter.draft_text == "请找供电公司。\n\n电话 95598。"
    assert actions.revise(matter, reason="再想想", **WHO).state == "received"
    matter = actions.approve(actions.decline(fresh(matter), end_reason="outside", **WHO), **WHO)
    assert (matter.state, matter.end_reason) == ("answered", "outside")
    assert "请找供电公司。" in Notice.objects.get().body


def test_an_application_is_made_where_the_facts_suffice(bureau, actor):
    matter = converted(complaint(bureau, caller_name="王示例"), "foi")
    application = apps.get_model("foi", "Application").objects.get()
    assert (application.state, application.applicant_name) == ("submitted", "王示例")
    assert application.reference in matter.answer_text
    sees = actor("hotline.view_requests", "foi.view_register")
    assert converting.links(matter, sees)[0][1] == f"/desk/foi/{application.pk}/"
    assert converting.links(application, sees)[0][1] == f"/desk/hotline/{matter.pk}/"
    assert not converting.links(matter, actor("hotline.view_requests"))


def test_without_a_name_the_way_is_told(bureau):
    matter = converted(complaint(bureau), "foi")
    assert not apps.get_model("foi", "Application").objects.exists()
    assert "/apply/" in matter.answer_text
    assert Conversion.objects.get().target_pk is None


def test_a_fact_that_is_gone_is_noticed_before_the_answer(bureau):
    matter = actions.convert(complaint(bureau, caller_name="王示例"), way="foi", **WHO)
    ServiceRequest.objects.filter(pk=matter.pk).update(caller_name="")
    with pytest.raises(ValidationError, match="有变化"):
        actions.approve(fresh(matter), **WHO)
    assert not Conversion.objects.exists()


def test_a_clue_is_a_confidential_report_and_so_is_its_source(bureau, actor):
    matter = converted(complaint(bureau), "report")
    report = ServiceRequest.objects.get(request_kind="report")
    assert report.is_confidential
    assert fresh(matter).is_confidential
    assert not ROOM.seen_by(actor("hotline.view_requests")).exists()
    assert matter.subject not in Notice.objects.get().body


def test_a_petition_is_handed_over_and_a_suggestion_is_a_request(bureau):
    converted(complaint(bureau), "petition")
    converted(complaint(bureau), "suggestion")
    ways = Conversion.objects.values_list("way", "target_kind")
    assert list(ways) == [("信访", ""), ("意见建议", "hotline.servicerequest")]
    assert ServiceRequest.objects.get(request_kind="suggestion").state == "received"


def test_a_confidential_request_goes_no_other_way(bureau):
    with pytest.raises(ValidationError, match="保密"):
        actions.convert(complaint(bureau, is_confidential=True), way="petition", **WHO)


def deferred(bureau, children=0):
    main = group(bureau, children)
    main = signed(actions.assign(main, unit=bureau, **WHO))
    main = actions.draft(main, draft_text="现在还不能修。", **DEFERRED, **WHO)
    return actions.approve(main, **WHO)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"deferral_plan": ""}, "deferral_plan"),
        ({"next_look_on": None}, "next_look_on"),
        ({"next_look_on": TUESDAY}, "next_look_on"),
        ({"next_look_on": TUESDAY + timedelta(days=100)}, "next_look_on"),
        ({"end_reason": "outside"}, "end_reason"),
    ],
)
def test_a_deferral_says_all_or_nothing(bureau, changes, field):
    main = signed(actions.assign(complaint(bureau), unit=bureau, **WHO))
    with pytest.raises(ValidationError) as error:
        actions.draft(main, draft_text="不能修。", **DEFERRED | changes, **WHO)
    assert list(error.value.message_dict) == [field]


def test_what_is_not_solved_stays_on_the_list_until_two_have_ended_it(bureau):
    main = deferred(bureau, 2)
    deferral = Deferral.objects.get()
    assert set(ServiceRequest.objects.deferred()) == set(ServiceRequest.objects.all())
    deferral = actions.look(
        deferral, note="正在招标", next_look_on=NEXT + timedelta(days=20), **WHO
    )
    assert deferral.looks.get().note == "正在招标"
    deferral = actions.propose_end(deferral, result="solved", end_text="管线已改造。", **WHO)
    deferral = actions.settle(deferral, **WHO)
    assert (deferral.state, deferral.settled_on) == ("settled", TUESDAY)
    assert not ServiceRequest.objects.deferred().exists()
    assert fresh(main).settled_on == TUESDAY
    letters = Notice.objects.filter(subject__endswith="后续办理结果")
    assert sorted(one.recipient for one in letters) == [f"asker{n}@example.org" for n in range(3)]
    assert all("管线已改造。" in one.body for one in letters)


def test_an_overdue_look_stands_in_the_letter_of_the_night(bureau, django_user_model):
    deferred(bureau)
    user = django_user_model.objects.create(username="li", email="li@example.org")
    post = ensure_posts(bureau)["热线办理岗"]
    Membership.objects.create(user=user, post=post, since=MONDAY)
    reference = Deferral.objects.get().reference
    Notice.objects.all().delete()
    reminding.remind(at=AT + timedelta(days=60))
    assert not [one for one in Notice.objects.all() if reference in one.body]
    with time_machine.travel(AT + timedelta(days=61)):
        reminding.remind(at=AT + timedelta(days=61))
    (letter,) = [one for one in Notice.objects.all() if reference in one.body]
    assert letter.recipient == "li@example.org"
    assert "挂账超期未查看：1 件" in letter.body


def test_a_deferral_of_a_confidential_request_is_hidden(bureau, actor):
    Deferral.objects.all().delete()
    main = signed(actions.assign(complaint(bureau, is_confidential=True), unit=bureau, **WHO))
    actions.approve(actions.draft(main, draft_text="不能修。", **DEFERRED, **WHO), **WHO)
    sees = actor("hotline.view_requests")
    assert not Deferral.objects.visible_to(sees, "hotline.view_requests").exists()
    assert request(bureau).title
