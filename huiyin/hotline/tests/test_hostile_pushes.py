"""What somebody without a key, or a platform that turned hostile, was seen to try."""

import base64
import hashlib
import json
import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from huiyin.hotline.api import signatures
from huiyin.hotline.models import PlatformKey, ServiceRequest

from .signing import PATH, PAYLOAD, linked

pytestmark = pytest.mark.django_db
BODY = json.dumps(PAYLOAD).encode()


@pytest.fixture
def sender(bureau, robot, morning):
    return linked(bureau, robot, morning)


def digest(body):
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def pushed(sender, **how):
    how = {"Idempotency-Key": "P-1", **how}
    return sender.call("POST", how.pop("path", PATH), how.pop("body", BODY), **how)


FORGED = {
    "a wrong key": {"secret": "x" * 43},
    "an empty key": {"secret": " "},
    "the words for a key that is unreadable": {"secret": "无法解密"},
    "an unknown key": {"key": "hy-0000000000000000"},
    "a key in other case": {"key": "HY-0000000000000000"},
    "five minutes ago": {"offset": -301},
    "in five minutes": {"offset": 400},
    "at the beginning of time": {"created": 0},
    "a moment without end": {"created": 10**12 - 1},
    "a moment that no clock has": {"created": "9" * 400},
    "a moment in other digits": {"created": "１７７２５００００"},
    "expired": {"parameters": ";expires=1"},
    "another algorithm": {"parameters": ';alg="rsa-v1_5-sha256"'},
    "no algorithm at all": {"changed": {"Signature-Input": 'sig1=();created=1;alg="none"'}},
    "the body not covered": {"without": ("content-digest",)},
    "the path not covered": {"without": ("@path",)},
    "the method not covered": {"without": ("@method",)},
    "the external number not covered": {"without": ("idempotency-key",)},
    "another body": {"changed": {"Content-Digest": digest(b"{}")}},
    "another number": {"changed": {"Idempotency-Key": "P-2"}},
    "no digest": {"changed": {"Content-Digest": ""}},
    "a digest of another kind": {"changed": {"Content-Digest": "md5=:AAAA:"}},
    "two digests": {"changed": {"Content-Digest": f"{digest(BODY)}, {digest(b'')}"}},
    "no signature": {"changed": {"Signature": ""}},
    "no input": {"changed": {"Signature-Input": ""}},
    "an empty signature": {"changed": {"Signature": "sig1=::"}},
    "a signature that is no base64": {"changed": {"Signature": f"sig1=:{'!' * 43}=:"}},
    "a short signature": {"changed": {"Signature": "sig1=:AAAA:"}},
    "two signatures": {"changed": {"Signature": f"sig1=:{'A' * 43}=:, sig2=:{'A' * 43}=:"}},
    "another label": {"changed": {"Signature": f"sig2=:{'A' * 43}=:"}},
    "a part twice": {"Date": "x", "changed": {"Signature-Input": 'sig1=("@path" "@path");created=1'}},
    "a part of the answer": {"changed": {"Signature-Input": 'sig1=("@status");created=1;keyid="a"'}},
    "a part with parameters": {"changed": {"Signature-Input": 'sig1=("@path";req);created=1;keyid="a"'}},
    "a part that is not sent": {"changed": {"Signature-Input": 'sig1=("x-none");created=1;keyid="a"'}},
    "a line break in it": {"changed": {"Signature-Input": 'sig1=("@path"\n);created=1;keyid="a"'}},
    "a long input": {"changed": {"Signature-Input": "sig1=(" + '"@path" ' * 9000 + ");created=1"}},
    "many parameters": {"parameters": ";nonce=\"a\"" * 3000},
    "a quote in a parameter": {"parameters": ';nonce="a\\""'},
    "a basic password": {"changed": {"Signature": "", "Authorization": "Basic YTpi"}},
}  # fmt: skip


@pytest.mark.parametrize("how", FORGED.values(), ids=FORGED)
def test_what_is_not_signed_is_not_read(sender, how):
    answer = pushed(sender, **how)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Signature")
    assert answer["Content-Type"] == "application/problem+json"
    assert not ServiceRequest.objects.exists()


