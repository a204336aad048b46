"""A whole application through the public form, as a browser without script sends it."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

ID_NUMBER = "11010519491231002X"  # the published test vector of GB 11643
ANSWERS = {
    "kind": {"applicant_kind": "person"},
    "who": {
        "applicant_name": "王测试",
        "applicant_id_kind": "resident",
        "applicant_id": ID_NUMBER,
    },
    "agent": {"by": "self"},
    "contact": {"applicant_phone": "13800000000", "applicant_email": "wang@example.com"},
    "what": {"information_name": "城北路改造工程规划许可证", "description": "2025年办理的"},
    "how": {"delivery_form": "email", "delivery_channel": "email"},
}
SENT_BY = {"is_true": "on"}


def picture(kind="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, kind)
    return buffer.getvalue()


def upload(name="身份证.png", content=None):
    return SimpleUploadedFile(name, picture() if content is None else content)


def begin(client):
    response = client.post("/apply/start/")
    assert response.status_code == 302
    return response


def fill(client, **changes):
    """Every page of the form in order, then the proof; not yet sent."""
    begin(client)
    for key, answers in ANSWERS.items():
        response = client.post(f"/apply/{key}/", {**answers, **changes.get(key, {})})
        assert response.status_code in (200, 302), (key, response.content.decode()[:3000])
    response = client.post("/apply/proof/", {"proof": [upload()]})
    assert response.status_code == 302
    assert response["Location"] == "/apply/review/"


def send(client, **changes):
    """Fill and send; the receipt as a dictionary."""
    fill(client, **changes)
    assert client.post("/apply/review/", SENT_BY)["Location"] == "/apply/sent/"
    return client.get("/apply/sent/").context["receipt"]


def track(client, receipt):
    return client.post("/track/", {"number": receipt["number"], "code": receipt["code"]})


def tracked(client, case):
    """What the applicant reads of an application that was registered just now."""
    typed = {"number": case.reference, "code": case.query_code}
    return client.post("/track/", typed, follow=True).content.decode()
