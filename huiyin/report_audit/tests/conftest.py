"""The desk as staff of a post use it."""

from datetime import date

import pytest
from django.test import Client

from huiyin.accounts.models import User
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts


@pytest.fixture
def desk(bureau, robot, morning):
    """A signed-in browser of somebody with this post."""

    def make(post):
        user = User.objects.create_user("clerk", password="a-long-pass-phrase", name="陈示例")
        held = ensure_posts(bureau)[post]
        appoint(user, held, actor=robot, at=morning, since=date(2019, 1, 1))
        client = Client()
        client.force_login(user)
        return client

    return make
