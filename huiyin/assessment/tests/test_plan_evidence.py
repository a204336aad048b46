"""What a unit has brought for a task of the plan shows a line of its assessment as well."""

import pytest

from huiyin.files import keeping
from huiyin.organisations.models import Organisation
from huiyin.planning import actions as plan
from huiyin.planning.models import Evidence as PlanEvidence
from huiyin.planning.tests.conftest import make
from huiyin.planning.tests.trial import PICTURE, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(bureau, robot, morning):
    """A file that a unit brought for its task of the year."""

    def bring(unit=bureau, **values):
        task = plan.enter(item(bureau, unit=unit, **values), actor=robot, at=morning)
        make("report", make("issue", task, robot, morning), robot, morning)
        return PlanEvidence.objects.order_by("-pk").first()

    return bring


def page_of(matter):
    return f"/desk/assessments/{matter.pk}/lines/{matter.scores.first().pk}/"


def test_a_copy_of_it_stays_with_the_line(standing, shown, person):
    evidence, matter = shown(), standing("scoring", year=2026)
    client = person("考核联络岗")
    page = client.get(page_of(matter)).content.decode()
    assert f"{evidence.item.reference} 每季度通报一次超期工单：{PICTURE[0]}" in page
    sent = {"what": "attach", "shown": evidence.pk}
    assert client.post(page_of(matter), sent).status_code == 302
    proof = matter.scores.first().proofs.select_related("file").get()
    assert keeping.content_of(proof.file) == PICTURE[2]
    assert proof.file_id != evidence.file_id, "a copy: nothing of it rots with the plan"
    assert proof.label == f"{evidence.item.reference} {PICTURE[0]}"


def test_only_its_own_of_that_year_is_offered(standing, shown, person, bureau):
    other = Organisation.objects.create(name="甲处", short_name="甲处", slug="jia", parent=bureau)
    foreign = shown(unit=other)
    matter, client = standing("scoring", year=2026), person("考核联络岗")
    assert "工作计划的佐证" not in client.get(page_of(matter)).content.decode()
    refused = client.post(page_of(matter), {"what": "attach", "shown": foreign.pk})
    assert refused.status_code == 422
    shown()
    refused = client.post(page_of(matter), {"what": "attach", "shown": foreign.pk})
    assert (refused.status_code, matter.scores.first().proofs.count()) == (422, 0)
    former = standing("scoring", year=2025)
    assert "工作计划的佐证" not in client.get(page_of(former)).content.decode()


def test_one_thing_at_a_time(standing, shown, person):
    evidence, matter = shown(), standing("scoring", year=2026)
    sent = {"what": "attach", "shown": evidence.pk, "address": "/"}
    refused = person("考核联络岗").post(page_of(matter), sent)
    assert "或者选择工作计划的一份佐证" in refused.content.decode()


def test_what_is_gone_is_said(standing, shown, person):
    evidence, matter = shown(), standing("scoring", year=2026)
    evidence.file.content.storage.delete(evidence.file.content.name)
    refused = person("考核联络岗").post(page_of(matter), {"what": "attach", "shown": evidence.pk})
    assert (refused.status_code, "不在存储中" in refused.content.decode()) == (422, True)
