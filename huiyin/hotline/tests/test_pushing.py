"""推送接口: what a platform sends is taken in once, told its outcome, and followed."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.audit import chain
from huiyin.audit.models import Entry
from huiyin.casework.models import Clock
from huiyin.hotline import actions
from huiyin.hotline.actions.receiving import PAYLOAD as KNOWN
from huiyin.hotline.api import bodies
from huiyin.hotline.models import Channel, ExternalKey, PlatformKey, ServiceRequest
from huiyin.hotline.platforms import actions as platforms
from huiyin.web.kept import memory

from . import trial
from .signing import PATH, PAYLOAD, linked, with_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(bureau, robot, morning):
    return linked(bureau, robot, morning)


def stored():
    return ServiceRequest.objects.count()


def test_what_may_be_sent_is_what_is_received():
    assert bodies.KNOWN == KNOWN


def test_one_is_taken_in_and_told(sender, bureau):
    answer = sender.push()
    request = ServiceRequest.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "key": "P-1", "number": request.reference, "received_on": timezone.localdate().isoformat(),
        "state": "received", "state_label": "待交办", "due_on": request.due_on.isoformat(),
        "is_provisional": request.is_provisional, "is_confidential": False,
    }  # fmt: skip
    assert (request.agency, request.channel.key) == (bureau, "mayor-hotline")
    assert (request.caller_name, request.caller_phone) == ("周示例", "13800000000")
    entry = Entry.objects.get(verb="hotline.servicerequest.take_in")
    assert (entry.actor_kind, entry.actor_name) == ("system", "市热线平台")
    again = sender.push()
    assert (again.status_code, again.json()["number"], stored()) == (200, request.reference, 1)


def test_of_an_app_each_receipt_has_its_code_once(bureau, robot, morning):
    app = linked(bureau, robot, morning, tells_code=True)
    first, again = app.push().json(), app.push().json()
    assert first["number"].startswith("LY")
    assert first["query_code"]
    assert "query_code" not in again
    (single,) = app.batch({**PAYLOAD, "key": "P-2"}).json()["results"]
    assert single["query_code"]


def test_words_are_kept_as_they_would_be_typed(sender):
    sender.push(subject=" 路灯\u202e\n不亮 ", content="第一行\n第二行\u200b", category="市政/路灯类",
                request_kind="投诉")  # fmt: skip
    request = ServiceRequest.objects.get()
    assert (request.subject, request.content) == ("路灯 不亮", "第一行\n第二行")
    assert (request.category_text, request.request_kind) == ("市政/路灯类", "complaint")


REFUSED = {
    "a telephone that is a name": ({"caller_phone": "王先生"}, "/caller_phone"),
    "an unknown name": ({"state": "answered"}, "/state"),
    "a number of ours": ({"reference": "RX2026-00009"}, "/reference"),
    "a unit": ({"unit": 1}, "/unit"),
    "another channel": ({"channel": "interaction"}, "/channel"),
    "another agency": ({"agency": 1}, "/agency"),
    "an unknown kind": ({"request_kind": "谣言"}, "/request_kind"),
    "no subject": ({"subject": ""}, "/subject"),
    "only blanks": ({"content": " \u200b\n"}, "/content"),
    "a long subject": ({"subject": "长" * 201}, "/subject"),
    "a long content": ({"content": "长" * 20_001}, "/content"),
    "a number where words belong": ({"place": 5}, "/place"),
    "a huge number": ({"place": 10**4000}, "/place"),
    "nothing where words belong": ({"place": None}, "/place"),
    "an object where words belong": ({"content": {"a": 1}}, "/content"),
    "a list where a flag belongs": ({"consents": [True]}, "/consents"),
    "a word where a flag belongs": ({"consents": "true"}, "/consents"),
    "a null byte": ({"content": "路灯\x00"}, "/content"),
    "half a character": ({"content": "路灯\ud83d"}, "/content"),
    "a day that is none": ({"received_on": "2026-02-30"}, "/received_on"),
    "a day to come": ({"received_on": "2999-01-01"}, "/received_on"),
    "the first day of all": ({"received_on": "0001-01-01"}, "/request_kind"),
    "a slash in a name": ({"a/b~c": "1"}, "/a~1b~0c"),
    "half a character in a name": ({"\ud83d": "1"}, "/"),
}


@pytest.mark.parametrize(("changes", "pointer"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_said_at_its_place(sender, changes, pointer):
    answer = sender.push(**changes)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert f"#{pointer}" in {one["pointer"] for one in answer.json()["errors"]}
    (single,) = sender.batch({**PAYLOAD, **changes, "key": "P-1"}).json()["results"]
    assert single["status"] == 422
    assert f"#/0{pointer}" in {one["pointer"] for one in single["errors"]}
    assert (stored(), ExternalKey.objects.count()) == (0, 0)
    assert sender.push().status_code == 201


def test_another_content_under_the_same_number_is_a_conflict(sender):
    sender.push()
    assert sender.push(content="别的事").status_code == 409
    outcomes = sender.batch(
        {**PAYLOAD, "key": "P-1"}, {**PAYLOAD, "key": "P-1", "content": "别的事"}
    )
    assert [one["status"] for one in outcomes.json()["results"]] == [200, 409]
    assert stored() == 1


def test_a_batch_tells_each_its_outcome(sender):
    sender.push("known")
    answer = sender.batch(
        {**PAYLOAD, "key": "P-1"},
        {**PAYLOAD, "key": "known"},
        {**PAYLOAD, "key": "P-2", "caller_phone": "王先生"},
        {**PAYLOAD, "key": "P-3", "request_kind": "report"},
        {**PAYLOAD, "key": "P-1"},
        {**PAYLOAD, "key": "P-1", "place": "别处"},
        {**PAYLOAD, "key": "含义"},
        PAYLOAD,
        {**PAYLOAD, "key": "P-4", "received_on": "2025-12-30"},
    )
    results = answer.json()["results"]
    assert answer.status_code == 200
    assert [one["status"] for one in results] == [201, 200, 422, 201, 200, 409, 422, 422, 201]
    assert results[4]["number"] == results[0]["number"]
    year = timezone.localdate().year
    assert [one.get("number") for one in results] == [
        f"RX{year}-00002", f"RX{year}-00001", None, f"RX{year}-00003", f"RX{year}-00002",
        None, None, None, "RX2025-00001",
    ]  # fmt: skip
    assert ServiceRequest.objects.get(reference=f"RX{year}-00003").is_confidential
    assert sender.batch({**PAYLOAD, "key": "P-2"}).json()["results"][0]["status"] == 201


def test_a_batch_is_as_single_ones(bureau, robot, morning):
    """The same columns, clocks and entries, whichever way it was sent."""
    one, many = (linked(bureau, robot, morning, reference=name) for name in ("甲平台", "乙平台"))
    kinds = ("help", "report", "enquiry", "help")
    for number, kind in enumerate(kinds):
        one.push(f"P-{number}", request_kind=kind, category="路灯")
    many.batch(
        *({**PAYLOAD, "key": f"P-{n}", "request_kind": k, "category": "路灯"} for n, k in enumerate(kinds))
    )  # fmt: skip
    columns = (
        "request_kind",
        "due_on",
        "state",
        "caller_digest",
        "category_text",
        "is_confidential",
    )

    def rows(sender):
        requests = ServiceRequest.objects.filter(external_key__door=sender.platform.door)
        return [
            (*(getattr(r, name) for name in columns), r.caller_name, Clock.objects.of(r).count(),
             Entry.objects.filter(subject_type=r._meta.label_lower, subject_key=r.pk).count())
            for r in requests.order_by("pk")
        ]  # fmt: skip

    assert rows(one) == rows(many)
    assert len(rows(many)) == 4


def test_a_number_that_an_imported_case_bears_is_passed_over(sender, bureau, robot, morning):
    year = timezone.localdate().year
    actions.register(trial.request(bureau, reference=f"RX{year}-00002"), actor=robot, at=morning)
    results = sender.batch(*({**PAYLOAD, "key": f"P-{n}"} for n in range(3))).json()["results"]
    assert [one["number"] for one in results] == [f"RX{year}-0000{n}" for n in (1, 3, 4)]


SIZES = {
    "nothing": ([], 422, "没有诉求"),
    "too many": ([{"key": str(n)} for n in range(501)], 422, "最多 500 件"),
    "no objects": ([1, "a", None], 422, "对象"),
    "a text": ("text", 422, "对象"),
    "nothing at all": (None, 422, "对象"),
}


@pytest.mark.parametrize(("value", "status", "word"), SIZES.values(), ids=SIZES)
def test_what_is_no_batch_is_refused(sender, value, status, word):
    answer = sender.call("POST", PATH, json.dumps(value).encode())
    assert (answer.status_code, stored()) == (status, 0)
    assert word in answer.json()["detail"]


def test_statements_do_not_grow_with_the_batch(sender, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)  # else a slow machine looks once more
    counts = []
    for size in (1, 5, 60):
        with CaptureQueriesContext(connection) as caught:
            sender.batch(*({**PAYLOAD, "key": f"{size}-{n}"} for n in range(size)))
        kinds = [one["sql"][:40] for one in caught if one["sql"].startswith(("SELECT", "INSERT"))]
        counts.append(len(set(kinds)))
    assert counts[2] <= counts[1] <= 12  # a long insert is sent in parts
    assert stored() == 66


def test_the_state_and_the_answer_come_back(sender, robot, morning):
    now = timezone.now()
    sender.push()
    request = ServiceRequest.objects.get()
    before = sender.status("P-1").json()
    assert (before["state_label"], before["answer"]) == ("待交办", None)
    trial.answered(request, robot, now)
    told = sender.status("P-1").json()
    assert (told["state"], told["answer"]) == ("answered", "路灯已修复。")
    assert told["answered_on"] == timezone.localdate(now).isoformat()
    assert told["unit"] == "云溪市城市管理局"
    assert sender.status("P-2").status_code == 404


def test_a_draft_is_told_to_nobody(sender, robot):
    now = timezone.now()
    sender.push()
    who = {"actor": robot, "at": now}
    request = actions.assign(ServiceRequest.objects.get(), unit=sender.platform.agency, **who)
    actions.draft(trial.signed(request, now), draft_text="还没有审核", **who)
    assert "还没有审核" not in sender.status("P-1").content.decode()


def test_of_a_confidential_one_nothing_beyond_the_receipt(sender, robot):
    now = timezone.now()
    receipt = sender.push(request_kind="report").json()
    assert receipt["due_on"]
    trial.answered(ServiceRequest.objects.get(), robot, now)
    chain.seal()
    told = sender.status("P-1").json()
    assert set(told) == {"key", "number", "received_on", "is_confidential"}
    assert sender.changes().json()["requests"] == [told]
    assert set(sender.push(request_kind="report").json()) == set(told)


def test_nothing_that_was_signed_for_stands_ready_for_others(sender, client):
    sender.push()
    for address in (PATH, f"{PATH}/P-1", f"{PATH}?since=0"):
        assert sender.call("GET", address).status_code == 200
        assert client.get(address).status_code == 401


def test_each_platform_reads_its_own(sender, bureau, robot, morning):
    other = linked(bureau, robot, morning, reference="县平台")
    first, second = sender.push().json()["number"], other.push(content="别的事").json()["number"]
    chain.seal()
    assert sender.status("P-1").json()["number"] == first
    assert other.status("P-1").json()["number"] == second
    assert [one["number"] for one in other.changes().json()["requests"]] == [second]


def test_changes_are_listed_once_behind_each_cursor(sender, robot):
    now = timezone.now()
    for number in range(3):
        sender.push(f"P-{number}")
    chain.seal()
    first = sender.changes().json()
    assert [one["key"] for one in first["requests"]] == ["P-0", "P-1", "P-2"]
    assert first["has_more"] is False
    assert sender.changes(first["cursor"]).json()["requests"] == []
    moved = ServiceRequest.objects.get(external_key__key="P-1")
    actions.amend(moved, actor=robot, at=now, values={"place": "青枫路"})
    assert sender.changes(first["cursor"]).json()["requests"] == []  # until it is sealed
    chain.seal()
    second = sender.changes(first["cursor"]).json()
    assert [one["key"] for one in second["requests"]] == ["P-1"]
    assert int(second["cursor"]) > int(first["cursor"])


def test_a_long_list_of_changes_comes_in_parts(sender, monkeypatch):
    monkeypatch.setattr("huiyin.hotline.api.answers.AT_ONCE", 2)
    monkeypatch.setattr("huiyin.hotline.api.answers._LOOKED_AT", 4)
    for number in range(7):
        sender.push(f"P-{number}")
    chain.seal()
    keys, cursor, has_more = [], None, True
    while has_more:
        part = sender.changes(cursor).json()
        keys += [one["key"] for one in part["requests"]]
        cursor, has_more = part["cursor"], part["has_more"]
    assert keys == [f"P-{number}" for number in range(7)]


@pytest.mark.parametrize("since", ["-1", "a", "9" * 19, "1&since=x", "%00"])
def test_a_cursor_that_was_never_given_is_refused(sender, since):
    assert sender.changes(since).status_code in (400, 422)


def test_two_keys_are_valid_while_they_are_changed(sender, robot, morning):
    newer = with_key(sender.platform, robot, morning)
    assert (sender.push("P-1").status_code, newer.push("P-1").status_code) == (201, 200)
    platforms.end_key(sender.platform, actor=robot, at=morning)
    assert (sender.push("P-2").status_code, newer.push("P-2").status_code) == (401, 201)
    platforms.close(sender.platform, actor=robot, at=morning, reason="合同到期")
    assert newer.push("P-3").status_code == 401
    platforms.reopen(sender.platform, actor=robot, at=morning)
    assert newer.push("P-3").status_code == 401
    assert with_key(sender.platform, robot, morning).push("P-3").status_code == 201


def test_a_key_lies_encrypted_and_is_in_no_entry(sender):
    raw = PlatformKey.objects.raw("SELECT id, secret AS stored FROM hotline_platformkey")[0]
    assert sender.secret not in raw.stored
    for entry in Entry.objects.all():
        assert sender.secret not in json.dumps([entry.facts, entry.subject_name])


def test_too_many_are_told_when_to_come_again(sender, settings):
    settings.LIMITS = settings.LIMITS | {"PUSHES": (3, 60)}
    assert sender.push("P-1").status_code == 201
    refused = sender.batch(*({**PAYLOAD, "key": f"P-{n}"} for n in range(3)))
    assert (refused.status_code, stored()) == (429, 1)
    assert int(refused["Retry-After"]) > 0
    assert refused["Content-Type"] == "application/problem+json"


def test_wrong_signatures_from_one_network_are_slowed_down(sender, settings):
    settings.LIMITS = settings.LIMITS | {"PUSH_FAULTS": (2, 60)}
    wrong = [sender.call("GET", PATH, secret="wrong").status_code for _ in range(3)]
    assert wrong == [401, 401, 429]
    assert sender.push().status_code == 201  # whoever signs rightly is not hindered


def test_other_methods_are_told_which_are_there(sender):
    for method in ("PUT", "DELETE", "PATCH"):
        answer = sender.call(method, PATH, b"{}")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert sender.call("POST", f"{PATH}/P-1", b"{}").status_code == 405


def test_yesterdays_case_runs_from_yesterday(sender):
    day = timezone.localdate() - timedelta(days=1)
    sender.push(received_on=day.isoformat())
    assert ServiceRequest.objects.get().received_on == day


def test_the_channel_is_the_platforms_own(bureau, robot, morning):
    channel = Channel.objects.get(key="interaction")
    linked(bureau, robot, morning, channel=channel).push()
    assert ServiceRequest.objects.get().channel == channel
