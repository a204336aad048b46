"""Milliseconds of processor time for one ticket, by its API and by its public form, as JSON.

Run by the Python of an environment that holds django-helpdesk alone: `ROUNDS` as the argument.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

import django

TEXT = {"title": "路灯不亮", "body": "云溪路路灯不亮三天，夜里行人看不清路面。" * 10}


def main(rounds: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.helpdesk_site.settings"
    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client
    from helpdesk.models import Queue, Ticket

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    queue = Queue.objects.create(title="Q", slug="q", allow_public_submission=True)
    staff = Client()
    staff.force_login(get_user_model().objects.create_superuser("staff", "s@example.com", "x"))
    visitor = Client()

    def by_api() -> None:
        values = {"queue": queue.pk, "title": TEXT["title"], "description": TEXT["body"],
                "submitter_email": "a@example.com", "priority": 3, "status": 1}  # fmt: skip
        answer = staff.post("/api/tickets/", json.dumps(values), content_type="application/json")
        assert answer.status_code == 201, answer.content

    def by_form() -> None:
        values = {"queue": queue.pk, "title": TEXT["title"], "body": TEXT["body"],
                "submitter_email": "a@example.com", "priority": 3}  # fmt: skip
        answer = visitor.post("/tickets/submit/", values)
        assert answer.status_code == 302, answer.content[:2000]

    figures = {"api": median(by_api, rounds), "peer_form": median(by_form, rounds)}
    # the first of each was not measured
    assert Ticket.objects.count() == 2 * (rounds + 1)
    print(json.dumps(figures))


def median(act: Callable[[], object], rounds: int) -> float:
    act()
    took = []
    for _ in range(rounds):
        busy = time.process_time()
        act()
        took.append((time.process_time() - busy) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    main(int(sys.argv[1]))