BODIES = {
    "a name twice": (b'{"request_kind":"help","request_kind":"report"}', 400),
    "a name twice below": (b'[{"key":"a","key":"b"}]', 400),
    "deep lists": (b"[" * 200_000, 400),
    "deep lists that end": (b"[" * 100_000 + b"]" * 100_000, 400),
    "deep objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
    "deep in a field": (b'{"content":' + b"[" * 200 + b"]" * 200 + b"}", 422),
    "no number": (b'{"place":NaN}', 400),
    "without end": (b'{"place":-Infinity}', 400),
    "a number of a million digits": (b'{"place":' + b"9" * 1_000_000 + b"}", 422),
    "a huge exponent": (b'{"place":1e999999999}', 422),
    "half of it": (b'{"request_kind":"help"', 400),
    "more behind it": (b"{} {}", 400),
    "nothing": (b" ", 400),
    "a byte order mark": (b"\xef\xbb\xbf{}", 400),
    "GB18030": ('{"subject":"路灯"}'.encode("gb18030"), 400),
    "UTF-16": ("{}".encode("utf-16"), 400),
    "overlong UTF-8": (b'{"subject":"\xc0\xaf"}', 400),
    "a null byte": (b'{"subject":"\x00"}', 400),
    "a thousand unknown names": (json.dumps({f"n{n}": n for n in range(1000)}).encode(), 422),
    "a name of a megabyte": (json.dumps({"n" * 1_000_000: 1}).encode(), 422),
    "__proto__": (b'{"__proto__":{"is_confidential":false}}', 422),
}


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES)
def test_a_signed_body_that_is_none(sender, body, status):
    begun = time.process_time()
    answer = pushed(sender, body=body)
    assert answer.status_code == status
    assert len(answer.content) < 10_000
    assert time.process_time() - begun < 2
    assert not ServiceRequest.objects.exists()


KEYS = {
    "none": "", "blank": " ", "long": "9" * 101, "another alphabet": "РХ-1", "full width": "Ｐ-1",
    "a dash that looks like one": "P‑1", "unseen": "P\u200b-1", "turned round": "P\u202e-1",
    "a path": "../P-1", "a wildcard": "P%", "a quote": "P'--", "two in one": "P-1, P-2",
}  # fmt: skip


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_an_external_number_has_one_spelling(sender, key):
    sent = {**PAYLOAD, "key": key}
    (outcome,) = sender.batch(sent).json()["results"]
    assert outcome["status"] == 422
    if key.isascii():
        assert sender.push(key).status_code in (400, 401)  # blanks around it go on the way
    assert not ServiceRequest.objects.exists()


HEADS = {
    "50 MB": ({"CONTENT_LENGTH": str(50 * 1024 * 1024)}, 413),
    "more than there is": ({"CONTENT_LENGTH": "9" * 14}, 413),
    "no length": ({"CONTENT_LENGTH": ""}, 411),
    "a negative length": ({"CONTENT_LENGTH": "-1"}, 411),
    "two lengths": ({"CONTENT_LENGTH": "5, 5"}, 411),
    "a form": ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 415),
    "words": ({"CONTENT_TYPE": "text/plain"}, 415),
    "no kind": ({"CONTENT_TYPE": ""}, 415),
}


class Unread:
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("it was read")

    readline = read


@pytest.mark.parametrize(("head", "status"), HEADS.values(), ids=HEADS)
def test_it_is_refused_before_it_is_read(sender, head, status):
    headers = sender.headers("POST", PATH, BODY, **{"Idempotency-Key": "P-1"})
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    environ |= {"CONTENT_TYPE": "application/json", **head, "wsgi.input": Unread()}
    if head.get("CONTENT_TYPE") == "application/x-www-form-urlencoded":
        environ |= {"CONTENT_LENGTH": "0"}  # a form is read for every view
    assert (
        sender.client.request(REQUEST_METHOD="POST", PATH_INFO=PATH, **environ).status_code
        == status
    )


