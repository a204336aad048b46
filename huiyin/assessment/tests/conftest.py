"""A rubric in force, an assessment that came to a state by real moves, and who makes them."""

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.assessment import actions
from huiyin.assessment.models import Assessment
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

from .trial import ASSESSMENT, rubric


@pytest.fixture
def standing(bureau, robot, morning):
    """`standing("open", unit=…)`: by the moves of the table."""

    def make(state, *, unit=bureau, year=2025, group="市直部门", lines=2):
        if not bureau_has(bureau, year):
            rubric(bureau, year, morning, lines=lines)
        new = Assessment(agency=bureau, unit=unit, year=year, group=group)
        matter = actions.begin(new, actor=robot, at=morning)
        for step in ASSESSMENT.ways[state][1:]:
            matter = run(step, matter, robot, morning)
        return matter

    return make


def bureau_has(bureau, year):
    return actions.rubric_flow.model.objects.of_year(bureau.pk, year).exists()


def run(name, matter, actor, at, **changes):
    arguments = {**ASSESSMENT.rows(name)[0].arguments_for(matter), **changes}
    return actions.workflow.moves[name].run(matter, actor=actor, at=at, **arguments)


@pytest.fixture
def person(bureau, robot, morning):
    """A signed-in browser: `person("考核联络岗", of=unit)`."""

    def make(*posts, of=bureau, username="user"):
        user = User.objects.create_user(username, password="a-long-pass-phrase", name="陈示例")
        for post in posts:
            appoint(user, ensure_posts(of)[post], actor=robot, at=morning, since=morning.date())
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return make
