"""佐证、材料: every app that keeps files beside a matter says who opens them, and logs each look."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.urls import reverse

from huiyin.audit.models import Entry
from huiyin.casework.kinds import verbs
from huiyin.casework.rooms import of_model
from huiyin.casework.testing import Stage
from huiyin.commitments.tests.trial import PICTURE
from huiyin.commitments.tests.trial import TRIAL as COMMITMENTS
from huiyin.credit.tests.trial import TRIAL as REPAIRS
from huiyin.files import intake
from huiyin.penalties.tests.trial import TRIAL as PENALTIES
from huiyin.planning.tests.trial import PLANS
from huiyin.rectification.tests.trial import TRIAL as RECTIFICATIONS

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
WHO = {
    "commitments": (COMMITMENTS, "breached", "commitment-evidence", {
        "行政审批岗": True, "信息公开负责人": True, "分管领导": False,
    }),
    "repairs": (REPAIRS, "granted", "repair-evidence", {
        "行政处罚岗": True, "分管领导": False,
    }),
    "penalties": (PENALTIES, "notified", "penalty-evidence", {
        "行政处罚岗": True, "法制审核岗": True, "分管领导": False,
    }),
    "rectifications": (RECTIFICATIONS, "reported", "rectification-evidence", {
        "督办岗": True, "主要负责人": True,
    }),
    "plans": (PLANS, "reported", "plan-evidence", {
        "督办岗": True, "信息公开岗": False, "主要负责人": False,
    }),
}  # fmt: skip
"""Room → its trial, a state with a file, the address, and who opens the file of who sees the matter."""


def _matters():
    """The kinds of matter that keep files beside them."""
    return [
        field.related_model
        for model in apps.get_models()
        for field in model._meta.fields
        if field.remote_field and field.remote_field.related_name == "evidence"
    ]


def test_each_of_them_says_who_reads_and_is_in_the_table():
    readings = {of_model(matter).key: of_model(matter).evidence for matter in _matters()}
    assert readings.keys() == WHO.keys()
    assert [key for key, reading in readings.items() if reading is None] == []
    assert {reading.verb for reading in readings.values()} <= verbs().keys()


CASES = [
    pytest.param(key, post, is_open, id=f"{key} {post}")
    for key, (*_, posts) in WHO.items()
    for post, is_open in posts.items()
]


@pytest.mark.parametrize(("key", "post", "is_open"), CASES)
def test_a_file_is_offered_to_and_opened_by_whom_the_table_says(bureau, desk, key, post, is_open):
    trial, state, name, _ = WHO[key]
    matter, _ = Stage(replace(trial, ways={state: trial.ways[state]}), bureau, AT).matters[state]
    file = matter.evidence.first()
    if file.file is None:  # the list of evidence names what there is no file of
        file.file = intake.keep(*PICTURE)
        file.save()
    address, client = reverse(name, args=[matter.pk, file.pk]), desk(post)
    verb = of_model(type(matter)).evidence.verb
    page = client.get(matter.get_absolute_url())
    assert page.status_code == 200
    assert (address in page.content.decode()) is is_open
    assert client.get(address).status_code == (200 if is_open else 403)
    assert Entry.objects.filter(verb=verb).count() == int(is_open)
