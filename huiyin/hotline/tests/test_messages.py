"""我要留言: from the form to a case, its answer by number and code, and what the portal tells of it."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from huiyin.hotline import actions, publicity
from huiyin.hotline.models import RequestFile, ServiceRequest
from huiyin.organisations.models import Organisation
from huiyin.personal import retention
from huiyin.search.index import Query, find
from huiyin.web.kept.page_cache import pages

from . import trial
from .test_mistakes import picture

GOOD = {
    "agency": "csglj",
    "kind": "complaint",
    "subject": "夜市油烟扰民",
    "content": "张小明反映：烧烤摊晚上十一点还在营业，电话13812345678。",
    "place": "清溪大道",
    "name": "张小明",
    "contact": "13812345678",
    "consents": "yes",
}
TEXTS = {
    "public_subject": "夜市油烟扰民",
    "public_content": "烧烤摊晚上十一点还在营业。",
    "public_answer": "已责令按时段经营。咨询电话：0550-3012345。",
}


@pytest.fixture
def good(bureau):
    return {**GOOD, "agency": bureau.slug}


@pytest.fixture
def answered(client, good, bureau, robot):
    """A message that came over the form and was answered."""

    def make(**changes):
        client.post("/message/", {**good, **changes})
        message = ServiceRequest.objects.latest("pk")
        unit = Organisation.objects.filter(parent=bureau).first() or bureau
        at = datetime.combine(message.received_on, datetime.min.time(), ZoneInfo("Asia/Shanghai"))
        at += timedelta(hours=23)
        return trial.answered(message, robot, at, "已责令整改。", unit)

    return make


def publish(matter, robot, morning, **changes):
    proposed = actions.propose(matter, actor=robot, at=morning, **{**TEXTS, **changes})
    return actions.publish(proposed, actor=robot, at=morning)


def test_a_message_becomes_a_case_with_receipt_and_progress(client, good, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    receipt = client.post("/message/", {**good, "picture": picture()}, follow=True)
    message = ServiceRequest.objects.get()
    assert re.fullmatch(r"LY\d{4}-00001", message.reference)
    assert (message.channel.key, message.request_kind, message.consents) == (
        "interaction",
        "complaint",
        True,
    )
    assert message.due_on
    assert RequestFile.objects.filter(request=message).exists()
    number, code = re.findall(r'receipt__number">([^<]+)<', receipt.content.decode())
    standing = client.post("/message/progress/", {"number": number, "code": code})
    assert "正在处理" in standing.content.decode()
    assert "13812345678" not in standing.content.decode()
    assert "不正确" in client.post(
        "/message/progress/", {"number": number, "code": "AAAAAAAA"}
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param(
            {"kind": "report"}, "请从列出的选项中选择留言类型", id="a report of an offence"
        ),
        pytest.param({"subject": ""}, "请填写标题", id="no subject"),
        pytest.param({"content": "长" * 2001}, "最多", id="too long"),
        pytest.param({"consents": ""}, "请选择答复后是否公开", id="nothing said about publicity"),
        pytest.param({"agency": "nobody"}, "机关", id="an agency that is none"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_stored(client, good, changes, error):
    answer = client.post("/message/", {**good, **changes})
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert not ServiceRequest.objects.exists()


def test_without_an_agency_it_says_so(client, db):
    assert client.post("/message/", GOOD).status_code == 422


def test_receipt_and_form_are_never_kept(client, good):
    for address in ("/message/", "/message/progress/"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_what_is_proposed_names_nobody(answered):
    texts = publicity.proposed(answered())
    assert "13812345678" not in texts["public_content"]
    assert "张小明" not in texts["public_content"]
    assert "张*明" in texts["public_content"]


def test_a_published_answer_is_read_found_and_taken_back(client, answered, robot, morning):
    matter = publish(answered(), robot, morning)
    address = reverse("message-published", args=[matter.pk])
    page = client.get(address).content.decode()
    assert TEXTS["public_content"] in page
    assert "张" not in page
    listed = client.get("/messages/?category=complaint&year=2026").content.decode()
    assert address in listed
    assert [hit.url for hit in find(Query("油烟扰民")).hits] == [address]
    actions.withdraw(matter, actor=robot, at=morning, reason="当事人要求")
    pages.clear()  # else this process looks for a change twice a second
    assert client.get(address).status_code == 404
    assert address not in client.get("/messages/").content.decode()
    assert not find(Query("油烟扰民")).hits


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"public_content": "请打13912345678。"}, "public_content", id="a mobile number"),
        pytest.param({"public_content": "电话0550-3012345"}, "public_content", id="a landline in the question"),
        pytest.param({"public_answer": "张小明同志您好"}, "public_answer", id="the name of the person"),
        pytest.param({"public_subject": "  "}, "public_subject", id="no title"),
    ],
)  # fmt: skip
def test_what_gives_the_person_away_is_not_published(answered, robot, morning, changes, field):
    matter = answered()
    with pytest.raises(ValidationError) as refused:
        publish(matter, robot, morning, **changes)
    assert set(refused.value.message_dict) == {field}
    assert not ServiceRequest.objects.public().exists()


def test_without_consent_nothing_is_published(answered, robot, morning):
    with pytest.raises(ValidationError, match="没有同意"):
        publish(answered(consents="no"), robot, morning)


@pytest.mark.parametrize("way", ["amend", "correct", "void"])
def test_a_corrected_or_voided_case_leaves_the_portal(client, answered, robot, morning, way):
    matter = publish(answered(), robot, morning)
    if way == "amend":
        later = morning.replace(year=matter.received_on.year + 1)
        actions.amend_by_table(matter, actor=robot, at=later, values={"answer_text": "另一个答复"})
    elif way == "correct":
        matter = actions.correct(matter, actor=robot, at=morning, draft_text="另一个答复")
        assert matter.is_public
        actions.approve_correction(matter, actor=robot, at=morning)
    else:
        actions.void(matter, actor=robot, at=morning, reason="重复录入")
    assert client.get(f"/messages/{matter.pk}/").status_code == 404
    assert not find(Query("油烟扰民")).hits


def test_statistics_count_messages_not_mistakes(client, answered, robot, morning):
    publish(answered(), robot, morning)
    client.post("/mistakes/", {"fault": "错别字", "place": "x", "description": "y"})
    page = client.get("/messages/").content.decode()
    assert re.search(r'data-name="收到">1 件.*data-name="公开答复">1 件', page, re.S)


@pytest.mark.parametrize("query", ["category=report", "category=x", "year=x", "year=1", "page=9"])
def test_addresses_that_are_nobodys(client, bureau, query):
    assert client.get(f"/messages/?{query}").status_code == 404


def test_who_wrote_is_forgotten_half_a_year_after_the_answer(answered):
    matter = answered()
    long_after = datetime.combine(
        matter.received_on, datetime.min.time(), ZoneInfo("Asia/Shanghai")
    )
    [rule] = [rule for rule in retention.rules() if rule.key == "hotline.message-contact"]
    retention.apply(rule, at=long_after + timedelta(days=170))
    matter.refresh_from_db()
    assert matter.caller_name
    retention.apply(rule, at=long_after + timedelta(days=190))
    matter.refresh_from_db()
    assert (matter.caller_name, matter.caller_phone) == ("", "")
    assert matter.answered_on >= date(2020, 1, 1)


def test_what_is_void_is_said_to_its_sender(client, good, robot, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    receipt = client.post("/message/", good, follow=True)
    number, code = re.findall(r'receipt__number">([^<]+)<', receipt.content.decode())
    message = ServiceRequest.objects.get()
    actions.void(message, actor=robot, at=timezone.now(), reason="与李某某的重复")
    for page in (
        client.post("/message/progress/", {"number": number, "code": code}),
        client.get("/message/sent/"),
    ):
        text = page.content.decode()
        assert page.status_code == 200
        assert "这件留言已作废" in text
        assert "李某某" not in text
    wrong = client.post("/message/progress/", {"number": number, "code": "AAAAAAAA"})
    assert "查询码不正确" in wrong.content.decode()
