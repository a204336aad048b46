"""A request comes in, next to a ticket of django-helpdesk: processor time, both on SQLite, in turns.

django-helpdesk lives in an environment of its own in var/bench, made by pip at the first run. Its
API takes a request of HTTP; `receive` is what an API of ours would call. Form is compared to form,
each through all of its middleware.
"""

import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from typing import Any

from . import kept, site
from .intake import TEXT, Cases, median

PEER = "django-helpdesk==2.6.1"
TURNS, ROUNDS = 3, 40


def run() -> dict[str, Any]:
    python = environment()
    site.prepare()
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    own, visitor = Cases(), Client()
    sent = 0

    def form() -> None:
        nonlocal sent
        sent += 1
        values = {"form_key": secrets.token_urlsafe(16), "agency": "bench", "kind": "help",
                "subject": f"路灯不亮{sent}", "content": TEXT, "place": "云溪路", "name": "周示例",
                "contact": "13800000000", "consents": "yes"}  # fmt: skip
        place = f"10.{sent // 250}.{sent % 250}.7"  # no place sends more than its budget
        answer = visitor.post("/message/", values, REMOTE_ADDR=place)
        assert answer.status_code == 302, answer.status_code

    turns = []
    for _ in range(TURNS):
        peer = ticket(python)
        ours = {
            "receive": median(own.receive),
            "message": median(own.message),
            "form": median(form),
        }
        turns.append({**peer, **ours})
    figures = {f"{name}_ms": middle(turn[name] for turn in turns) for name in turns[0]}
    figures["receive_to_api"] = middle(turn["api"] / turn["receive"] for turn in turns)
    figures["message_to_form"] = middle(turn["peer_form"] / turn["message"] for turn in turns)
    figures["form_to_form"] = middle(turn["peer_form"] / turn["form"] for turn in turns)
    return figures


def middle(values: Any) -> float:
    return round(statistics.median(values), 2)


def environment() -> str:
    """The Python of the peer; made where it is missing."""
    folder = kept.KEPT / PEER
    python = folder / "bin" / "python"
    if not (folder / "is-complete").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", PEER], check=True)
        (folder / "is-complete").touch()
    return str(python)


def ticket(python: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        clean = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        done = subprocess.run(
            [python, "-m", "bench.peers.helpdesk_site.measure", str(ROUNDS)],
            cwd=kept.databases.ROOT, env={**clean, "PEER_HOME": home},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
