"""A platform's side of the push interface, for tests."""

import base64
import hashlib
import hmac
import json
import secrets
import time

from django.test import Client

from huiyin.hotline.platforms import actions

from . import trial_platforms as trial

PATH = "/api/v1/requests"
PAYLOAD = {
    "request_kind": "help", "subject": "路灯不亮", "content": "云溪路路灯不亮三天",
    "caller_name": "周示例", "caller_phone": "13800000000", "consents": True,
}  # fmt: skip


def linked(bureau, actor, at, **values):
    """A platform with one key."""
    platform = actions.register(trial.platform(bureau, **values), actor=actor, at=at)
    return with_key(platform, actor, at)


def with_key(platform, actor, at):
    issued = actions.issue_key(platform, actor=actor, at=at)
    return Sender(issued, *issued.issued.removeprefix("密钥编号 ").split("　密钥 "))


class Sender:
    """Signs as docs/howto/push-requests.md says; `call` lets a test say what is wrong."""

    def __init__(self, platform, key, secret):
        self.platform, self.key, self.secret = platform, key, secret
        self.client = Client()

    def headers(self, method, path, body, *, created=None, offset=0, without=(), key=None, secret=None,
                parameters="", **sent):  # fmt: skip
        path, _, query = path.partition("?")
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        signed = {"@method": method, "@path": path}
        signed |= {"@query": f"?{query}"} if query else {}
        signed |= {"content-digest": f"sha-256=:{digest}:"} if body else {}
        signed |= {name.lower(): value for name, value in sent.items()}
        covered = {name: value for name, value in signed.items() if name not in without}
        names = " ".join(f'"{name}"' for name in covered)
        created = int(time.time()) + offset if created is None else created
        nonce = "" if "nonce" in parameters else f';nonce="{secrets.token_hex(8)}"'
        said = f'({names});created={created};keyid="{key or self.key}";alg="hmac-sha256"{nonce}{parameters}'
        lines = [f'"{name}": {value}' for name, value in covered.items()]
        base = "\n".join([*lines, f'"@signature-params": {said}'])
        code = hmac.digest((secret or self.secret).encode(), base.encode(), "sha256")
        signature = f"sig1=:{base64.b64encode(code).decode()}:"
        digested = {"Content-Digest": signed["content-digest"]} if body else {}
        return {**sent, **digested, "Signature-Input": f"sig1={said}", "Signature": signature}

    def call(self, method, path, body=b"", *, changed=None, media="application/json", **how):
        headers = {**self.headers(method, path, body, **how), **(changed or {})}
        return self.client.generic(method, path, body, media, headers=headers)

    def push(self, key="P-1", **changes):
        body = json.dumps({**PAYLOAD, **changes}).encode()
        return self.call("POST", PATH, body, **{"Idempotency-Key": key})

    def batch(self, *items):
        return self.call("POST", PATH, json.dumps(items).encode())

    def status(self, key):
        return self.call("GET", f"{PATH}/{key}")

    def changes(self, since=None):
        return self.call("GET", PATH if since is None else f"{PATH}?since={since}")
