"""接线: a call ends in one act, once, for whoever may; what is beside it is what its operator may know."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.casework.models import Series
from huiyin.coordination.models import Assignment
from huiyin.hotline import actions, callers
from huiyin.hotline.calls.forms import subject_of
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.hotline.similar import similar
from huiyin.hotline.tests import trial, trial_places
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation, Post
from huiyin.personal.retention import find as retention
from huiyin.submissions.models import KeptForm

pytestmark = pytest.mark.django_db
NEW = "/desk/hotline/call/"
PHONE = "13800000000"
TYPED = {
    "caller_phone": PHONE, "caller_name": "周示例", "place": "青枫路",
    "content": "青枫路 12 号门前井盖松动。车一过就响。", "request_kind": "help",
}  # fmt: skip
SAID = {"request_kind": "enquiry", "answer_text": "工作日上午九点开门。"}
REGISTER, SEE, VIEW = "hotline.register_request", "hotline.see_caller", "hotline.view_requests"


@pytest.fixture
def unit(bureau):
    return bureau.units.get(slug="duban")


@pytest.fixture
def operator(desk):
    return desk("热线办理岗")


@pytest.fixture
def address(operator):
    return operator.get(NEW)["Location"]


def key_of(page):
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def send(client, address, **values):
    page = client.get(address)
    channel = Channel.objects.get(key="mayor-hotline").pk
    data = {**TYPED, "channel": channel, "form_key": key_of(page), **values}
    return client.post(address, data), data


def keep(client, address, **values):
    """As the script of the desk does while somebody types."""
    data = {**TYPED, "form_key": key_of(client.get(address)), **values}
    return client.post("/desk/typing/", data, headers={"X-Typing-For": address})


def test_registered_and_ready_for_the_next(operator, address):
    answer, _ = send(operator, address, end="register")
    row = ServiceRequest.objects.get()
    assert (row.state, row.subject, row.caller_phone) == (
        "received",
        "青枫路 12 号门前井盖松动",
        PHONE,
    )
    assert (row.received_on, row.channel.key) == (timezone.localdate(), "mayor-hotline")
    assert answer["Location"] == f"{NEW}?after={row.pk}"
    page = operator.get(answer["Location"], follow=True)
    assert row.reference in page.content.decode()
    assert page.request["PATH_INFO"] not in (NEW, address)


def test_an_answer_on_the_spot_is_one_act(operator, address):
    answer, _ = send(operator, address, end="answer", **SAID)
    assert answer.status_code == 302
    row = ServiceRequest.objects.get()
    assert (row.state, row.answer_text) == ("answered", SAID["answer_text"])
    assert row.answered_on == row.received_on == timezone.localdate()
    entries = Entry.objects.filter(subject_type="hotline.servicerequest")
    assert [entry.verb for entry in entries] == ["hotline.servicerequest.answer_call"]


def test_registered_and_given_to_a_unit(operator, address, unit):
    answer, _ = send(operator, address, end="assign", unit=unit.pk)
    assert answer.status_code == 302
    row = ServiceRequest.objects.get()
    assert (row.state, row.unit) == ("dispatched", unit)
    assert Assignment.objects.of(row).get().unit == unit


def test_the_same_as_another_is_a_request_of_its_own(operator, address, bureau, robot, morning):
    main = actions.register(trial.request(bureau), actor=robot, at=morning)
    answer, data = send(operator, address, end="register", same_as=main.reference)
    assert answer.status_code == 302
    assert operator.post(address, data)["Location"] == answer["Location"]
    row = ServiceRequest.objects.exclude(pk=main.pk).get()
    assert (row.state, row.main, row.caller_phone) == ("joined", main, PHONE)
    assert row.reference != main.reference


def test_who_may_not_join_is_not_asked(bureau, person, robot, morning, client):
    user = person("registrar")
    group = Group.objects.create(name="接线员")
    post = Post.objects.create(organisation=bureau, name="接线员", group=group)
    for right in ("register_request", "view_requests"):
        group.permissions.add(Permission.objects.get(codename=right))
    appoint(user, post, actor=robot, at=morning, since=date(2019, 1, 1))
    client.force_login(user)
    page = client.get(NEW, follow=True)
    assert [end.name for end in page.context["ends"]] == ["register"]
    assert "same_as" not in page.context["form"].fields
    address = page.redirect_chain[-1][0]
    assert b"same_as:" not in beside(client, "similar").content
    main = actions.register(trial.request(bureau), actor=robot, at=morning)
    answer, _ = send(client, address, end="register", same_as=main.reference)
    assert answer.status_code == 302
    assert not ServiceRequest.objects.filter(main=main).exists()


REFUSED = {
    "the same as nothing": ({"end": "register", "same_as": "RX1999-00001"}, "same_as"),
    "the same, and answered": ({"end": "answer", **SAID, "same_as": "RX1999-00001"}, "same_as"),
    "nothing said": ({"end": "register", "content": ""}, "content"),
    "no kind": ({"end": "register", "request_kind": ""}, "request_kind"),
    "a number that is a name": ({"end": "register", "caller_phone": "周先生"}, "caller_phone"),
    "no answer": ({"end": "answer", "request_kind": "enquiry"}, "answer_text"),
    "a complaint is not answered on the spot": ({"end": "answer", **SAID, "request_kind": "complaint"}, "request_kind"),
    "no unit": ({"end": "assign"}, "unit"),
    "a unit of nobody": ({"end": "assign", "unit": "999999"}, "unit"),
}  # fmt: skip


@pytest.mark.parametrize(("values", "field"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_said_at_its_field_and_lost_nowhere(operator, address, values, field):
    answer, data = send(operator, address, **values)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not ServiceRequest.objects.exists()
    assert not Series.objects.exists()
    again = operator.get(address).content.decode()
    assert data["content"] in again
    assert data["caller_phone"] in again


def test_sent_twice_it_is_one_case(operator, address):
    first, data = send(operator, address, end="register")
    again = operator.post(address, data)
    assert again["Location"] == first["Location"]
    assert ServiceRequest.objects.count() == 1


def test_both_or_neither(bureau, robot, morning):
    elsewhere = Organisation.objects.create(
        name="别局", short_name="别局", slug="bj", is_agency=True
    )
    with pytest.raises(ValidationError):
        actions.register_and_assign(trial.request(bureau), actor=robot, at=morning, unit=elsewhere)
    assert not ServiceRequest.objects.exists()
    assert not Series.objects.exists()
    assert not Entry.objects.filter(subject_type="hotline.servicerequest").exists()


def test_only_what_may_be_done_is_offered(desk):
    client = desk("热线办理岗")
    page = client.get(NEW, follow=True)
    assert [end.name for end in page.context["ends"]] == ["register", "answer", "assign"]
    assert desk("信息公开负责人", username="head").get(NEW).status_code == 403


def test_a_draft_is_taken_up_from_another_seat(desk, person, client, address, operator):
    assert keep(operator, address).status_code == 200
    other = operator.get(NEW)["Location"]
    assert address != other
    page = operator.get(other)
    assert [draft.address for draft in page.context["drafts"]] == [address]
    assert PHONE not in page.content.decode()
    assert "青枫路" in page.content.decode()
    taken_up = operator.get(address).content.decode()
    assert PHONE in taken_up
    assert "已恢复" in taken_up
    colleague = desk("热线办理岗", username="colleague")
    assert PHONE not in colleague.get(address).content.decode()
    assert colleague.get(other).context["drafts"] == []


def test_a_draft_is_encrypted_and_goes_with_the_call(operator, address):
    keep(operator, address)
    (row,) = KeptForm.objects.values_list("fields", flat=True)
    assert PHONE in row  # read by the application
    stored = KeptForm.objects.extra(select={"raw": "fields || ''"}).values_list("raw", flat=True)[0]
    assert PHONE not in stored
    send(operator, address, end="register")
    assert not KeptForm.objects.exists()


def test_a_draft_is_kept_for_a_day(operator, address):
    keep(operator, address)
    rule, now = retention("hotline.call-drafts"), timezone.now()
    assert not rule.due(now + timedelta(hours=23)).exists()
    assert rule.due(now + timedelta(hours=25)).count() == 1


def test_without_script_the_server_makes_the_steps(operator, address, unit, bureau, robot, morning):
    actions.places.register(trial_places.place(bureau, reference="青枫路"), actor=robot, at=morning)
    earlier = actions.register(
        trial.request(bureau, caller_phone="+86 13800000000"), actor=robot, at=morning
    )
    page, data = send(operator, address, end="look", place="青")
    assert page.status_code == 200
    there = page.context["beside"]
    assert [place.reference for place in there.places] == ["青枫路"]
    assert there.earlier == [earlier]
    page = operator.post(address, {**data, "end": "", "pick": "place:青枫路"})
    assert page.context["form"]["place"].value() == "青枫路"
    page = operator.post(address, {**data, "end": "", "pick": f"unit:{unit.pk}"})
    assert f'<option value="{unit.pk}" selected>' in page.content.decode()
    assert not ServiceRequest.objects.exclude(pk=earlier.pk).exists()
    assert PHONE in operator.get(address).content.decode()


def beside(client, name, **values):
    return client.post(f"{NEW}beside/{name}/", {**TYPED, **values})


def test_an_earlier_call_of_the_number_is_shown_and_the_look_logged(
    operator, bureau, robot, morning
):
    row = actions.register(
        trial.request(bureau, caller_phone="１３８-0000-0000"), actor=robot, at=morning
    )
    assert row.reference in beside(operator, "caller").content.decode()
    entry = Entry.objects.get(verb=callers.VERB)
    assert entry.facts == {"reason": "接听来电", "requests": 1}
    assert "第一次" in beside(operator, "caller", caller_phone="13900000000").content.decode()
    for half in ("1380000", "", "周先生"):
        assert row.reference not in beside(operator, "caller", caller_phone=half).content.decode()
    assert Entry.objects.filter(verb=callers.VERB).count() <= 3


def test_who_may_not_see_callers_sees_no_earlier_one(bureau, actor, robot, morning):
    actions.register(trial.request(bureau, caller_phone=PHONE), actor=robot, at=morning)
    with pytest.raises(PermissionDenied):
        callers.look_up(bureau, PHONE, actor=actor(VIEW, REGISTER), at=morning, reason="接听来电")
    assert not Entry.objects.filter(verb=callers.VERB).exists()


def test_a_confidential_case_is_found_by_no_number_and_no_words(bureau, actor, robot, morning):
    secret = trial.request(bureau, caller_phone=PHONE, request_kind="report", place="青枫路")
    secret = actions.register(secret, actor=robot, at=morning)
    plain = actions.register(
        trial.request(bureau, caller_phone=PHONE, place="青枫路"), actor=robot, at=morning
    )
    who = actor(VIEW, SEE)
    assert callers.look_up(bureau, PHONE, actor=who, at=morning, reason="接听来电") == [plain]
    assert callers.others_of(plain, actor=who, at=morning, reason="核对") == []
    assert callers.before(plain) == 0
    like = trial.request(bureau, place="青枫路")
    assert [hit.request for hit in similar(like, who)] == [plain]
    assert similar(secret, robot) == []


def test_repeat_callers_are_marked(operator, bureau, robot, morning, django_assert_num_queries):
    rows = [
        actions.register(
            trial.request(bureau, caller_phone=PHONE),
            actor=robot,
            at=morning + timedelta(minutes=n),
        )
        for n in range(3)
    ]
    other = actions.register(
        trial.request(bureau, caller_phone="13900000000"), actor=robot, at=morning
    )
    nobody = actions.register(trial.request(bureau), actor=robot, at=morning)
    with django_assert_num_queries(1):
        callers.mark([*rows, other, nobody])
    assert [row.calls_before for row in (*rows, other, nobody)] == [0, 1, 2, 0, 0]
    assert "2 件" in operator.get("/desk/hotline/").content.decode()
    assert (
        f"/desk/hotline/{rows[2].pk}/calls/"
        in operator.get(f"/desk/hotline/{rows[2].pk}/").content.decode()
    )


def test_found_by_number_with_a_reason(operator, bureau, robot, morning):
    row = actions.register(
        trial.request(bureau, caller_phone="0550-3111111"), actor=robot, at=morning
    )
    page = operator.get("/desk/hotline/callers/")
    data = {"phone": "（0550）311 1111", "form_key": key_of(page)}
    assert operator.post("/desk/hotline/callers/", data).status_code == 422
    assert (
        operator.post(
            "/desk/hotline/callers/", {**data, "phone": "周示例", "reason": "核对"}
        ).status_code
        == 422
    )
    assert not Entry.objects.filter(verb=callers.VERB).exists()
    page = operator.post("/desk/hotline/callers/", {**data, "reason": "核对来电"})
    assert page.context["rows"] == [row]
    entry = Entry.objects.get(verb=callers.VERB)
    assert "3111111" not in str(entry.facts)
    assert "3111111" not in operator.get("/desk/hotline/callers/").content.decode()


def test_similar_ones_first_by_words_and_place(bureau, actor, robot, morning):
    said = {
        "near": ("井盖松动", "青枫路12号门口井盖松动，车过就响", "青枫路"),
        "elsewhere": ("井盖松动", "井盖松动，有响声", "人民路"),
        "another": ("夜间施工噪声", "工地夜里施工，无法休息", "青枫路"),
        "far": ("公交改线", "建议3路车改道", ""),
    }  # fmt: skip
    rows = {
        name: actions.register(
            trial.request(bureau, subject=subject, content=content, place=place),
            actor=robot,
            at=morning,
        )
        for name, (subject, content, place) in said.items()
    }
    call = trial.request(bureau, subject="", content="青枫路井盖松动，车一过就响", place="青枫路")
    hits = [hit.request for hit in similar(call, actor(VIEW))]
    assert hits[0] == rows["near"]
    assert hits[-1] != rows["another"]
    assert rows["far"] not in hits
    actions.void(rows["near"], actor=robot, at=morning, reason="重复")
    assert rows["near"] not in [hit.request for hit in similar(call, actor(VIEW))]


SUBJECTS = {
    "路灯不亮。三天了": "路灯不亮", "路灯不亮": "路灯不亮", "\n路灯\n不亮": "路灯", "长" * 60: "长" * 40, "。": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize(("content", "subject"), SUBJECTS.items())
def test_the_first_sentence_is_the_title(content, subject):
    assert subject_of(content) == subject


def test_few_queries_however_many_cases(
    operator, address, bureau, robot, morning, django_assert_max_num_queries
):
    for n in range(30):
        actions.register(
            trial.request(bureau, caller_phone=PHONE, place="青枫路"), actor=robot, at=morning
        )
        actions.places.register(
            trial_places.place(bureau, reference=f"青枫路{n}号"), actor=robot, at=morning
        )
    for name, most in (("caller", 16), ("places", 8), ("similar", 16)):
        with django_assert_max_num_queries(most):
            assert beside(operator, name).status_code == 200
    with django_assert_max_num_queries(24):
        operator.get(address)
