"""Moves from the desk: forms, refusals, voiding end to end, many at once, new records."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.audit.models import Entry
from huiyin.casework import offered
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import actions as foi
from huiyin.foi.models import Application
from huiyin.foi.portal.opened import WINDOW
from huiyin.foi.tests.public_walk import picture
from huiyin.hotline.models import ServiceRequest
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence


def decided(bureau):
    return registry.find("licensing.decided").value(Scope.year(bureau.pk, 2020))


def test_voiding_a_licence_lowers_the_figure_by_one(desk, licence, bureau, robot, now):
    first = licence()
    fields = [f.name for f in Licence._meta.concrete_fields if f.name not in ("id", "reference")]
    alike = {name: getattr(first, name) for name in fields}
    more = [Licence(**alike, reference=f"云城管许字〔2020〕{n}号") for n in range(2, 621)]
    licensing.register_many(more, actor=robot, at=now)
    assert decided(bureau) == 620
    client = desk("行政审批负责人", name="秦示例")

    answer = client.post(f"/desk/licences/{first.pk}/void/", {"reason": "重复录入"}, follow=True)

    assert answer.status_code == 200
    assert decided(bureau) == 619
    page = client.get("/desk/figures/licensing.decided/?year=2020")
    assert page.context["paging"].total == page.context["value"] == 619
    entry = Entry.objects.filter(verb="licensing.licence.void").get()
    assert (entry.actor_name, entry.subject_key) == ("秦示例", str(first.pk))
    detail = client.get(f"/desk/licences/{first.pk}/").content.decode()
    assert "秦示例 <strong>作废（录入错误）</strong>：理由：重复录入" in detail
    assert "录入作废" in detail


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        pytest.param("ask_correction", {"wanted": ""}, "请填写需要补正的内容", id="nothing typed"),
        pytest.param("ask_correction", {"wanted": "甲" * 501}, "500", id="too long"),
        pytest.param(
            "consult",
            {"kind": "organ", "sent_on": "2026-13-40", "whom": "某公司"},
            "2026-03-02",
            id="no such day",
        ),
        pytest.param(
            "consult",
            {"kind": "organ", "sent_on": "2999-01-01", "whom": "某公司"},
            "晚于今天",
            id="a day to come",
        ),
        pytest.param(
            "extend", {"days": "21", "reason": "量大"}, "20", id="longer than the law allows"
        ),
        pytest.param("extend", {"days": "甲", "reason": "量大"}, "请更正", id="no number"),
        pytest.param(
            "answer",
            {"decision": "", "answered_on": "2026-01-01"},
            "请选择办理结果",
            id="no result",
        ),
        pytest.param(
            "enter_withdrawal",
            {"withdrawn_on": "2001-01-01", "note": "来信撤回"},
            "早于收到日期",
            id="before it came",
        ),
        pytest.param("void", {"reason": "  "}, "请填写理由", id="a blank reason"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(desk, application, name, typed, said):
    one = application()
    client = desk("信息公开负责人")
    answer = client.post(f"/desk/foi/{one.pk}/{name}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert all(value.strip() in page for value in typed.values())
    one.refresh_from_db()
    assert one.state == Application.State.RECEIVED


def _on_paper(now):
    upload = SimpleUploadedFile("答复书.png", picture())
    return {"decision": "r3_2", "answered_on": now.date(), "method": "direct", "receipt": "回证 3 号", "paper": upload,
            "number": f"云城管公复[{now.year}]1号"}  # fmt: skip


def test_the_moves_of_a_whole_case(desk, application, now):
    one = application()
    client = desk("信息公开负责人")
    boss = desk("分管领导", username="boss")
    for name, typed in (
        (
            "consult",
            {
                "kind": "third-party",
                "sent_on": now.date() - timedelta(days=1),
                "whom": "云溪样例公司",
            },
        ),
        ("receive_opinion", {"received_on": now.date(), "opinion": "agree"}),
        ("extend", {"days": "5", "reason": "材料较多"}),
        ("answer", _on_paper(now)),
        (
            "contest",
            {
                "kind": "reconsideration",
                "organ": "云溪市政府",
                "filed_on": now.date(),
                "outcome": "pending",
            },
        ),
    ):
        if name == "contest":  # what one entered another compares with the paper
            assert boss.post(f"/desk/foi/{one.pk}/confirm_answer/").status_code == 302
        answer = client.post(f"/desk/foi/{one.pk}/{name}/", typed)
        assert answer.status_code == 302, (name, answer.context and answer.context["form"].errors)
    page = client.get(f"/desk/foi/{one.pk}/").content.decode()
    for said in (
        "第三方 云****司",
        "延长工作日数：5",
        "办理结果：部分公开",
        "行政复议",
        "尚未审结",
    ):
        assert said in page


def test_a_move_that_somebody_else_has_made_answers_409(desk, application, robot, now):
    one = application()
    client = desk("信息公开岗")
    foi.ask_correction(one, actor=robot, at=now, wanted="年份")
    answer = client.post(f"/desk/foi/{one.pk}/ask_correction/", {"wanted": "年份"})
    assert answer.status_code == 409
    assert "当前为“待补正”" in answer.content.decode()


def test_a_move_in_place_answers_with_a_part_and_then_with_the_address(desk, application):
    one = application()
    client = desk("信息公开岗")
    headers = {"HX-Request": "true"}
    form = client.get(f"/desk/foi/{one.pk}/ask_correction/", headers=headers)
    assert "<html" not in form.content.decode()
    wrong = client.post(f"/desk/foi/{one.pk}/ask_correction/", {"wanted": ""}, headers=headers)
    assert wrong.status_code == 422
    done = client.post(f"/desk/foi/{one.pk}/ask_correction/", {"wanted": "年份"}, headers=headers)
    assert (done.status_code, done["HX-Redirect"]) == (204, f"/desk/foi/{one.pk}/")


def test_without_the_right_a_move_answers_403(desk, application):
    one = application()
    answer = desk("信息公开岗").post(f"/desk/foi/{one.pk}/void/", {"reason": "错"})
    assert answer.status_code == 403
    one.refresh_from_db()
    assert one.state == Application.State.RECEIVED


def test_a_request_goes_only_to_a_unit_of_its_agency(desk, request_, other_bureau, bureau):
    one = request_()
    client = desk("热线办理岗")
    address = f"/desk/hotline/{one.pk}/assign/"
    assert client.post(address, {"unit": other_bureau.pk}).status_code == 422
    unit = bureau.units.get(slug="duban")
    assert client.post(address, {"unit": unit.pk}).status_code == 302
    assert "主办单位：监督指挥科" in client.get(f"/desk/hotline/{one.pk}/").content.decode()


def test_publishing_many_says_what_was_done_and_what_not(desk, licence, other_bureau):
    open_one, published = licence(), licence("云城管许字〔2020〕2号")
    client = desk("行政审批岗")
    client.post(f"/desk/licences/{published.pk}/publish/")
    keys = [open_one.pk, published.pk, 999999, "x"]
    answer = client.post("/desk/licences/bulk/", {"move": "publish", "pk": keys}, follow=True)
    assert [result.reference for result in answer.context["done"]] == [open_one.reference]
    assert [result.reason for result in answer.context["refused"]] == ["这件许可已经公示"]


@pytest.mark.parametrize("name", ["void", "fly", ""])
def test_only_bulk_moves_are_made_on_many(desk, licence, name):
    one = licence()
    answer = desk("行政审批负责人").post("/desk/licences/bulk/", {"move": name, "pk": [one.pk]})
    assert answer.status_code == 404


def typed_in(page):
    """What a browser sends when the form is sent as it came."""
    form, matter = page.context["form"], page.context["matter"]
    return {name: form[name].value() or "" for name in form.fields} | {
        "offered": offered.token(matter)
    }


def test_amending_stores_only_what_differs_and_keeps_hidden_data(desk, licence):
    one = licence(holder_id="340823199001011235")
    client = desk("行政审批岗")
    page = client.get(f"/desk/licences/{one.pk}/amend/")
    assert "340823199001011235" not in page.content.decode()
    typed = typed_in(page) | {"content": "改正后的内容"}
    answer = client.post(f"/desk/licences/{one.pk}/amend/", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    changes = Entry.objects.get(verb="licensing.licence.amend").facts["changes"]
    assert set(changes) == {"content"}
    one.refresh_from_db()
    assert one.holder_id == "340823199001011235"
    again = client.post(f"/desk/licences/{one.pk}/amend/", typed | {"content": "改正前的内容"})
    assert again.status_code == 409
    assert "您填写的是" in again.content.decode()
    one.refresh_from_db()
    assert one.content == "改正后的内容"


def test_amending_to_a_number_that_is_taken_is_refused_at_the_field(desk, licence):
    licence("云城管许字〔2020〕7号")
    one = licence("云城管许字〔2020〕8号")
    client = desk("行政审批岗")
    typed = typed_in(client.get(f"/desk/licences/{one.pk}/amend/"))
    answer = client.post(
        f"/desk/licences/{one.pk}/amend/", typed | {"reference": "云城管许字〔2020〕7号"}
    )
    assert answer.status_code == 422


def test_a_letter_is_registered_and_numbered(desk, now):
    client = desk("信息公开岗")
    typed = {
        "arrived_on": now.date(),
        "channel": "letter",
        "applicant_kind": "company",
        "applicant_name": "云溪样例律师事务所",
        "description": "停车收费依据",
    }
    assert client.post("/desk/foi/new/", typed | {"description": ""}).status_code == 422
    answer = client.post("/desk/foi/new/", typed)
    one = Application.objects.get()
    assert answer["Location"] == f"/desk/foi/{one.pk}/once/"
    assert one.reference.startswith("SQ")
    assert one.due_on


def test_a_call_is_registered(desk, now, request_):
    other = request_()
    typed = {
        "received_on": now.date(),
        "channel": other.channel_id,
        "request_kind": "help",
        "urgency": "normal",
        "subject": "井盖松动",
        "content": "青枫路",
    }
    answer = desk("热线办理岗").post("/desk/hotline/new/", typed)
    assert answer.status_code == 302
    assert ServiceRequest.objects.filter(subject="井盖松动").exists()


def test_a_query_code_is_shown_once_to_the_clerk(desk, application):
    client = desk("信息公开岗")
    data = {
        "agency": "cgj", "channel": "counter", "arrived_on": "2026-03-02", "description": "预算",
        "applicant_kind": "person", "applicant_name": "周测试",
    }  # fmt: skip
    answer = client.post("/desk/foi/new/", data)
    one = Application.objects.get()
    assert answer["Location"] == f"/desk/foi/{one.pk}/once/"
    page = client.get(answer["Location"])
    code = page.context["text"]
    assert WINDOW.find(one.reference, code.replace("-", "")) == one
    assert client.get(answer["Location"]).status_code == 302
    assert code.replace("-", "") not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_new_query_code_kills_the_old_one_and_is_logged(desk, application):
    one = application()
    before = one.query_code
    client = desk("信息公开岗")
    answer = client.post(f"/desk/foi/{one.pk}/renew_code/")
    code = client.get(answer["Location"]).context["text"]
    assert WINDOW.find(one.reference, before) is None
    assert WINDOW.find(one.reference, code.replace("-", "")) == one
    assert Entry.objects.filter(verb="foi.application.renew_code").count() == 1
