"""A form sent twice makes one thing: every door behind which something is made, also at once."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.approvals.tests.trial import TYPED as LICENCE_APPLICATION
from huiyin.assessment.tests.trial import rubric
from huiyin.audit.models import Entry
from huiyin.casework import rooms
from huiyin.casework.workflow import workflows
from huiyin.coercion.tests import trial as coercions
from huiyin.commitments.tests.trial import FORM as COMMITMENT
from huiyin.credit.tests import trial as credit
from huiyin.disclosure.models import ColumnType, LegalItem
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.editorial.models import Manuscript
from huiyin.enforcement.tests import trial as inspections
from huiyin.foi import actions as foi
from huiyin.foi.models import Application
from huiyin.foi.tests import public_walk
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import CategoryScheme, Channel, RequestKind, ServiceRequest
from huiyin.licensing.models import LicenceMatter
from huiyin.licensing.tests.trial import FORM as LICENCE
from huiyin.penalties.tests.trial import FORM as PENALTY
from huiyin.registers.actions import decisions
from huiyin.registers.models import Decision, Opinion
from huiyin.subjects.tests import trial as unifications
from huiyin.submissions.models import Submission
from huiyin.submissions.once import SOON
from tests.files_sent_once import test_a_document_with_its_file_is_registered_once  # noqa: F401
from tests.test_two_clerks import at_once

KEY = re.compile(r'name="form_key" value="([^"]+)"')
DESK = {
    "foi.application.register": (
        "foi",
        {"channel": "letter", "applicant_kind": "company", "applicant_name": "云溪样例律师事务所", "arrived_on": "2026-03-02", "description": "停车收费依据"},
        "description",
    ),
    "hotline.servicerequest.register": (
        "hotline",
        {"received_on": "2026-03-02", "request_kind": "help", "subject": "井盖松动", "content": "青枫路", "urgency": "normal"},
        "content",
    ),
    "hotline.round.register": ("rounds", {"door_mayor-hotline": "3", "remark": "无异常"}, "remark"),
    "hotline.category.register": ("categories", {"name": "占道经营", "code": "0101"}, "name"),
    "hotline.place.register": ("places", {"reference": "样板街", "place_kind": "road"}, "reference"),
    "hotline.platform.register": ("platforms", {"reference": "市热线平台"}, "reference"),
    "licensing.licence.register": ("licences", LICENCE, "content"),
    "penalties.penalty.register": ("penalties", PENALTY, "offence"),
    "commitments.commitment.register": ("commitments", COMMITMENT, "content"), **credit.TYPED, **unifications.TYPED,
    "approvals.licenceapplication.register": ("approvals", LICENCE_APPLICATION, "content"),
    "enforcement.inspection.register": ("inspections", inspections.FORM, "purpose"), **coercions.TYPED,
    "registers.power.register": (
        "powers",
        {"reference": "CF-0901", "name": "对擅自砍伐城市树木的处罚", "power_type": "行政处罚",
         "basis": "《城市绿化条例》", "subject": "云溪市城市管理局", "responsibility": "立案",
         "listed_from": "2024-01-01"},
        "responsibility"),
    "registers.officer.register": (
        "officers", {"reference": "341799000901", "name": "周示例", "unit": "云溪市城市管理局",
         "scope": "城市管理行政处罚", "issued_on": "2024-01-01", "valid_until": "2028-12-31"},
        "scope"),
    "registers.decision.register": (
        "decisions", {"name": "停车收费调整方案", "department": "市政设施管理处", "explanation": "为了提高周转率。",
         "draft": "一、前三十分钟免费。"},
        "draft"),
    "registers.budgetsheet.register": ("budgets", {"year": "2024", "stage": "预算", "table": "三公经费"}, "year"),
    "registers.budgetline.register": (
        "budget-lines",
        {"reference": "2024-901", "year": "2024", "stage": "预算", "table": "支出总表",
         "position": "1", "level": "1", "label": "支出总计", "amount": "1"},
        "label"),
    "reports.planitem.enter": (
        "plans", {"year": "2026", "text": "每季度通报一次超期工单", "problem": "requests-late",
         "due_on": "2026-12-31", "basis": "2026年1月9日局长办公会"},
        "text"),
    "structure.change.propose": ("reorganisations",
        {"what": "set-up", "name": "法制科", "slug": "fazhi", "day": "2026-01-05",
         "basis": "云编〔2026〕1号"},
        "name",
    ),
    "bulletins.bulletin.compile_week": ("bulletins", {"begins_on": "2026-02-10"}, "begins_on"),
    "reports.annualreport.begin": ("annual-reports", {"year": "2025"}, "year"),
    "proposals.proposal.register": (
        "proposals", {"number": "901", "category": "suggestion", "session": "市五届人大四次会议",
         "subject": "增设夜间垃圾投放点", "proposer": "周示例", "part": "lead",
         "received_on": "2026-03-02"},
        "subject",
    ),
    "assessment.item.register": ("rubric", {"code": "A-9", "year": "2026", "part": "一（100分）", "text": "扣1分"}, "text"),
    "assessment.assessment.begin": ("assessments", {"year": "2025", "group": "市直部门"}, "group"),
    "rectification.rectification.register": ("rectifications", {"category": "order", "subject": "更新不及时", "problem": "没有更新", "demand": "更新", "received_on": "2026-03-02"}, "subject"),
    "coordination.assignment.give": ("assignments", {"role": "assist", "subject": "核对路灯"}, "subject"),
    "coordination.supervision.supervise": ("supervisions", {"subject": "超期未办", "cause": "overdue"}, "subject"),
}  # fmt: skip
MESSAGE = {
    "kind": "help", "subject": "路灯不亮", "content": "青枫路一盏路灯不亮", "name": "孙示例",
    "contact": "13900005678", "consents": "no", "agency": "cgj",
}  # fmt: skip
MISTAKE = {
    "place": "http://127.0.0.1:8000/cgj/gzdt/", "fault": "错别字", "description": "“部署”写成了“布署”",
    "contact": "",
}  # fmt: skip
PUBLIC = {
    "hotline.servicerequest.message": ("/message/", MESSAGE, "content"),
    "hotline.servicerequest.report": ("/mistakes/", MISTAKE, "description"),
}
NUMBERED = ("approvals", "inspections", "coercions", "foi", "hotline", "rounds", "decisions")
OWN_WAY = {
    "planning.document.register": "test_a_document_with_its_file_is_registered_once",
    "foi.application.submit": "test_an_application_is_sent_once",
    "registers.opinion.say": "test_an_opinion_is_taken_once",
    "editorial.manuscript.begin": "test_a_manuscript_is_begun_once",
    "editorial.manuscript.adopt": "test_a_document_is_adopted_once",
    "hotline.servicerequest.answer_call": "test_a_call_is_answered_once",
    "hotline.servicerequest.take_in": "test_what_a_program_sends_is_taken_in_once",
}
IMPORTED = {"editorial.manuscript.bring_in", "approvals.licenceapplication.take_over"}
"""A page is known by its address, a row by its number: `huiyin.ingest` takes it once, in whatever form."""

WITHIN = {
    "hotline.deferral.defer": "hotline.servicerequest.approve",
    "hotline.category.renew": "hotline.category.rename",
}
"""Start without a form → the move that makes it; a move pressed twice is made once."""
BY_THE_CLOCK = {"coordination.escalation.escalate", "exchange.batch.make"}
"""No form: a rung is reached once (coordination/tests/test_climbing.py), one batch waits at a time."""


def test_every_start_has_its_door_here():
    known = {flow.verb(name) for flow in workflows() for name in flow.starts}
    assert known == {*DESK, *PUBLIC, *OWN_WAY, *IMPORTED, *WITHIN, *BY_THE_CLOCK}
    assert set(WITHIN.values()) <= {flow.verb(name) for flow in workflows() for name in flow.moves}
    own = {room for room, _, _ in DESK.values()} | {"plan-documents"}  # which has a file
    assert own == {r.key for r in rooms.rooms() if r.start}
    assert all(name in globals() for name in OWN_WAY.values())


@pytest.fixture
def clerk(bureau):
    client = Client()
    client.force_login(User.objects.create_user("boss", name="秦示例", is_superuser=True))
    return client


def key_of(page):
    match = KEY.search(page.content.decode())
    assert match, "the form has no key"
    return unescape(match[1])


def sent_twice(client, address, values, changed, model):
    """Sent, sent again (a double click, or back and again), then back and sent with other words."""
    values = values | {"form_key": key_of(client.get(address))}
    first = client.post(address, values)
    assert first.status_code == 302, first.context["form"].errors
    count = model.objects.count()
    again = client.post(address, values)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert model.objects.count() == count
    anew = values | {"form_key": key_of(client.get(address))}  # back: the page is fetched anew
    asked = client.post(address, anew)
    assert (asked.status_code, "同样的内容" in asked.content.decode()) == (409, True)
    assert (first["Location"] in asked.content.decode()) is address.startswith("/desk/")
    assert model.objects.count() == count
    word = {"year": "2023", "begins_on": "2026-02-03"}.get(changed, "另一段文字")
    other = client.post(address, values | {changed: word})
    page = other.content.decode()
    assert other.status_code == 409
    assert "已经提交过" in page
    assert first["Location"] in page
    assert changed == "year" or word in page
    assert key_of(other) != values["form_key"]
    assert model.objects.count() == count
    return first, other


@pytest.mark.parametrize("verb", DESK)
def test_a_record_is_registered_once(clerk, verb, licence, bureau):
    room, values, changed = DESK[verb]
    model = rooms.find(room).model
    if room in ("licences", "approvals"):
        values = values | {"matter": LicenceMatter.objects.get(name="占用城市道路审批").pk}
        for name in ("issuer", "source"):
            values |= {name: "云溪市城市管理局", f"{name}_uscc": "11341799MB1Q00017E"}
    values = values | credit.about_a_penalty(room, bureau) | unifications.codes(room, bureau)
    if room in ("hotline", "platforms"):
        values = values | {"channel": Channel.objects.get(key="mayor-hotline").pk}
    if room == "inspections":
        values = values | inspections.today(bureau)
    if room == "categories":
        CategoryScheme.objects.create(
            agency=bureau, name="分类", basis="试验", valid_from=timezone.localdate()
        )
    if room == "assessments":
        values = values | {"unit": rubric(bureau, 2025, timezone.now()).pk}
    if room in ("assignments", "plans", "rectifications", "supervisions"):
        about = licence().reference
        unit, due = bureau.units.get(slug="duban").pk, timezone.localdate() + timedelta(days=30)
        values = values | {"number": about, "unit": unit, "due_on": due.isoformat()}
    first, other = sent_twice(clerk, f"/desk/{room}/new/", values, changed, model)
    assert clerk.get(first["Location"]).status_code == 200
    if room in NUMBERED:
        before = model.objects.count()
        anew = values | {changed: "另一段文字", "form_key": key_of(other)}
        assert clerk.post(f"/desk/{room}/new/", anew).status_code == 302
        assert model.objects.count() == before + 1


@pytest.mark.parametrize("verb", PUBLIC)
def test_what_a_visitor_sends_is_taken_once(client, bureau, verb):
    address, values, changed = PUBLIC[verb]
    first, _ = sent_twice(client, address, values, changed, ServiceRequest)
    receipt = client.get(first["Location"]).content.decode()
    assert ServiceRequest.objects.get().reference in receipt
    assert "13900005678" not in Submission.objects.get().answer


def test_the_key_of_one_browser_opens_no_receipt_in_another(client, bureau):
    values = MESSAGE | {"form_key": key_of(client.get("/message/"))}
    assert client.post("/message/", values).status_code == 302
    stranger = Client()
    stranger.get("/message/")
    answer = stranger.post("/message/", values)
    assert answer.status_code == 409
    assert "message" not in stranger.cookies
    assert not answer.has_header("Location")


def send(browser, address="/message/", values=MESSAGE, page=None):
    return browser.post(address, values | {"form_key": key_of(page or browser.get(address))})


def test_the_same_words_of_another_person_are_another_message(client, bureau):
    """In another browser at once; in the same one (a service hall) after a question, with its own receipt."""
    first = send(client)
    assert send(Client()).status_code == 302
    assert ServiceRequest.objects.count() == 2
    Submission.objects.update(at=timezone.now() - SOON)  # however long ago
    asked = send(client)
    assert asked.status_code == 409
    assert "message" not in asked.cookies
    assert "/message/sent/" not in asked.content.decode()
    second = send(client, page=asked)
    assert second.status_code == 302
    assert ServiceRequest.objects.count() == 3
    assert second.cookies["message"].value != first.cookies["message"].value


def test_a_form_sent_again_when_its_receipt_is_gone_says_so(client, bureau):
    page = client.get("/message/")
    assert send(client, page=page).status_code == 302
    Submission.objects.update(at=timezone.now() - SOON)
    again = send(client, page=page)
    assert (again.status_code, "已经收到" in again.content.decode()) == (409, True)
    assert ServiceRequest.objects.count() == 1


def test_a_refused_form_keeps_its_key_unused(client, bureau):
    key = key_of(client.get("/message/"))
    wrong = client.post("/message/", MESSAGE | {"form_key": key, "subject": ""})
    assert wrong.status_code == 422
    assert key_of(wrong) == key
    assert client.post("/message/", MESSAGE | {"form_key": key}).status_code == 302


def test_a_repeated_form_is_not_counted_by_the_throttle(client, bureau):
    values = MESSAGE | {"form_key": key_of(client.get("/message/"))}
    assert {client.post("/message/", values).status_code for _ in range(12)} == {302}


def test_a_call_is_answered_once(clerk, bureau):
    values = {
        "channel": Channel.objects.get(key="mayor-hotline").pk, "request_kind": "enquiry",
        "content": "办证窗口几点开门？", "end": "answer", "answer_text": "工作日九点。",
    }  # fmt: skip
    address = clerk.get("/desk/hotline/call/")["Location"]
    sent_twice(clerk, address, values, "content", ServiceRequest)
    assert ServiceRequest.objects.get().state == "answered"


def test_an_application_is_sent_once(client, bureau, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    public_walk.send(client)
    assert client.post("/apply/review/", public_walk.SENT_BY)["Location"] == "/apply/sent/"
    assert Application.objects.count() == 1


def test_an_opinion_is_taken_once(client, bureau, robot):
    now = timezone.localtime()
    decision = decisions.register(
        Decision(
            agency=bureau, name="停车收费调整方案", department="市政设施管理处",
            explanation="为了提高周转率。", draft="一、前三十分钟免费。",
        ),
        actor=robot, at=now,
    )  # fmt: skip
    until = now.date() + timezone.timedelta(days=40)
    decisions.consult(decision, actor=robot, at=now, consult_until=until)
    address, values = f"/decisions/{decision.pk}/", {"text": "建议第一个小时免费。"}
    page = client.get(address)
    first, again = send(client, address, values, page), send(client, address, values, page)
    assert first["Location"] == again["Location"]
    assert Opinion.objects.count() == 1
    family = send(Client(), address, values)  # of one household, in one service hall
    asked = send(client, address, values)
    neighbour = send(client, address, values, asked)
    assert [one.status_code for one in (family, asked, neighbour)] == [302, 409, 302]
    assert len({one["Location"] for one in (first, family, neighbour)}) == 3
    assert Opinion.objects.count() == 3


@pytest.fixture
def column(bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    return add_column(
        page, "通知公告", slug="tzgg", column_type=ColumnType.POLICY, legal_item=LegalItem.RULES,
        actor=robot, at=morning,
    )  # fmt: skip


def test_a_manuscript_is_begun_once(clerk, column):
    address = "/desk/manuscripts/new/"
    choices = clerk.get(address).context["form"].fields["column"].choices
    chosen = next(str(value) for value, label in choices if "通知公告" in str(label))
    values = {"title": "关于市容整治的通知", "formed_on": "2026-03-02", "column": chosen}
    values |= {"doc_number": "", "validity": "有效"}
    sent_twice(clerk, address, values, "title", Manuscript)


def test_what_a_program_sends_is_taken_in_once(bureau, robot, morning):
    door = hotline.Door("platform", bureau, Channel.objects.get(key="mayor-hotline"))
    payload = {"request_kind": "help", "subject": "路灯不亮", "content": "青枫路一盏路灯不亮"}
    first, again = (
        hotline.receive(door, "P-1", payload, actor=robot, at=morning) for _ in range(2)
    )
    assert first == again == ServiceRequest.objects.get()


def test_a_document_is_adopted_once(clerk, column, bureau, robot, morning):
    values = {"title": "旧通知", "formed_on": date(2020, 1, 2), "body": "<p>旧。</p>"}
    values |= {"published_at": morning, "issuer": bureau.name, "source": bureau.name}
    page = publish_document(column, bureau, values, actor=robot, at=morning)
    address = f"/desk/documents/{page.pk}/adopt/"
    first, again = clerk.post(address), clerk.post(address)
    assert first["Location"] == again["Location"]
    assert Manuscript.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["/message/", "/desk/foi/new/"])
def test_two_requests_at_once_make_one(door, bureau):
    values, changed = (
        (MESSAGE, "content") if door == "/message/" else DESK["foi.application.register"][1:]
    )
    assert RequestKind.HELP
    first = Client()
    if door.startswith("/desk/"):
        first.force_login(User.objects.create_user("boss", name="秦示例", is_superuser=True))
    values = values | {"form_key": key_of(first.get(door))}
    assert changed in values
    browsers = [Client() for _ in range(3)]
    for one in browsers:
        one.cookies = first.cookies
    answers = at_once(*[lambda one=one: one.post(door, values) for one in browsers])
    assert {answer.status_code for answer in answers} == {302}, answers
    assert len({answer["Location"] for answer in answers}) == 1
    assert ServiceRequest.objects.count() + Application.objects.count() == 1
    if door == "/message/":
        receipts = {answer.cookies["message"].value for answer in answers}
        assert len(receipts) == 1


def test_a_move_pressed_twice_is_made_once_and_answered_alike(clerk, bureau, robot, morning):
    one = foi.register(
        Application(
            agency=bureau, channel="online", applicant_kind="person", applicant_name="甲",
            description="二〇二五年预算", received_on=timezone.localdate(),
        ),
        actor=robot, at=timezone.localtime(),
    )  # fmt: skip
    address = f"/desk/foi/{one.pk}/ask_correction/"
    page = clerk.get(address)
    offered = re.search(r'name="offered" value="([^"]+)"', page.content.decode())[1]
    values = {"wanted": "请写明年份", "form_key": key_of(page), "offered": offered}
    first, again = clerk.post(address, values), clerk.post(address, values)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert Entry.objects.filter(verb="foi.application.ask_correction").count() == 1
    other = clerk.post(address, values | {"wanted": "请写明部门"})
    assert other.status_code == 409
    assert "请写明部门" in other.content.decode()
