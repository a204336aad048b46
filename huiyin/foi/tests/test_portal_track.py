"""/track/: who sees what, what the applicant may do, and how often a code may be tried."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.files import intake
from huiyin.foi import actions
from huiyin.foi.models import Application, ApplicationFile
from huiyin.throttle.models import Spent

from . import factories
from . import public_walk as walk


@pytest.fixture(autouse=True)
def media(bureau, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def receipt(client):
    return walk.send(client)


@pytest.fixture
def move(robot):
    """Make a move of the office on the one application: `move("confirm", …)`."""

    def make(name, **details):
        application = Application.objects.get()
        at = timezone.now()
        return actions.workflow.moves[name].run(application, actor=robot, at=at, **details)

    return make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def received(receipt, move, today):
    move("confirm", confirmed_on=today, method="phone")
    return receipt


@pytest.fixture
def correcting(received, move):
    move("ask_correction", wanted="请写明道路的起止点")
    return received


@pytest.fixture
def answered(received, move, today):
    application = Application.objects.get()
    details = factories.on_paper(
        application, today, decision="r3_3_5", number=f"云城管公复〔{today.year}〕1号"
    )
    move("answer", **details)
    return move("confirm_answer")


def text(response):
    return response.content.decode()


def test_number_and_code_open_the_application(client, receipt):
    visitor = Client()
    assert "待确认" not in text(visitor.get("/track/"))
    assert walk.track(visitor, receipt)["Location"] == "/track/"
    cookie = visitor.cookies["tracked"]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == ("/track/", True, 1800)
    page = text(visitor.get("/track/"))
    for said in (receipt["number"], "待确认", "您提交了申请", "第三十一条", "请与本机关确认"):
        assert said in page
    assert "王测试" not in page
    assert walk.ID_NUMBER not in page
    assert "sessionid" not in visitor.cookies


@pytest.mark.parametrize("typed", [str.lower, lambda c: c.replace("-", " "), lambda c: f"  {c} "])
def test_a_code_may_be_typed_as_people_type(receipt, typed):
    visitor = Client()
    data = {"number": receipt["number"].lower(), "code": typed(receipt["code"])}
    assert visitor.post("/track/", data).status_code == 302


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(receipt):
    def answer(number, code):
        response = Client().post("/track/", {"number": number, "code": code})
        page = text(response).replace(number, "N").replace(code, "C")
        token = response.context["csrf_token"]
        return response.status_code, page.replace(str(token), "T"), dict(response.cookies).keys()

    wrong_code = answer(receipt["number"], "AAAA-AAAA")
    wrong_number = answer("SQ1999-9999", receipt["code"])
    assert wrong_code[0] == wrong_number[0] == 422
    assert len(wrong_code[1]) == pytest.approx(len(wrong_number[1]), abs=2)
    assert "申请编号或者查询码不正确" in wrong_code[1]
    assert "申请编号或者查询码不正确" in wrong_number[1]
    assert "tracked" not in wrong_code[2] | wrong_number[2]


def test_wrong_codes_lock_out_whoever_tries_them_and_nobody_else(client, receipt, settings):
    few = {"GUESSES": (3, 900), "GUESSES_NET": (8, 900), "GUESSES_ALL": (5, 86400)}
    settings.LIMITS = settings.LIMITS | few

    def guess(origin, number=receipt["number"]):
        wrong = {"number": number, "code": "WRNG"}
        return Client(REMOTE_ADDR=origin).post("/track/", wrong)

    spelt = [receipt["number"].lower(), f" {receipt['number']}", receipt["number"]]
    assert [guess("192.0.2.7", one).status_code for one in spelt] == [422] * 3
    refused = walk.track(Client(REMOTE_ADDR="192.0.2.7"), receipt)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 301
    assert "之后再试" in text(refused)
    client.defaults["REMOTE_ADDR"] = (
        "192.0.2.7"  # the browser that sent it, behind the same address
    )
    assert walk.track(client, receipt).status_code == 302
    assert [guess("192.0.2.8").status_code for _ in range(3)] == [422, 422, 429]
    assert [guess("192.0.2.9").status_code for _ in range(2)] == [422, 429]  # each counts five now
    assert walk.track(Client(REMOTE_ADDR="192.0.2.10"), receipt).status_code == 302
    there = [guess("192.0.2.11", f"NO-{turn}").status_code for turn in range(9)]
    assert there == [422] * 8 + [429]
    alike = [guess("192.0.2.12", "NO-99").status_code for _ in range(4)]
    assert alike == [422] * 3 + [429]


def test_right_codes_are_no_failures(receipt):
    for _ in range(12):
        assert walk.track(Client(), receipt).status_code == 302


def test_tries_are_kept_without_numbers_and_addresses(receipt):
    Client(REMOTE_ADDR="192.0.2.1").post("/track/", {"number": "SQ2026-0001", "code": "X"})
    kept = " ".join(Spent.objects.values_list("key", flat=True))
    assert kept
    assert "." not in kept  # digests: figures of the address may stand in them by chance
    assert "SQ" not in kept


@pytest.mark.parametrize("cookie", ["1.abc", "1.abcdef:x:y", "", "x"])
def test_a_forged_cookie_opens_nothing(receipt, cookie):
    visitor = Client()
    visitor.cookies["tracked"] = cookie
    assert receipt["number"] not in text(visitor.get("/track/"))
    assert visitor.get("/track/act/withdraw/")["Location"] == "/track/"


def test_it_ends_after_half_an_hour_or_when_asked(client, receipt, monkeypatch):
    walk.track(client, receipt)
    assert client.post("/track/end/")["Location"] == "/track/"
    assert receipt["number"] not in text(client.get("/track/"))
    walk.track(client, receipt)
    monkeypatch.setattr("huiyin.foi.portal.opened.OPEN_FOR", -1)
    assert receipt["number"] not in text(client.get("/track/"))


def test_a_new_code_ends_what_the_old_one_opened(client, receipt):
    walk.track(client, receipt)
    Application.objects.update(query_digest="f" * 32)
    assert "待确认" not in text(client.get("/track/"))


def test_the_applicant_corrects_with_text_and_files(client, correcting):
    walk.track(client, correcting)
    page = text(client.get("/track/"))
    assert "请写明道路的起止点" in page
    assert "/track/act/correct/" in page
    assert client.get("/track/act/correct/").status_code == 200
    typed = {"text": "起点城北一路，终点城北三路", "proof": [walk.upload("示意图.png")]}
    assert client.post("/track/act/correct/", typed)["Location"] == "/track/"
    application = Application.objects.get()
    assert (application.state, application.correction) == ("received", "起点城北一路，终点城北三路")
    assert ["correction-received", str(timezone.localdate())] in application.clock_events
    assert ApplicationFile.objects.filter(application=application, role="correction").count() == 1
    assert "收到您的补正" in text(client.get("/track/"))
    assert client.post("/track/act/correct/", typed).status_code == 409


def test_an_empty_correction_is_refused(client, correcting):
    walk.track(client, correcting)
    response = client.post("/track/act/correct/", {"text": " "})
    assert response.status_code == 422
    assert "请填写内容，或者上传材料" in text(response)
    assert Application.objects.get().state == "correcting"


def test_a_refused_file_leaves_the_correction_unsent(client, correcting):
    walk.track(client, correcting)
    typed = {"text": "见附件", "proof": [walk.upload("附件.pdf", b"MZ\x90" + b"\0" * 900)]}
    response = client.post("/track/act/correct/", typed)
    assert response.status_code == 422
    assert "不是可以接收的文件" in text(response)
    assert Application.objects.get().state == "correcting"
    assert not ApplicationFile.objects.filter(role="correction").exists()


def test_the_applicant_gives_reasons(client, received, move, today):
    move("ask_reasons", wanted="本月已提出 40 件", due_on=today + timedelta(days=10))
    walk.track(client, received)
    assert "本月已提出 40 件" in text(client.get("/track/"))
    client.post("/track/act/reasons/", {"text": "各件所涉地块不同"})
    assert Application.objects.get().reasons == "各件所涉地块不同"


def test_the_fee_is_told_with_its_last_day(client, received, move, today):
    move("notice_fee", basis="per-page", count=31, noticed_on=today)
    walk.track(client, received)
    page = text(client.get("/track/"))
    assert "10.00 元" in page
    assert "视为放弃申请" in page


def test_the_answer_its_files_and_the_remedies(client, received, answered):
    named = {"application": answered, "uploaded_at": timezone.now()}
    for_them = intake.keep("方案.pdf", intake.PDF, b"%PDF-1.4 public %%EOF")
    not_theirs = intake.keep("审查意见.pdf", intake.PDF, b"%PDF-1.4 inner %%EOF")
    shown = ApplicationFile.objects.create(
        file=for_them, role="answer", is_for_applicant=True, **named
    )
    hidden = ApplicationFile.objects.create(file=not_theirs, role="other", **named)
    assert Client().get(f"/track/files/{shown.pk}/")["Location"] == "/track/"
    walk.track(client, received)
    page = text(client.get("/track/"))
    for said in ("方案.pdf", answered.answer_number, "先向云溪市人民政府申请行政复议", "满意"):
        assert said in page
    assert "审查意见" not in page
    response = client.get(f"/track/files/{shown.pk}/")
    assert response.content == b"%PDF-1.4 public %%EOF"
    assert response["Content-Disposition"].startswith("attachment")
    assert client.get(f"/track/files/{hidden.pk}/").status_code == 404


def test_satisfaction_is_asked_once(client, received, answered):
    walk.track(client, received)
    assert client.post("/track/act/rate/", {"satisfaction": "great"}).status_code == 422
    assert client.post("/track/act/rate/", {"satisfaction": "satisfied"}).status_code == 302
    assert Application.objects.get().satisfaction == "satisfied"
    assert "您的评价：满意" in text(client.get("/track/"))
    assert client.post("/track/act/rate/", {"satisfaction": "partly"}).status_code in (409, 422)


def test_the_applicant_withdraws(client, received):
    walk.track(client, received)
    if "/track/act/withdraw/" not in text(client.get("/track/")):
        pytest.fail("an applicant may give up the application")
    client.post("/track/act/withdraw/", {"reason": "已经拿到"})
    assert Application.objects.get().decision == "r3_6_3"


OFFICE = sorted(
    set(actions.workflow.moves)
    - {"receive_correction", "receive_reasons", "rate", "withdraw", "recount"}
    - {"confirm_online", "claim_payment"}
)


def test_the_applicant_makes_no_move_of_the_office(client, received):
    walk.track(client, received)
    application = Application.objects.get()
    actor = actions.applicant_actor(application)
    for name in OFFICE:
        assert client.post(f"/track/act/{name}/", {}).status_code == 409, name
        assert not actions.workflow.moves[name].rule(actor, application), name


def test_how_to_pay_is_told_and_the_applicant_says_that_it_is_paid(client, received, move, today):
    details = {"basis": "per-page", "count": 31, "pay_how": "云溪市政务服务中心非税窗口"}
    move("notice_fee", noticed_on=today, **details)
    walk.track(client, received)
    assert "非税窗口" in text(client.get("/track/"))
    proof = walk.upload("凭证.png")
    assert client.post("/track/act/pay/", {"paid_on": "", "proof": []}).status_code == 422
    assert client.post("/track/act/pay/", {"paid_on": today, "proof": [proof]}).status_code == 302
    application = Application.objects.get()
    assert (application.state, application.fees.get().claimed_on, application.fees.get().paid_on) == (
        "paying", today, None,
    )  # fmt: skip
    assert ApplicationFile.objects.get(role="payment").application == application
    assert "核对到账" in text(client.get("/track/"))
    move("receive_payment", paid_on=today)
    assert Application.objects.get().state == "received"


@pytest.mark.parametrize(
    ("is_taken_over", "state"),
    [
        pytest.param(True, "received", id="somebody has taken it over: both sides know"),
        pytest.param(False, "submitted", id="the office has still to say so"),
    ],
)
def test_the_applicant_confirms_online(client, receipt, robot, today, is_taken_over, state):
    if is_taken_over:
        Application.objects.update(handler=User.objects.create_user("clerk"))
    walk.track(client, receipt)
    assert "城北路改造工程规划许可证" in text(client.get("/track/act/confirm/"))
    client.post("/track/act/confirm/")
    application = Application.objects.get()
    assert (application.state, application.confirm_method) == (state, "online")
    assert application.received_on == (today if is_taken_over else None)
    assert "/track/act/confirm/" not in text(client.get("/track/"))
    if not is_taken_over:
        details = {"confirmed_on": today, "method": "online"}
        application = actions.confirm(application, actor=robot, at=timezone.now(), **details)
        assert (application.state, application.received_on) == ("received", today)


def test_an_unconfirmed_application_can_be_withdrawn(client, receipt, today):
    walk.track(client, receipt)
    client.post("/track/act/withdraw/", {})
    application = Application.objects.get()
    assert (application.state, application.decision, application.received_on) == (
        "answered",
        "r3_6_3",
        today,
    )


def test_inner_steps_are_not_shown(client, received, move):
    letter = {"提供方式": "网上查阅。", "复议网上渠道": "行政复议服务平台"}
    move("draft_answer", decision="r3_1", text="拟同意公开", letter=letter)
    walk.track(client, received)
    page = text(client.get("/track/"))
    assert "办理中" in page
    assert "待审查" not in page
    assert "拟同意公开" not in page


def test_a_letter_registered_by_the_office_is_tracked_alike(bureau, robot, morning, client):
    application = actions.register(
        Application(
            agency=bureau, channel="letter", applicant_kind="person", applicant_name="李测试",
            description="垃圾清运合同", arrived_on=date(2026, 3, 2),
        ),
        actor=robot,
        at=morning,
    )  # fmt: skip
    typed = {"number": application.reference, "code": application.query_code}
    assert client.post("/track/", typed).status_code == 302
    assert "本机关登记了您的申请" in text(client.get("/track/"))


@pytest.mark.parametrize("display", ["", "elder"])
def test_the_page_needs_few_queries(
    client, received, answered, display, django_assert_max_num_queries
):
    walk.track(client, received)
    client.cookies["display"] = display
    client.get("/track/")
    with django_assert_max_num_queries(11):
        response = client.get("/track/")
    assert "style=" not in text(response)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("number", "address"),
    [
        pytest.param("JC2026-00001", "/mistakes/progress/", id="a fault of the website"),
        pytest.param(" ly2026-00001", "/message/progress/", id="a message, typed in a hurry"),
    ],
)
def test_numbers_of_other_things_are_asked_where_they_belong(client, db, number, address):
    answer = client.post("/track/", {"number": number, "code": "ABCD-EFGH"})
    assert (answer.status_code, answer["Location"]) == (307, address)
