"""批量办理: each record by itself, once, and what broke off goes on."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from huiyin.audit.models import Entry
from huiyin.desk import bulk
from huiyin.desk.models import BulkRow, BulkRun
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import ServiceRequest
from huiyin.personal import retention

State = ServiceRequest.State


@pytest.fixture
def unit(bureau):
    return bureau.units.get(slug="duban")


@pytest.fixture
def three(request_):
    return [request_(subject=f"路灯{number}", request_kind="enquiry") for number in range(3)]


def tokens(client, query="view=all"):
    page = client.get(f"/desk/hotline/?{query}").content.decode()
    return dict(re.findall(r'name="(offered\.\d+)" value="([^"]+)"', page))


def choose(client, matters, **more):
    typed = {"move": "assign", "pk": [one.pk for one in matters]} | tokens(client) | more
    answer = client.post("/desk/hotline/bulk/", typed)
    assert answer.status_code == 302
    return answer["Location"]


def states(matters):
    return [ServiceRequest.objects.get(pk=one.pk).state for one in matters]


def test_a_unit_is_given_many_requests(desk, three, unit):
    client = desk("热线办理岗")
    address = choose(client, three)
    form = client.get(address)
    assert form.context["count"] == 3
    done = client.post(address, {"unit": unit.pk}, follow=True)
    assert [one.reference for one in done.context["done"]] == [one.reference for one in three]
    assert states(three) == [State.DISPATCHED] * 3
    assert Entry.objects.filter(verb="hotline.servicerequest.assign").count() == 3
    run = BulkRun.objects.get()
    assert run.finished_at is not None
    assert run.fields == ""


def test_what_the_form_lacks_is_asked_for_and_nothing_begins(desk, three):
    client = desk("热线办理岗")
    address = choose(client, three)
    refused = client.post(address, {})
    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {"unit"}
    assert BulkRun.objects.get().begun_at is None
    assert states(three) == [State.RECEIVED] * 3


def test_each_refusal_names_its_reason_and_the_others_are_done(
    desk, three, request_, unit, robot, now
):
    client = desk("热线负责人")
    hidden = request_(subject="举报", is_confidential=True)
    address = choose(client, [*three, hidden])
    hotline.amend(three[0], actor=robot, at=now, values={"place": "青枫路"})
    hotline.answer_at_once(three[1], actor=robot, at=now, answer_text="已办")
    done = client.post(address, {"unit": unit.pk}, follow=True)
    assert [one.reference for one in done.context["done"]] == [three[2].reference]
    reasons = {one.reference: one.reason for one in done.context["refused"]}
    assert "有了变化" in reasons[three[0].reference]
    assert "不能“交办”" in reasons[three[1].reference]
    assert "保密" in reasons[hidden.reference]


def test_a_second_click_makes_nothing_twice(desk, three, unit):
    client = desk("热线办理岗")
    address = choose(client, three)
    for _ in range(2):
        assert client.post(address, {"unit": unit.pk}).status_code == 302
    assert Entry.objects.filter(verb="hotline.servicerequest.assign").count() == 3


def test_what_broke_off_goes_on(desk, three, unit, monkeypatch):
    client = desk("热线办理岗")
    address = choose(client, three)
    monkeypatch.setattr(bulk, "SECONDS", -1)  # no time at all: begun, and nothing done
    page = client.post(address, {"unit": unit.pk}, follow=True)
    assert page.context["waiting"] == 3
    assert "继续办理" in client.get("/desk/hotline/?view=all").content.decode()
    monkeypatch.setattr(bulk, "SECONDS", 60)
    page = client.post(address, follow=True)
    assert (page.context["waiting"], len(page.context["done"])) == (0, 3)
    assert "继续办理" not in client.get("/desk/hotline/?view=all").content.decode()


def test_the_whole_list_is_chosen_in_its_order(desk, three, request_, unit, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    client = desk("热线办理岗")
    address = choose(client, [], every="1", back="kind=enquiry")
    assert client.get(address).context["count"] == 2
    done = client.post(address, {"unit": unit.pk}, follow=True)
    assert len(done.context["done"]) == 2
    assert done.context["back"] == "/desk/hotline/?kind=enquiry"


def test_a_run_is_its_persons_alone(desk, three, person):
    address = choose(desk("热线办理岗"), three)
    assert desk("热线办理岗", username="other").get(address).status_code == 404


def test_what_one_may_not_see_is_not_chosen(desk, three, request_, other_bureau):
    client = desk("热线办理岗", agency=other_bureau)
    answer = client.post("/desk/hotline/bulk/", {"move": "assign", "pk": [three[0].pk]})
    assert answer["Location"] == "/desk/hotline/?view=all"
    assert not BulkRun.objects.exists()


def test_no_button_for_what_no_row_allows(desk, three, robot, now):
    client = desk("热线办理岗")
    assert "批量交办" in client.get("/desk/hotline/?view=all").content.decode()
    for one in three:
        hotline.answer_at_once(one, actor=robot, at=now, answer_text="已办")
    assert "批量交办" not in client.get("/desk/hotline/?view=all").content.decode()


def test_runs_are_forgotten(desk, three):
    choose(desk("热线办理岗"), three)
    at = timezone.now() + timedelta(days=31)
    for rule in retention.rules():
        if rule.key.startswith("desk."):
            rule.due(at).delete()
    assert not BulkRun.objects.exists()
    assert not BulkRow.objects.exists()