def test_nobody_without_a_key_has_a_body_read(sender):
    environ = {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": "100", "wsgi.input": Unread()}
    answer = sender.client.request(REQUEST_METHOD="POST", PATH_INFO=PATH, **environ)
    assert answer.status_code == 401


def test_a_query_that_is_not_signed_changes_nothing(sender):
    assert sender.call("GET", f"{PATH}?since=0", without=("@query",)).status_code == 401
    assert pushed(sender, path=f"{PATH}?since=0", without=("@query",)).status_code == 401


def test_a_signature_is_for_one_address(sender):
    sender.push()
    headers = sender.headers("GET", f"{PATH}/P-1", b"")
    client = sender.client
    for other in (f"{PATH}/P-2", PATH, f"{PATH}/P-1/", f"{PATH}/p-1"):
        assert client.get(other, headers=headers).status_code == 401
    assert client.head(f"{PATH}/P-1", headers=headers).status_code == 405
    assert client.get(f"{PATH}/P-1", headers=headers).status_code == 200


def test_a_recorded_push_sent_again_is_refused(sender):
    headers = sender.headers("POST", PATH, BODY, **{"Idempotency-Key": "P-1"})
    answers = [
        sender.client.post(PATH, BODY, "application/json", headers=headers) for _ in range(3)
    ]
    assert [answer.status_code for answer in answers] == [201, 401, 401]
    assert "重新签名" in answers[1].json()["detail"]
    assert pushed(sender).status_code == 200, "signed anew it is the same request"
    assert ServiceRequest.objects.count() == 1


def test_a_recorded_look_is_refused_under_another_name_and_spelling(sender):
    """Neither the name of a signature is signed, nor how its last bits are written."""
    sender.push()
    headers = sender.headers("GET", f"{PATH}/P-1", b"")
    assert sender.client.get(f"{PATH}/P-1", headers=headers).status_code == 200
    name = {key: value.replace("sig1=", "sig2=", 1) for key, value in headers.items()}
    code = headers["Signature"].removesuffix("=:")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    place = letters.index(code[-1])
    other = letters[place ^ 1]
    spelling = {**headers, "Signature": f"{code[:-1]}{other}=:"}
    for replayed in (headers, name, spelling):
        assert sender.client.get(f"{PATH}/P-1", headers=replayed).status_code == 401


@pytest.mark.parametrize("minutes", [4, 6])
def test_a_replay_is_refused_however_late(sender, minutes):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        headers = sender.headers("GET", PATH, b"")
        assert sender.client.get(PATH, headers=headers).status_code == 200
    with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
        assert sender.client.get(PATH, headers=headers).status_code == 401
        assert sender.changes().status_code == 200


def test_a_key_that_cannot_be_decrypted_opens_nothing(sender, settings):
    settings.FIELD_KEYS = ["another key"]
    assert pushed(sender).status_code == 401
    assert pushed(sender, secret=str(PlatformKey.objects.get().secret)).status_code == 401


def test_known_and_unknown_keys_are_compared_alike(sender, monkeypatch):
    """Nothing is answered before a whole signature was computed and compared in constant time."""
    compared = []
    real = signatures.hmac.compare_digest

    def compare(*both):
        compared.append(tuple(map(len, both)))
        return real(*both)

    monkeypatch.setattr(signatures.hmac, "compare_digest", compare)
    answers = [pushed(sender, key=key, secret="x" * 43) for key in (sender.key, "hy-nobodys")]
    assert answers[0].content == answers[1].content
    assert compared == [(32, 32), (32, 32)]


def test_it_is_told_how_far_the_clock_is_off(sender):
    answer = pushed(sender, offset=-3600)
    assert "相差 36" in answer.json()["detail"]


def test_nothing_of_a_push_goes_into_the_log(sender, caplog):
    caplog.set_level("DEBUG", logger="huiyin")
    sender.push(caller_phone="王先生")
    sender.push()
    pushed(sender, secret="x" * 43)
    assert "13800000000" not in caplog.text
    assert sender.secret not in caplog.text
