"""整改文书: the office's own wording and numbers; what a notice may not lack."""

import io

import docx
import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.actors import system
from huiyin.files import keeping
from huiyin.letters import actions, checks
from huiyin.letters.layout import to_template
from huiyin.letters.texts import LetterText
from huiyin.rectification.kinds import FAMILY
from huiyin.rectification.models import Paper

from .trial import OUTSIDE

pytestmark = pytest.mark.django_db
ORDER = FAMILY.kinds["order"]
BOSS = system("第二人")


def own(body):
    """A template as an office would make it."""
    return to_template(LetterText("限期整改通知书", tuple(body.strip().splitlines())))


SHORT = "| {{责任单位}}：\n问题是：\n{{存在问题}}\n要求是：\n{{整改要求}}\n请于{{期限}}前改好。"


def use(agency, kind, content, actor, at):
    actions.upload(
        agency, kind.template_key, content, "本局.docx",
        vocabulary=kind.vocabulary, actor=actor, at=at,
    )  # fmt: skip
    actions.approve(agency, kind.template_key, actor=BOSS, at=at)


def said(paper):
    document = docx.Document(io.BytesIO(keeping.content_of(paper.docx)))
    return [one.text for one in document.paragraphs if one.text]


@pytest.mark.parametrize("kind", FAMILY.kinds.values(), ids=FAMILY.kinds)
def test_the_built_in_wording_is_a_template_that_could_be_uploaded(kind):
    assert checks.faults(to_template(kind.text), kind.vocabulary) == []
    assert set(kind.names) <= kind.vocabulary.names.keys()


def test_a_notice_is_written_in_the_words_of_the_office(standing, bureau, robot, morning):
    before = standing("issue").papers.get()
    use(bureau, ORDER, own(SHORT), robot, morning)
    paper = standing("issue").papers.get()
    assert "请于2026年3月20日前改好。" in said(paper)
    assert "三个栏目超过一个月没有更新。" in said(paper)
    assert "请于2026年3月20日前改好。" not in said(before)
    circular = standing("issue", category="circular").papers.get()
    assert any("予以通报批评" in line for line in said(circular)), "each kind has its own"


@pytest.mark.parametrize("lacking", ["整改要求", "期限", "责任单位"])
def test_a_notice_that_orders_nothing_is_refused(bureau, robot, morning, lacking):
    content = own(SHORT.replace(f"{{{{{lacking}}}}}", "某处"))
    with pytest.raises(ValidationError, match=lacking):
        use(bureau, ORDER, content, robot, morning)


def test_numbers_go_on_under_the_word_of_the_office(standing, bureau, robot, morning):
    standing("issue")
    actions.name_series(bureau, ORDER.series, "限改", actor=robot, at=morning)
    standing("issue")
    standing("issue", "sign", "report", "pass_check", "answer", **OUTSIDE)
    assert [str(one) for one in Paper.objects.all()] == [
        "云城管整改〔2026〕1号", "云城管限改〔2026〕1号", "云城管整复〔2026〕1号",
    ]  # fmt: skip
