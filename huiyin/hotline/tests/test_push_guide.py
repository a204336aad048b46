"""docs/howto/push-requests.md: both examples as they stand there, against a server."""

import os
import re
import shutil
import subprocess

import pytest
from django.conf import settings

from huiyin.audit import chain
from huiyin.hotline.models import ServiceRequest

from .signing import linked

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE = settings.BASE / "docs" / "howto" / "push-requests.md"


def example(language):
    return re.search(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)[1]


@pytest.fixture
def sender(bureau, robot, morning):
    return linked(bureau, robot, morning)


def test_python(sender, live_server):
    text = re.sub(r"^SITE, KEY, SECRET = .*$", "", example("python"), flags=re.M)
    said = {"SITE": live_server.url, "KEY": sender.key, "SECRET": sender.secret}
    exec(text, said)  # noqa: S102 - the guide's own text
    chain.seal()
    assert said["receipt"]["number"] == said["state"]["number"]
    assert [one["status"] for one in said["several"]["results"]] == [201, 201]
    assert len(said["call"]("GET", "/api/v1/requests?since=0")["requests"]) == 3
    assert ServiceRequest.objects.count() == 3


@pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("openssl")), reason="no curl or openssl here"
)
def test_shell(sender, live_server):
    said = {"SITE": live_server.url, "KEY": sender.key, "SECRET": sender.secret}
    ran = subprocess.run(  # noqa: S603 - the text of the guide
        [shutil.which("bash"), "-eu", "-c", example("sh")], env={**os.environ, **said, "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert '"number"' in ran.stdout, ran.stdout + ran.stderr
    assert ServiceRequest.objects.get().subject == "路灯不亮"
