"""督办通知书: numbered, frozen, told to the unit; and a supervision is released by another."""

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor, ActorKind
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.coordination import actions
from huiyin.coordination.models import SUPERVISE, SupervisionNotice
from huiyin.files import keeping, word
from huiyin.notices.models import Notice
from huiyin.organisations.models import Organisation

from .test_signing import hold
from .trial import REASON, asked, hotline, matter, requests

ANSWER = {"answer": "已约谈承办人"}


@pytest.fixture
def duban(bureau):
    return Organisation.objects.get(slug="duban")


@pytest.fixture
def supervised(bureau, duban, robot, morning):
    return actions.supervise(asked(matter(bureau, morning), duban), actor=robot, at=morning)


def text_of(notice):
    return "\n".join(block.text for block in word.read(keeping.content_of(notice.docx)).paragraphs)


def test_it_has_the_next_number_and_says_what_is_asked_until_when(
    supervised, bureau, duban, robot, morning
):
    hold("unit", duban, "handle")
    actions.issue_notice(supervised, actor=robot, at=morning)
    second = actions.supervise(asked(matter(bureau, morning), duban), actor=robot, at=morning)
    actions.issue_notice(second, actor=robot, at=morning)
    numbers = [str(one) for one in SupervisionNotice.objects.order_by("pk")]
    assert numbers == ["云城管督〔2026〕1号", "云城管督〔2026〕2号"]
    notice = supervised.notice
    words = text_of(notice)
    assert all(
        said in words
        for said in (
            "云城管督〔2026〕1号",
            "监督指挥科",
            "限期办结",
            "2026年3月20日",
            "RX2026-00001",
        )
    )
    assert "路灯" not in words, "what the matter is about stays in the matter"
    assert keeping.content_of(notice.pdf).startswith(b"%PDF")
    (first, _) = Notice.objects.order_by("pk")
    assert (first.recipient, "2026-03-20 前（含当日）" in first.body) == ("unit@example.org", True)


@pytest.mark.parametrize("wrong", ["twice", "no code"])
def test_when_there_can_be_none(supervised, bureau, robot, morning, wrong):
    if wrong == "twice":
        actions.issue_notice(supervised, actor=robot, at=morning)
    else:
        Organisation.objects.filter(pk=bureau.pk).update(document_code="")
    with pytest.raises(ValidationError):
        actions.issue_notice(supervised, actor=robot, at=morning)
    assert SupervisionNotice.objects.count() == (wrong == "twice")


def person(place, key, *rights):
    held = frozenset(rights)
    return Actor(ActorKind.PERSON, "某人", key, "", {place.pk: held}, units={place.pk: held})


def test_whoever_has_written_an_answer_never_releases(supervised, bureau, robot, morning):
    first, other = person(bureau, "7", SUPERVISE), person(bureau, "8", SUPERVISE)
    said = {**ANSWER, "answered_on": morning.date()}
    actions.answer_supervision(supervised, actor=first, at=morning, **said)
    actions.ask_anew(supervised, actor=other, at=morning, reason="没有写明时间")
    actions.answer_supervision(supervised, actor=robot, at=morning, **said)
    with pytest.raises(MoveForbiddenError):
        actions.release(supervised, actor=first, at=morning, **REASON)
    done = actions.release(supervised, actor=other, at=morning, **REASON)
    assert (done.state, done.first_answered_on) == ("released", morning.date())


def test_a_request_is_supervised_from_its_record(client, bureau, django_user_model, morning):
    about = hotline.register(
        requests.request(bureau), actor=person(bureau, "1", "hotline.register_request"), at=morning
    )
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    page = client.get(f"/desk/hotline/{about.pk}/").content.decode()
    address = f"/desk/supervisions/new/?number={about.reference}"
    assert address in page
    form = client.get(address).content.decode()
    assert f'value="{about.reference}"' in form
