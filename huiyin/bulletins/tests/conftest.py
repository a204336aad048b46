"""A column, people with posts, and a bulletin brought on its way by real moves."""

from datetime import timedelta

import pytest

from huiyin.audit.actors import system
from huiyin.bulletins import actions
from huiyin.editorial import actions as editorial
from huiyin.editorial.models import Manuscript
from huiyin.editorial.tests.conftest import CLEAR, GROUND, column, staff  # noqa: F401

from .trial import MONDAY, bulletin, decide

SYSTEM = system("test")


@pytest.fixture
def decided(bureau, morning):
    """Register a licence of the week: `decided(number, decided_on=…)`."""
    return lambda number="云城管许字〔2026〕1号", at=morning, **values: decide(
        bureau, at, number, **values
    )


@pytest.fixture
def compiled(bureau, morning):
    def make(begins_on=MONDAY, at=morning):
        return actions.compile_week(bulletin(bureau, begins_on), actor=SYSTEM, at=at)

    return make


@pytest.fixture
def sent(compiled, column, staff, morning):  # noqa: F811
    """Sent to the reviews by the drafter."""

    def make(one=None, at=morning):
        return actions.send(one or compiled(), column=column, actor=staff["drafter"], at=at)

    return make


@pytest.fixture
def published(sent, staff, morning):  # noqa: F811
    """Through the three reviews and out, an hour later."""

    def make(one=None, at=morning):
        one = sent(one, at)
        out = at + timedelta(hours=1)
        manuscript = Manuscript.objects.get(page=one.document)
        for who in ("head", "secrecy", "releaser"):
            more = CLEAR | {"attribute": "主动公开", "ground": GROUND} if who == "secrecy" else {}
            manuscript = editorial.approve(
                manuscript, actor=staff[who], at=out, opinion="同意", **more
            )
        editorial.release(manuscript, actor=staff["releaser"], at=out)
        one.refresh_from_db()
        return one

    return make
