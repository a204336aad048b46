"""限期整改 out of a line that lost points: filled in, with its evidence, once while it is open."""

from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError

from huiyin.assessment import actions
from huiyin.files import keeping
from huiyin.organisations.models import Organisation
from huiyin.rectification import findings
from huiyin.rectification.actions import enter, void
from huiyin.rectification.models import Evidence, Rectification

from .conftest import run
from .trial import COPY

pytestmark = pytest.mark.django_db
NEW = "/desk/rectifications/new/"
KEEP = "rectification.keep_rectification"


@pytest.fixture
def lost(standing, robot, morning):
    """The first line of a confirmed assessment, which lost two points, with a file."""
    matter = standing("scoring")
    line = matter.scores.first()
    actions.attach(matter, item=line, copy=COPY, actor=robot, at=morning)
    matter = run("submit", run("score_rest", matter, robot, morning), robot, morning)
    said = {"item": line, "deducted": Decimal(2), "said": "两处没有更新"}
    matter = run("review", matter, robot, morning, **said)
    matter = run("announce", run("agree", matter, robot, morning), robot, morning)
    matter = run("confirm", run("accept", matter, robot, morning), robot, morning)
    return matter.scores.select_related("assessment", "item").order_by("pk").first()


def page_of(line):
    return f"/desk/assessments/{line.assessment_id}/lines/{line.pk}/"


def link_on(client, line):
    page = client.get(page_of(line)).content.decode()
    start = page.find(NEW)
    return unquote(page[start : page.index('"', start)]) if start > 0 else ""


def test_one_click_from_the_line_fills_the_form(lost, person, bureau):
    client = person("考核组织岗")
    shown = client.get(link_on(client, lost)).content.decode()
    assert f'<option value="{bureau.pk}" selected>' in shown
    assert "扣2分：两处没有更新" in shown
    assert lost.assessment.reference in shown


def filled(client, line, **changes):
    """What the form shows, sent."""
    form = client.get(link_on(client, line)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, "")}
    return client.post(NEW, {**sent, "named_due_on": "2099-01-01", **changes})


def test_it_takes_the_evidence_along_and_the_line_shows_it(lost, person):
    client = person("考核组织岗")
    assert filled(client, lost).status_code == 302
    matter = Rectification.objects.get()
    assert (matter.about_kind, matter.about_pk) == ("assessment.score", lost.pk)
    proof = matter.evidence.get(role=Evidence.Role.PAPER)
    assert keeping.content_of(proof.file) == COPY.content
    page = client.get(page_of(lost)).content.decode()
    assert matter.reference in page
    assert "待下达" in page
    assert link_on(client, lost) == "", "one is open"
    record = client.get(matter.get_absolute_url()).content.decode()
    assert page_of(lost) in record
    lines = client.get(f"/desk/assessments/{lost.assessment_id}/").content.decode()
    assert "整改：待下达" in lines


def test_never_twice_while_one_is_open(lost, person, robot, morning):
    client = person("考核组织岗")
    link = link_on(client, lost)
    filled(client, lost)
    first = Rectification.objects.get()
    form = client.get(link).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "also"}
    again = client.post(NEW, {**sent, "named_due_on": "2099-01-01"})
    assert (again.status_code, f"没有办结的整改 {first}" in again.content.decode()) == (422, True)
    void(first, reason="录入有误", actor=robot, at=morning)
    assert filled(client, lost).status_code == 302


def test_two_at_once_are_refused_by_the_database(lost, bureau, robot, morning, monkeypatch):
    found = findings.read(findings.SIGNER.sign(f"assessment.score:{lost.pk}"), bureau)
    monkeypatch.setattr(findings, "open_beside", lambda matter: None)

    def new():
        matter = Rectification(
            agency=bureau, unit=bureau, received_on=morning.date(),
            **{k: v for k, v in found.values.items() if k != "unit"},
        )  # fmt: skip
        matter.put_about(lost)
        return enter(matter, actor=robot, at=morning)

    new()
    with pytest.raises(ValidationError, match="已经有没有办结的整改"):
        new()
    assert Rectification.objects.count() == 1


@pytest.mark.parametrize("token", ["assessment.score:1", "assessment.score:1:bad", "x"])
def test_a_link_that_was_not_shown_fills_nothing(lost, person, token):
    client = person("考核组织岗")
    form = client.get(NEW, {"finding": token}).context["form"]
    assert form["subject"].value() is None
    sent = {
        "finding": token, "category": "order", "unit": lost.assessment.unit_id, "subject": "事由",
        "problem": "问题", "demand": "要求", "received_on": "2026-03-02", "named_due_on": "2099-01-01",
    }  # fmt: skip
    refused = client.post(NEW, sent)
    assert (refused.status_code, "链接不完整" in refused.content.decode()) == (422, True)


def test_a_line_of_another_agency_is_not_read(lost):
    other = Organisation.objects.create(name="别的局", short_name="别局", slug="bj", is_agency=True)
    assert findings.read(findings.SIGNER.sign(f"assessment.score:{lost.pk}"), other) is None


@pytest.mark.parametrize(
    ("state", "offered"),
    [pytest.param("open", False, id="before the result"), pytest.param("confirmed", False, id="nothing lost")],
)  # fmt: skip
def test_it_is_not_offered_where_nothing_is_to_be_mended(standing, person, state, offered):
    client, matter = person("考核组织岗"), standing(state)
    assert bool(link_on(client, matter.scores.first())) is offered


def test_whoever_may_not_register_is_not_offered_it(lost, person):
    assert link_on(person("考核复核岗", username="fu"), lost) == ""


def test_evidence_that_is_gone_is_named(lost, person):
    proof = lost.proofs.select_related("file").get()
    proof.file.content.storage.delete(proof.file.content.name)
    filled(person("考核组织岗"), lost)
    kept = Evidence.objects.select_related("file").get().file
    assert kept.name.endswith("（缺失）.txt")
    assert proof.file.sha256 in keeping.content_of(kept).decode()


def test_what_it_says_of_an_appeal(standing, robot, morning, bureau):
    matter = standing("open")
    line = matter.scores.first()
    matter = run("appeal", matter, robot, morning, item=line)
    matter = run("answer_appeal", matter, robot, morning, deducted=Decimal(1), answer="核实一处")
    run("confirm", run("accept", matter, robot, morning), robot, morning)
    found = findings.read(findings.SIGNER.sign(f"assessment.score:{line.pk}"), bureau)
    assert "申诉答复：核实一处" in found.problem
