"""/track/ of what the office has entered as void: said to its applicant, who may do nothing more."""

from django.test import Client

from . import public_walk as walk
from .test_portal_track import correcting, media, move, receipt, received, text, today

__all__ = ["correcting", "media", "move", "receipt", "received", "today"]


VOID = "这件申请已作废"


def test_what_is_void_is_said_to_its_applicant_and_no_wrong_code(client, received, move):
    """条例第五十一条: whoever hears nothing more must learn it, and whom to ask."""
    visitor = Client()
    walk.track(visitor, received)
    move("void", reason="与王某某的申请重复")
    for known in (visitor, Client()):
        page = text(known.post("/track/", _credentials(received), follow=True))
        assert VOID in page
        assert "第五十一条" in page
        assert "查询码不正确" not in page
        assert "王某某" not in page
    assert VOID in text(visitor.get("/track/"))
    assert "查询码不正确" in text(
        Client().post("/track/", {**_credentials(received), "code": "AAAA-AAAA"})
    )


def test_what_is_void_takes_nothing_and_gives_no_file(client, correcting, move):
    visitor = Client()
    walk.track(visitor, correcting)
    move("void", reason="重复")
    refused = visitor.post("/track/act/correct/", {"text": "起于城东路"})
    assert refused.status_code == 409
    assert VOID in text(refused)
    assert "起于城东路" in text(refused)
    carried = {**_credentials(correcting), "act": "correct", "text": "起于城东路"}
    assert VOID in text(Client().post("/track/", carried, follow=True))
    assert visitor.get("/track/files/1/").status_code in (302, 404)


def _credentials(receipt):
    return {"number": receipt["number"], "code": receipt["code"]}
