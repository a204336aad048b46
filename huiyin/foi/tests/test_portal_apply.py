"""/apply/: every page, the whole walk without script, and what must not happen on the way."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from huiyin.files.models import StoredFile
from huiyin.foi.models import Application, ApplicationFile
from huiyin.foi.portal import already
from huiyin.notices.models import Notice
from huiyin.organisations.models import Organisation
from huiyin.personal import keys
from huiyin.search import index
from huiyin.visitors import drafts, tasks
from huiyin.visitors.models import Draft, DraftFile

from . import public_walk as walk


@pytest.fixture(autouse=True)
def media(bureau, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def text(response):
    return response.content.decode()


def test_the_whole_walk_without_script(client):
    receipt = walk.send(client)
    (application,) = Application.objects.all()
    assert (application.state, application.channel, application.reference) == (
        "submitted",
        "online",
        receipt["number"],
    )
    assert application.applicant_name == "王测试"
    assert application.applicant_id_digest == keys.digest(walk.ID_NUMBER)
    assert application.query_digest == keys.digest(receipt["code"].replace("-", ""))
    (proof,) = ApplicationFile.objects.filter(application=application)
    assert (proof.role, proof.is_for_applicant) == ("identity", False)
    (letter,) = Notice.objects.all()
    assert letter.recipient == "wang@example.com"
    assert receipt["number"] in letter.body
    assert walk.ID_NUMBER not in letter.body


def test_the_receipt_tells_number_code_and_what_comes(client):
    receipt = walk.send(client)
    page = text(client.get("/apply/sent/"))
    assert receipt["number"] in page
    assert receipt["code"] in page
    assert "与您确认收到" in page
    assert "data-print" in page


def test_the_code_is_gone_after_half_an_hour(client):
    walk.send(client)
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get("/apply/sent/")["Location"] == "/apply/"
    tasks.forget()
    assert not Draft.objects.exists()
    assert StoredFile.objects.count() == 1  # the proof belongs to the application now


def test_another_browser_sees_nothing_of_it(client):
    walk.send(client)
    assert Client().get("/apply/sent/")["Location"] == "/apply/"
    assert Client().get("/apply/review/")["Location"] == "/apply/"


def test_sent_twice_is_one_application(client):
    walk.send(client)
    first = client.get("/apply/sent/").context["receipt"]
    for _ in range(2):
        assert client.post("/apply/review/", walk.SENT_BY)["Location"] == "/apply/sent/"
    assert client.get("/apply/sent/").context["receipt"] == first
    assert Application.objects.count() == 1
    assert Notice.objects.count() == 1


def test_nothing_personal_lies_readable_in_the_tables_or_on_the_disk(client, media):
    walk.fill(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM visitors_draft")
        (stored,) = cursor.fetchone()
    assert "王测试" not in stored
    assert "applicant" not in stored
    (kept,) = [path for path in media.rglob("*") if path.is_file()]
    assert kept.read_bytes().startswith(keys.SEALED)
    assert b"PNG" not in kept.read_bytes()
    assert "png" not in kept.name


@pytest.mark.parametrize("key", [*walk.ANSWERS, "proof"])
@pytest.mark.parametrize("display", ["", "elder"])
def test_every_page_opens_and_asks_one_question(client, key, display):
    client.cookies["display"] = display
    walk.begin(client)
    client.post("/apply/kind/", {"applicant_kind": "person"})
    response = client.get(f"/apply/{key}/")
    page = text(response)
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert "续填码" in page
    assert 'name="purpose' not in page
    assert ('class="elder"' in page) == (display == "elder")
    assert "no-store" in response["Cache-Control"]
    assert not response.has_header("ETag")


WRONG = [
    ("kind", {}, "请选择申请人类型"),
    ("kind", {"applicant_kind": "king"}, "请从列出的选项中选择申请人类型"),
    ("who", {"applicant_id": "110105194912310021"}, "身份证号码不正确"),
    ("who", {"applicant_name": ""}, "请填写姓名"),
    ("agent", {"by": "agent", "agent_name": "李测试", "agent_id": "1"}, "身份证号码不正确"),
    ("agent", {"by": "agent"}, "请填写受托人姓名"),
    ("contact", {"applicant_phone": "12345"}, "号码不正确"),
    ("contact", {"applicant_email": "wang@"}, "邮箱不正确"),
    ("contact", {"applicant_email": ""}, "请至少填写电子邮箱、联系地址中的一项"),
    ("contact", {"applicant_postcode": "12"}, "邮政编码是 6 位数字"),
    ("what", {"information_name": "", "description": ""}, "请至少填写名称、文号、描述中的一项"),
    ("what", {"description": "长" * 10_000}, "最多 2000 个字，现有 10000 个，请删减"),
    ("how", {"delivery_channel": "post"}, "需要联系地址"),
    ("how", {"delivery_form": "paper", "delivery_channel": "online"}, "纸面件不能通过"),
]


@pytest.mark.parametrize(("key", "changes", "said"), WRONG)
def test_a_wrong_answer_is_said_at_the_field_and_above_and_is_not_lost(client, key, changes, said):
    walk.begin(client)
    for before, answers in walk.ANSWERS.items():
        if before == key:
            break
        client.post(f"/apply/{before}/", answers)
    sent = {**walk.ANSWERS[key], **changes} if changes else {}
    response = client.post(f"/apply/{key}/", sent)
    page = text(response)
    assert response.status_code == 422
    assert page.count(said) == 2
    assert 'href="#id_' in page
    again = text(client.get(f"/apply/{key}/"))  # tomorrow: what was typed is still there
    for typed in filter(None, sent.values()):
        assert typed in again or typed == "king"
    assert client.get("/apply/review/")["Location"].startswith("/apply/")


def test_an_organisation_is_asked_other_things(client):
    walk.begin(client)
    client.post("/apply/kind/", {"applicant_kind": "company"})
    typed = {"applicant_name": "云溪样例公司", "representative": "赵测试", "contact_name": "钱测试"}
    wrong = client.post("/apply/who/", {**typed, "applicant_uscc": "91341799MA2TEX01KK"})
    assert "统一社会信用代码不正确" in text(wrong)
    right = client.post("/apply/who/", {**typed, "applicant_uscc": "91341799ma2tex01kj"})
    assert right.status_code == 302


def test_steps_cannot_be_left_out(client):
    walk.begin(client)
    assert client.get("/apply/review/")["Location"] == "/apply/kind/"
    assert client.post("/apply/review/", walk.SENT_BY)["Location"] == "/apply/kind/"
    assert not Application.objects.exists()


def test_without_the_promise_nothing_is_sent(client):
    walk.fill(client)
    response = client.post("/apply/review/", {})
    assert response.status_code == 422
    assert "请先勾选承诺" in text(response)
    assert not Application.objects.exists()


def test_script_in_every_field_is_text(client):
    bad = "<script>alert(1)</script>"
    walk.fill(
        client,
        who={"applicant_name": bad},
        contact={"applicant_address": bad},
        what={"information_name": bad, "description": bad},
    )
    for address in ("/apply/what/", "/apply/who/", "/apply/review/"):
        page = text(client.get(address))
        assert bad not in page
        assert "&lt;script&gt;" in page


def test_with_several_agencies_the_first_question_is_which(client, bureau):
    other = Organisation.objects.create(
        name="云溪市水务局", short_name="水务局", slug="swj", is_agency=True
    )
    assert walk.begin(client)["Location"] == "/apply/agency/"
    assert client.post("/apply/agency/", {"agency": "999999"}).status_code == 422
    client.post("/apply/agency/", {"agency": str(other.pk)})
    for key, answers in walk.ANSWERS.items():
        client.post(f"/apply/{key}/", answers)
    client.post("/apply/proof/", {"proof": [walk.upload()]})
    client.post("/apply/review/", walk.SENT_BY)
    assert Application.objects.get().agency == other


def test_a_draft_goes_on_elsewhere_with_its_code(client):
    walk.fill(client)
    code = client.get("/apply/what/").context["code"]
    other = Client()
    response = other.post("/apply/resume/", {"code": f" {code.lower()} "})
    assert response.status_code == 302
    assert "城北路改造工程规划许可证" in text(other.get("/apply/what/"))
    assert client.get("/apply/what/")["Location"] == "/apply/"  # the old cookie has ended


def test_codes_of_drafts_cannot_be_guessed_by_trying(client, settings):
    settings.LIMITS = settings.LIMITS | {"GUESSES_NET": (2, 900)}
    for code in ("AAAA-BBBB-CCCC", "AAAA-BBBB-EEEE"):
        assert client.post("/apply/resume/", {"code": code}).status_code == 422
    response = client.post("/apply/resume/", {"code": "AAAA-BBBB-DDDD"})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900


def test_a_week_later_the_draft_and_its_files_are_gone(
    client, media, django_capture_on_commit_callbacks
):
    walk.fill(client)
    with django_capture_on_commit_callbacks(execute=True):
        drafts.forget(at=timezone.now() + timedelta(days=7, minutes=1))
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_tampered_draft_begins_anew(client):
    walk.fill(client)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visitors_draft SET data = 'ffffffff:AAAA'")
    assert client.get("/apply/what/")["Location"] == "/apply/"
    assert client.get("/apply/").status_code == 200
    assert client.post("/apply/review/", walk.SENT_BY)["Location"] == "/apply/"
    assert walk.begin(client)["Location"] == "/apply/kind/"
    assert not Application.objects.exists()


def test_a_forged_cookie_is_nobody(client):
    client.cookies["draft"] = "0" * 48
    assert client.get("/apply/what/")["Location"] == "/apply/"


def test_posts_need_the_token_of_the_form():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/apply/start/").status_code == 403
    assert strict.post("/track/", {"number": "x", "code": "y"}).status_code == 403


def test_published_documents_come_first(client):
    known = {"url": "/i/1", "body": "正文。", "published_on": date(2025, 3, 3)}
    index.put([index.Document(key="document:1", title="城北路改造工程规划许可公示", **known)])
    walk.begin(client)
    typed = {"information_name": "我想申请城北路改造工程的规划许可", "description": ""}
    response = client.post("/apply/what/", typed)
    assert response.status_code == 200
    assert "城北路改造工程" in text(response).replace("<mark>", "").replace("</mark>", "")
    assert "都不是，继续申请" in text(response)
    assert client.get("/apply/search/", {"q": "城北路改造工程"}).context["hits"]
    assert text(client.get("/apply/search/", {"q": "的"})).strip() == ""


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        pytest.param(
            "2025年路灯维护合同", ["2025年路灯维护合同", "路灯维护合同"], id="a year and a thing"
        ),
        pytest.param("2025年，2024年度", [], id="years alone"),
        pytest.param("2026年第三季度", [], id="a quarter alone"),
        pytest.param(
            "城东街道建筑垃圾处置许可情况",
            ["城东街道建筑垃圾处置许可情况", "城东街道建筑垃"],
            id="the first half of what is long",
        ),
    ],
)
def test_what_is_searched_for_names_a_thing(wanted, asked):
    """The first half of 2025年路灯维护合同 is its year, and brought everything of that year."""
    assert already.questions(wanted) == asked


def test_the_guide_offers_to_go_on_or_to_begin_anew(client):
    assert "开始申请" in text(client.get("/apply/"))
    walk.fill(client)
    assert "继续填写" in text(client.get("/apply/"))
    assert client.post("/apply/start/")["Location"] == "/apply/proof/"
    client.post("/apply/start/", {"anew": "1"})
    assert Draft.objects.count() == 1
    assert not DraftFile.objects.exists()


def test_submitting_needs_a_constant_number_of_queries(client, django_assert_max_num_queries):
    walk.fill(client)
    with django_assert_max_num_queries(46):
        client.post("/apply/review/", walk.SENT_BY)
