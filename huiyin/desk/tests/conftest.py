"""People at their desks, and matters made by the real actions."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.foi import actions as foi
from huiyin.foi.models import ApplicantKind, Application
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

PASSWORD = "a-long-pass-phrase"


@pytest.fixture
def other_bureau(db):
    return Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", uscc="", is_agency=True
    )


@pytest.fixture
def person(bureau, robot, morning):
    """An account that holds posts: `person("chen", "热线办理岗")`."""

    def make(username, *posts, agency=bureau, **values):
        user = User.objects.create_user(
            username, password=PASSWORD, name=values.pop("name", "陈示例"), **values
        )
        for post in posts:
            appoint(
                user, ensure_posts(agency)[post], actor=robot, at=morning, since=date(2019, 1, 1)
            )
        return user

    return make


@pytest.fixture
def desk(person):
    """A signed-in browser of somebody with these posts."""

    def make(*posts, username="clerk", **values):
        client = Client()
        client.force_login(person(username, *posts, **values))
        return client

    return make


@pytest.fixture
def now():
    return timezone.localtime()


@pytest.fixture
def application(bureau, robot, now):
    """Register an application: `application(description="…")`."""

    def make(at=now, **values):
        usual = {
            "agency": bureau,
            "channel": "online",
            "applicant_kind": ApplicantKind.PERSON,
            "applicant_name": "赵示例",
            "applicant_contact": "13800001234",
            "description": "滨河路改造方案",
            "received_on": at.date() - timedelta(days=2),
        }
        return foi.register(Application(**(usual | values)), actor=robot, at=at)

    return make


@pytest.fixture
def request_(bureau, robot, now):
    """Register a service request: `request_(subject="…")`."""

    def make(at=now, **values):
        usual = {
            "agency": bureau,
            "channel": Channel.objects.get(key="mayor-hotline"),
            "request_kind": "help",
            "subject": "路灯不亮",
            "content": "青枫路一盏路灯不亮",
            "caller_name": "孙示例",
            "caller_phone": "13900005678",
            "received_on": at.date(),
        }
        return hotline.register(ServiceRequest(**(usual | values)), actor=robot, at=at)

    return make
