"""Contact, visit, second handling: what each leaves on the request, its clocks and its figures."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind, guest, system
from huiyin.audit.models import Entry
from huiyin.casework.models import Clock
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.coordination import actions as tasks
from huiyin.coordination import reminding
from huiyin.coordination.models import Assignment
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.hotline import actions, links
from huiyin.hotline.models import Contact, FormerAnswer, RequestTerm, ServiceRequest, Visit
from huiyin.hotline.visits.terms_desk import TERMS
from huiyin.notices.models import Notice
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts
from huiyin.personal import keys

from . import trial, visit_rows

pytestmark = pytest.mark.django_db
PHONE, MAIL = "13800000000", "zhou@example.com"
VISITED = visit_rows.VISITED
OBJECTS = VISITED | {"resolution": "unresolved", "satisfaction": "dissatisfied"}


@pytest.fixture
def new(bureau, robot, morning):
    def make(at=morning, **values):
        values = {"caller_phone": PHONE, "received_on": at.date(), **values}
        return actions.register(trial.request(bureau, **values), actor=robot, at=at)

    return make


def person(bureau, key, *rights):
    """Somebody of the agency with these rights."""
    grants = {bureau.pk: frozenset(rights)}
    return Actor(ActorKind.PERSON, f"人员{key}", key, "", grants, units=grants)


def clock(request, key):
    return Clock.objects.of(request).filter(key=key).order_by("-pk").first()


def fresh(request):
    return ServiceRequest.objects.get(pk=request.pk)


def answered(request, at):
    return trial.answered(fresh(request), system("trial"), at)


def test_the_first_contact_stops_its_clock(new, robot, morning):
    request = new()
    running = clock(request, "hotline.contact")
    assert running.due_at == morning + timedelta(hours=24)
    by = {"actor": robot, "door": "phone"}
    request = actions.contact(request, reached="no", at=morning + timedelta(hours=1), **by)
    assert request.contacted_at is None
    assert clock(request, "hotline.contact").stopped_at is None
    later = morning + timedelta(hours=3)
    request = actions.contact(request, reached="yes", note="约在周三", at=later, **by)
    request = actions.contact(request, reached="yes", at=later + timedelta(hours=1), **by)
    assert request.contacted_at == later
    assert clock(request, "hotline.contact").result == "kept"
    assert [one.note for one in Contact.objects.all()] == ["", "约在周三", ""]
    assert "约在周三" not in str(list(Entry.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize(
    ("values", "rows", "minutes"),
    [
        pytest.param({}, [], 24 * 60, id="what holds for all"),
        pytest.param({"caller_phone": ""}, [], None, id="nobody can be called"),
        pytest.param({"request_kind": "mistake"}, [], None, id="a kind that is not counted"),
        pytest.param({}, [("help", "", 90)], 90, id="its kind"),
        pytest.param({}, [("complaint", "", 90)], 24 * 60, id="another kind"),
        pytest.param({"urgency": "urgent"}, [("", "urgent", 60)], 60, id="its urgency"),
        pytest.param(
            {"urgency": "urgent"}, [("", "urgent", 60), ("help", "", 90)], 90, id="kind first"
        ),
        pytest.param(
            {"urgency": "urgent"},
            [("", "urgent", 60), ("help", "", 90), ("help", "urgent", 30)], 30, id="both",
        ),
        pytest.param({}, [("help", "", 0)], None, id="its kind is not counted"),
    ],
)  # fmt: skip
def test_the_row_that_says_most_about_a_request(new, morning, values, rows, minutes):
    for kind, urgency, amount in rows:
        RequestTerm.objects.create(
            clock="hotline.contact", request_kind=kind, urgency=urgency, amount=amount,
            measure="natural", valid_from=date(2026, 1, 1), basis="云政办〔2026〕1号",
        )  # fmt: skip
    started = clock(new(**values), "hotline.contact")
    assert (started and (started.due_at - morning) / timedelta(minutes=1)) == minutes


def test_another_urgency_is_another_clock(new, robot, morning):
    request = new(urgency="urgent")
    assert clock(request, "hotline.urgent").due_at == morning + timedelta(hours=24)
    at = morning + timedelta(hours=1)
    request = actions.set_urgency(
        request, urgency="critical", reason="燃气泄漏", actor=robot, at=at
    )
    assert clock(request, "hotline.urgent").result == "dropped"
    assert clock(request, "hotline.critical").due_at == at + timedelta(hours=2)
    request = answered(request, at + timedelta(hours=3))
    assert clock(request, "hotline.critical").result == "missed"


def test_an_answer_is_asked_about_on_the_next_working_day(new, robot, morning):
    request = answered(new(), morning + timedelta(hours=2))
    asked = clock(request, "hotline.visit")
    assert asked.due_at.date() == date(2026, 3, 4)
    request = actions.visit(
        request, door="phone", reached="no", actor=robot, at=morning + timedelta(hours=5)
    )
    assert clock(request, "hotline.visit").result == "kept"
    assert (request.satisfaction, request.evaluated_on) == ("", None), "no answer is no opinion"
    request = actions.visit(request, actor=robot, at=morning + timedelta(days=1), **VISITED)
    assert (request.satisfaction, request.rated_on) == ("fair", date(2026, 3, 4))
    assert (request.resolution, request.resolution_on) == ("resolved", date(2026, 3, 4))
    with pytest.raises(ValidationError, match="已经评价过"):
        actions.visit(request, actor=robot, at=morning + timedelta(days=2), **VISITED)


def test_nobody_who_handled_it_visits(new, bureau, robot, morning):
    """The one who signed, who reported, who drafted, who let it out: each may visit others."""
    rights = (
        *("hotline.visit_request", "hotline.answer_request", "coordination.handle"),
        *("coordination.coordinate", "hotline.view_requests"),
    )
    signs, drafts, lets_out, other = (person(bureau, key, *rights) for key in "1234")
    request = actions.assign(new(), unit=bureau, actor=robot, at=morning)
    tasks.sign(trial.lead_of(request), actor=signs, at=morning)
    request = actions.draft(fresh(request), draft_text="已修复。", actor=drafts, at=morning)
    request = actions.approve(request, actor=lets_out, at=morning)
    for one in (signs, drafts, lets_out):
        with pytest.raises(MoveForbiddenError):
            actions.visit(request, actor=one, at=morning, **VISITED)
    assert actions.visit(request, actor=other, at=morning, **VISITED).evaluated_on


def again(request, at, **details):
    request = actions.visit(fresh(request), actor=system("trial"), at=at, **OBJECTS)
    reason = {"reason": "仍然不亮"}
    return actions.handle_again(request, actor=system("trial"), at=at, **reason, **details)


def test_what_did_not_do_is_handled_again(new, bureau, robot, morning):
    request = answered(new(), morning + timedelta(days=1))
    first_due = request.due_on
    request = again(request, morning + timedelta(days=3))
    assert (request.state, request.unit, request.answered_on) == ("received", None, None)
    assert (request.round_number, request.reopened_on) == (2, date(2026, 3, 6))
    assert request.due_on == date(2026, 3, 13), "five working days from that day"
    assert (request.first_answered_on, request.first_due_on) == (date(2026, 3, 4), first_due)
    former = FormerAnswer.objects.get()
    assert (former.answer_text, former.answered_on, former.due_on, former.unit) == (
        *("路灯已修复。", date(2026, 3, 4), first_due, bureau),
    )
    assert (request.satisfaction, request.rated_on) == ("dissatisfied", date(2026, 3, 6))
    assert clock(request, "hotline.contact").stopped_at is None, "the person is called anew"
    # by the units as ever, and the task of the first round leads no more
    request = actions.assign(fresh(request), unit=bureau, actor=robot, at=morning)
    first, second = Assignment.objects.of(request).order_by("pk")
    assert (first.state, second.state, request.state) == ("accepted", "given", "dispatched")
    tasks.call_back(second, reason="改由他人办理", actor=robot, at=morning + timedelta(days=3))
    assert fresh(request).state == "received"


def test_a_second_answer_is_let_out_by_another(new, bureau, robot, morning):
    rights = ("hotline.answer_request", "hotline.visit_request")
    first, second = (person(bureau, key, *rights) for key in "12")
    request = actions.assign(new(), unit=bureau, actor=robot, at=morning)
    request = actions.draft(trial.signed(request), draft_text="好了。", actor=robot, at=morning)
    request = actions.approve(request, actor=first, at=morning)
    request = again(request, morning + timedelta(days=1), unit=bureau)
    assert request.state == "dispatched"
    at = morning + timedelta(days=2)
    task = Assignment.objects.of(request).order_by("-pk").first()
    tasks.sign(task, actor=robot, at=at)
    request = actions.draft(fresh(request), draft_text="换了灯。", actor=robot, at=at)
    with pytest.raises(MoveForbiddenError):
        actions.approve(request, actor=first, at=at)
    request = actions.approve(request, actor=second, at=at)
    request = actions.visit(request, actor=robot, at=at, **VISITED)
    assert (request.state, request.round_number) == ("answered", 2)
    assert request.satisfaction == "dissatisfied", "what was said of the first answer stays"
    assert list(Visit.objects.values_list("round_number", "satisfaction")) == [
        (1, "dissatisfied"), (2, "fair"),
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="没有表示"):
        actions.handle_again(request, actor=robot, at=at, reason="无")


def test_a_table_does_not_answer_again_with_the_former_answer(new, robot, morning):
    request = answered(new(), morning)
    values = {"answered_on": request.answered_on, "answer_text": request.answer_text}
    request = again(request, morning + timedelta(days=3))
    with pytest.raises(ValidationError, match="上一次"):
        actions.amend_by_table(request, actor=robot, at=morning + timedelta(days=4), values=values)


def test_a_rating_of_a_table_is_a_visit(bureau, robot, morning):
    values = {
        "answered_on": date(2026, 3, 2), "answer_text": "已修复", "unit": bureau,
        "satisfaction": "satisfied", "caller_phone": PHONE,
    }  # fmt: skip
    (request,) = actions.register_many(
        [trial.request(bureau, reference="SZ-1", **values)], actor=robot, at=morning
    )
    visit = Visit.objects.get()
    assert (visit.door, visit.satisfaction, visit.at.hour) == ("table", "satisfied", 16)
    assert (request.evaluated_on, request.objected_on) == (date(2026, 3, 2), None)
    request = actions.amend_by_table(
        request, actor=robot, at=morning, values={"satisfaction": "dissatisfied"}
    )
    assert Visit.objects.get().satisfaction == "dissatisfied"
    assert request.objected_on == date(2026, 3, 2)


KEYS = (*("received", "answered", "rated", "dissatisfied", "late", "on-time", "resolved", "again"),)


def read(bureau, day):
    scope = Scope.year(bureau.pk, 2026, day)
    figures = [registry.find(f"hotline.{key}", bureau.pk) for key in KEYS]
    readings = registry.read(figures, scope)
    return {key: readings[f"hotline.{key}"] for key in KEYS}


def test_the_first_round_stays_true_in_every_figure(new, bureau, morning):
    """Five answered in time, all of them given again: nothing of the past is rewritten."""
    requests = [answered(new(), morning + timedelta(days=1)) for _ in range(5)]
    before = read(bureau, date(2026, 3, 20))
    assert (before["on-time"].value, before["answered"].value) == (100, 5)
    assert (before["resolved"].value, before["resolved"].excluded) == (None, 5)
    for request in requests:
        again(request, morning + timedelta(days=20))  # on the 23rd
    assert read(bureau, date(2026, 3, 20)) == before
    after = read(bureau, date(2026, 3, 31))
    values = {key: reading.value for key, reading in after.items()}
    assert values == {
        "received": 5, "answered": 5, "rated": 5, "dissatisfied": 5, "late": 0, "on-time": 100,
        "resolved": 0, "again": 100,
    }  # fmt: skip


def test_no_share_of_fewer_than_five(new, bureau, morning):
    for _ in range(4):
        again(answered(new(), morning), morning + timedelta(hours=1))
    reading = read(bureau, date(2026, 3, 31))["resolved"]
    assert (reading.value, reading.instead) == (None, "不足5件，不计算")
    again(answered(new(), morning), morning + timedelta(hours=1))
    reading = read(bureau, date(2026, 3, 31))["resolved"]
    assert (reading.value, reading.instead) == (0, "")


def queued(subject):
    return Notice.objects.filter(subject__contains=subject)


def test_who_left_an_address_is_asked_once_more_and_never_again(new, morning):
    request = answered(new(caller_phone=MAIL), morning)
    silent = answered(new(caller_phone=PHONE), morning)
    (letter,) = queued("已经答复")
    assert links.path(request).rpartition(":")[0].split(":")[0] in letter.body
    for days, expected in ((1, 0), (3, 1), (4, 1), (40, 1)):
        actions.ask_for_opinions(at=morning + timedelta(days=days))
        assert queued("请您评价").count() == expected, days
    assert fresh(silent).reminded_on is None
    rated = answered(new(caller_phone=MAIL), morning)
    actions.visit(rated, actor=system("trial"), at=morning, **VISITED)
    actions.ask_for_opinions(at=morning + timedelta(days=3))
    assert queued("请您评价").count() == 1


def test_the_link_of_an_answer_opens_its_form_once(client, new, morning):
    request = answered(new(), morning)
    address = links.path(request)
    page = client.get(address).content.decode()
    assert request.reference in page
    assert request.subject not in page
    assert client.post(address, {"resolution": "resolved"}).status_code == 422
    said = {"resolution": "unresolved", "satisfaction": "dissatisfied", "words": "还是不亮"}
    assert client.post(address, said).status_code == 302
    visit = Visit.objects.get()
    assert (visit.door, visit.words, visit.round_number) == ("online", "还是不亮", 1)
    assert fresh(request).objected_on
    assert "谢谢" in client.get(address).content.decode()
    assert client.post(address, said).status_code == 409
    assert Visit.objects.count() == 1
    actions.handle_again(fresh(request), actor=system("t"), at=morning, reason="核实")
    assert client.get(address).status_code == 410, "that answer does not stand any more"
    for wrong in ("x", links.code(request)[:-1], links.code(request) + "x"):
        assert client.get(reverse("evaluate", args=[wrong])).status_code == 410


def test_a_confidential_request_is_rated_by_whoever_brought_it(client, new, morning):
    request = answered(new(request_kind="report"), morning)
    assert request.is_confidential
    said = {"resolution": "resolved", "satisfaction": "fair"}
    with pytest.raises(MoveForbiddenError):
        actions.evaluate(request, actor=guest("访客", request.agency_id), at=morning, **said)
    assert client.post(links.path(request), said).status_code == 302
    assert fresh(request).satisfaction == "fair"


def test_the_page_of_number_and_code_asks_and_says_what_comes_next(client, new, bureau, morning):
    request = answered(new(), morning)
    ServiceRequest.objects.filter(pk=request.pk).update(query_digest=keys.digest("ABCDEFGH"))
    asked = {"number": request.reference, "code": "ABCDEFGH"}

    def page():
        return client.post(reverse("message-progress"), asked).content.decode()

    assert "请您评价" in page()
    assert "提交评价" in page()
    again(request, morning + timedelta(days=1))
    assert "正在重新办理" in page()
    assert "路灯已修复。" in page()
    assert "提交评价" not in page()


def test_the_nightly_letter_tells_each_who_has_to_act(new, bureau, robot, morning):
    clerk, visitor, handler = (
        User.objects.create(username=name, email=f"{name}@example.com")
        for name in ("clerk", "visitor", "handler")
    )
    posts = ensure_posts(bureau)
    for user, post in ((clerk, "热线办理岗"), (visitor, "热线回访岗"), (handler, "热线回访岗")):
        appoint(user, posts[post], actor=robot, at=morning, since=date(2020, 1, 1))
    open_one, done = new(), answered(new(), morning)
    done.handlers = [str(handler.pk)]
    done.save()
    reminding.remind(at=morning + timedelta(hours=20))
    bodies = {one.recipient: one.body for one in Notice.objects.filter(subject__contains="计时")}
    assert set(bodies) == {"clerk@example.com", "visitor@example.com"}
    assert f"{open_one.reference}：联系诉求人，" in bodies["clerk@example.com"]
    assert f"{done.reference}：回访，" in bodies["visitor@example.com"]
    assert open_one.reference not in bodies["visitor@example.com"]
    assert "路灯" not in "".join(bodies.values())


def test_an_open_request_is_not_visited(new, robot, morning):
    with pytest.raises(MoveRefusedError):
        actions.visit(new(), actor=robot, at=morning, **VISITED)
    assert not Visit.objects.exists()


def test_the_terms_of_a_place_start_on_a_day(client, new, bureau, robot, morning):
    at = datetime(2026, 3, 3, 10, tzinfo=morning.tzinfo)
    values = {"clock": "hotline.contact", "request_kind": "", "urgency": "", "amount": 120,
              "measure": "natural", "basis": "云政办〔2026〕1号"}  # fmt: skip
    with pytest.raises(ValidationError, match="早于今天"):
        TERMS.set(actor=robot, at=at, valid_from=date(2026, 3, 2), **values)
    TERMS.set(actor=robot, at=at, valid_from=date(2026, 3, 4), **values)
    later = new(at=at + timedelta(days=1))
    assert clock(later, "hotline.contact").due_at == at + timedelta(days=1, hours=2)
    assert clock(new(at=at), "hotline.contact").due_at == at + timedelta(days=1)


@pytest.mark.parametrize("post", ["热线办理岗", "热线负责人", "热线回访岗"])
def test_whose_post_calls_back(bureau, post):
    rights = ensure_posts(bureau)[post].group.permissions.values_list("codename", flat=True)
    assert "visit_request" in rights
