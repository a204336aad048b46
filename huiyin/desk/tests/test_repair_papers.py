"""Notices and files of repairs and objections name a person in full: who reads them, and the log."""

import pytest

from huiyin.audit.models import Entry
from huiyin.credit.actions import add_file, objecting, register
from huiyin.credit.tests import trial

pytestmark = pytest.mark.django_db
ROLES = [
    pytest.param("行政处罚岗", 200, id="who handles"),
    pytest.param("行政处罚负责人", 200, id="who decides"),
    pytest.param("分管领导", 403, id="who may not know the applicant"),
    pytest.param("信息公开岗", 403, id="who sees no repair"),
]
FORMS = {"pdf": 200, "docx": 200, "html": 404}


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def penalty(bureau, morning):
    return trial.published(bureau, morning)


@pytest.fixture
def repair(penalty, who):
    """Not accepted: with a file and a notice."""
    matter = add_file(
        register(trial.repair(penalty), **who), role="payment", file=trial.PAID, **who
    )
    return trial.workflow.moves["refuse_acceptance"].run(matter, **trial.REASON, **who)


@pytest.fixture
def objection(penalty, who):
    matter = objecting.register(trial.objection(penalty), **who)
    return objecting.answer(objecting.propose(matter, **trial.FINDING, **who), **who)


@pytest.fixture
def doors(repair, objection):
    """What is asked for → its address, the verb of a look."""
    file, (told, answered) = repair.evidence.get(), (repair.notices.get(), objection.notices.get())
    rooms = {"repairs": (repair, told), "objections": (objection, answered)}
    notices = {
        f"/desk/{key}/{matter.pk}/notices/{one.pk}/{form}/": ("credit.notice.read", status)
        for key, (matter, one) in rooms.items()
        for form, status in FORMS.items()
    }
    evidence = f"/desk/repairs/{repair.pk}/evidence/{file.pk}/"
    return {**notices, evidence: ("credit.evidence.read", 200)}


@pytest.mark.parametrize(("post", "status"), ROLES)
def test_they_are_read_by_whoever_may_know_the_applicant(doors, desk, post, status):
    client = desk(post)
    for address, (verb, found) in doors.items():
        expected = found if status == 200 else status
        looks = Entry.objects.filter(verb=verb)
        before = looks.count()
        answered = client.get(address).status_code
        assert answered in ((403, 404) if (found, status) == (404, 403) else (expected,)), address
        assert looks.count() - before == (1 if answered == 200 else 0), address


@pytest.mark.parametrize(("post", "is_offered"), [("行政处罚岗", True), ("分管领导", False)])
def test_they_are_offered_to_whoever_may_read_them(
    repair, objection, doors, desk, post, is_offered
):
    client = desk(post)
    pages = "".join(
        client.get(f"/desk/{room}/{matter.pk}/").content.decode()
        for room, matter in (("repairs", repair), ("objections", objection))
    )
    assert str(repair.notices.get()) in pages
    assert (trial.PAID[0] in pages) is is_offered
    offered = [address for address, (_, found) in doors.items() if found == 200]
    assert {f'href="{address}"' in pages for address in offered} == {is_offered}
