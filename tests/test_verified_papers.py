"""核验: of every kind of paper, in every state of its matter, nobody is told more than it says."""

import io

import pytest
from django.apps import apps
from django.db.models.signals import pre_save
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.casework.testing import Stage
from huiyin.common import masking
from huiyin.coordination import actions as coordination
from huiyin.coordination.tests import trial as supervisions
from huiyin.files import keeping
from huiyin.letters.models import DraftedPaper, NumberedPaper, PaperCode
from huiyin.letters.verifying import paper_of
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence
from huiyin.licensing.tests import trial as licences
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind, ShownHolder
from huiyin.subjects import statements
from huiyin.subjects.models import Subject
from tests.architecture.test_trials import trials

pytestmark = pytest.mark.django_db
PERSON = "柳青禾"
KINDS = sorted(
    model._meta.label_lower
    for model in apps.get_models()
    if issubclass(model, DraftedPaper | NumberedPaper)
)


def _certificates(bureau, robot, at):
    """One in force, one whose holder was corrected afterwards, and the same revoked."""
    for change in ("", "amend", "revoke"):
        record = licensing.register(licences.licence(bureau), actor=robot, at=at)
        record = licences.lengthened(record)
        record = licensing.certify(record, actor=robot, at=at)
        if change:
            values = {"holder_name": "云溪另一家样例有限公司", "content": "准予处置（更正）"}
            record = licensing.amend(record, actor=robot, at=at, values=values)
        if change == "revoke":
            licensing.revoke(record, actor=robot, at=at, reason="材料不实")


def _statement(bureau, robot, at):
    licensing.register(licences.licence(bureau), actor=robot, at=at)
    code = licences.licence(bureau).holder_uscc
    subject = Subject.objects.get(uscc=code)
    statements.issue(subject, bureau, actor=robot, at=at, asked_by=PERSON, purpose="招投标")


def _supervision(bureau, robot, at):
    unit = Organisation.objects.get(slug="duban")
    asked = supervisions.asked(supervisions.matter(bureau, at), unit)
    coordination.issue_notice(coordination.supervise(asked, actor=robot, at=at), actor=robot, at=at)


OWN = {
    "coordination.supervisionnotice": _supervision,
    "licensing.certificate": _certificates,
    "subjects.statement": _statement,
}


def _made(label, bureau, robot, at):
    """Papers of this kind: by their own maker, else by the trials of their room."""
    if label in OWN:
        return OWN[label](bureau, robot, at)
    for path, trial in trials():
        if path.parts[-3] == label.partition(".")[0]:
            Stage(trial, bureau, at)
    return None


@pytest.fixture
def a_person_holds_it():
    """Whatever is about somebody is about a natural person, before any paper of it is made."""

    def name(sender, instance, **options):
        if isinstance(instance, ShownHolder) and hasattr(instance, "holder_kind"):
            instance.holder_kind, instance.holder_uscc = HolderKind.PERSON, ""
            instance.holder_name = PERSON

    pre_save.connect(name)
    yield
    pre_save.disconnect(name)


@pytest.mark.usefixtures("a_person_holds_it")
@pytest.mark.parametrize("label", [label for label in KINDS if label != "subjects.statement"])
def test_a_natural_person_is_never_named(label, bureau, robot, morning):
    _made(label, bureau, robot, morning)
    codes = PaperCode.objects.filter(about_kind=label)
    assert codes, f"no trial makes a {label}"
    for code in codes:
        page = Client().get(f"/verify/{code.code}/").content.decode()
        assert (PERSON in page, "文书核验" in page) == (False, True)
        told = {value for _, value in paper_of(code).now().facts}
        assert told <= {masking.name(PERSON), *_said_by(code, told)}


def _said_by(code, told):
    """Which of these stand on the paper; it is read where there is something to compare."""
    if not told:
        return set()
    text = "".join(extract_text(io.BytesIO(keeping.content_of(code.file))).split())
    return {value for value in told if value in text}


@pytest.mark.parametrize("label", sorted(OWN))
def test_what_is_told_of_an_organisation_stands_on_the_paper(label, bureau, robot, morning):
    OWN[label](bureau, robot, morning)
    for code in PaperCode.objects.filter(about_kind=label):
        told = {value for _, value in paper_of(code).now().facts}
        assert _said_by(code, told) == told


def test_the_facts_of_a_certificate_end_with_what_it_says(bureau, robot, morning):
    _certificates(bureau, robot, morning)
    told = [
        [label for label, _ in one.certificates.get().now().facts]
        for one in Licence.objects.order_by("pk")
    ]
    assert told == [["持证人", "许可事项"], [], []]
