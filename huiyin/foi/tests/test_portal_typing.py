"""What an applicant has typed: after the half hour, after a week, twice, and into a page out of date."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.foi.models import Application
from huiyin.visitors import drafts

from . import public_walk as walk
from .test_portal_track import correcting, media, move, receipt, received, text, today

__all__ = ["correcting", "media", "move", "receipt", "received", "today"]
SUPPLY = "起点：青枫路；终点：\n滨河路“南口”<b>"


def hidden(page):
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text(page)
        )
    }


def test_the_half_hour_is_over_and_the_text_is_there(client, correcting):
    walk.track(client, correcting)
    page = client.get("/track/act/correct/")
    late = Client()
    asked = late.post("/track/act/correct/", hidden(page) | {"text": SUPPLY})
    assert "您填写的内容还在" in text(asked)
    carried = hidden(asked)
    assert (carried["act"], carried["text"]) == ("correct", SUPPLY)

    wrong = late.post(
        "/track/", carried | {"number": correcting["number"], "code": "AAAA-AAAA-AAAA"}
    )
    assert wrong.status_code == 422
    assert hidden(wrong)["text"] == SUPPLY

    known = {"number": correcting["number"], "code": correcting["code"]}
    shown = late.post("/track/", hidden(wrong) | known)
    assert shown.status_code == 200
    assert 'action="/track/act/correct/"' in text(shown)
    assert (
        unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", text(shown), re.S)[1]).strip()
        == SUPPLY
    )
    assert Application.objects.get().state == "correcting"

    sent = late.post("/track/act/correct/", hidden(shown) | {"text": SUPPLY})
    assert sent["Location"] == "/track/"
    assert Application.objects.get().state == "received"


def test_the_text_of_one_application_opens_nothing_of_another(client, correcting):
    asked = Client().post("/track/act/correct/", {"text": SUPPLY})
    assert "请写明道路的起止点" not in text(asked)
    assert "number" not in hidden(asked)


def test_sent_twice_is_answered_twice_alike(client, correcting):
    walk.track(client, correcting)
    values = hidden(client.get("/track/act/correct/")) | {"text": SUPPLY}
    first, again = (client.post("/track/act/correct/", values) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]


def test_a_page_of_another_question_is_shown_before_it_is_answered(client, correcting, move):
    walk.track(client, correcting)
    values = hidden(client.get("/track/act/correct/")) | {"text": SUPPLY}
    Application.objects.update(correction_wanted="请写明年份")
    refused = client.post("/track/act/correct/", values)
    assert refused.status_code == 409
    assert "请写明年份" in text(refused)
    assert "青枫路" in text(refused)
    assert Application.objects.get().correction == ""
    again = client.post("/track/act/correct/", hidden(refused) | {"text": "2025年"})
    assert again.status_code == 302


def test_what_is_no_longer_asked_for_is_shown_for_copying(client, correcting, move, today):
    walk.track(client, correcting)
    values = hidden(client.get("/track/act/correct/")) | {"text": SUPPLY}
    move("receive_correction", received_on=today, correction="电话补正")
    refused = client.post("/track/act/correct/", values)
    assert refused.status_code == 409
    assert "青枫路" in text(refused)


def test_too_many_wrong_codes_keep_the_text(client, correcting):
    late = Client()
    asked = late.post("/track/act/correct/", {"text": SUPPLY})
    tries = hidden(asked) | {"number": correcting["number"], "code": "AAAA-AAAA-AAAA"}
    last = [late.post("/track/", tries) for _ in range(11)][-1]
    assert last.status_code == 429
    assert "青枫路" in text(last)
    assert hidden(last)["text"] == SUPPLY


def test_a_page_that_is_gone_leaves_the_text_to_be_copied(client):
    gone = client.post("/decisions/999999/", {"text": "建议第一个小时免费。"})
    assert gone.status_code == 404
    assert "建议第一个小时免费。" in text(gone)


@pytest.mark.parametrize("key", list(walk.ANSWERS))
def test_a_step_without_its_draft_begins_one_with_what_was_typed(client, key):
    """A draft is kept a week, and a cookie can be lost: the page that is open still counts."""
    answer = client.post(f"/apply/{key}/", walk.ANSWERS[key])
    assert answer.status_code in (200, 302, 422)
    token = client.cookies["draft"].value
    draft = drafts.of_token("foi.application", token, at=timezone.now())
    kept = drafts.read(draft)["answers"][key]
    assert all(str(value) in str(kept) for value in walk.ANSWERS[key].values())


def test_back_to_a_step_after_the_receipt_leads_to_the_receipt(client):
    walk.send(client)
    assert client.post("/apply/what/", walk.ANSWERS["what"])["Location"] == "/apply/sent/"
    assert Application.objects.count() == 1
