"""What somebody careless or hostile does with a proposal, and what does not come of it."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.proposals.actions import CLASSES, amend, check, publish, register
from huiyin.proposals.desk import ROOM
from huiyin.proposals.models import Proposal
from huiyin.web.kept import memory

from .trial import make
from .trial import proposal as new

pytestmark = pytest.mark.django_db
PHONE, HOME, OTHERS = "13912345670", "云溪市望江门12号303室", "13887654321"
CONTACT = {"proposer_phone": PHONE, "proposer_address": HOME, "supporters_contact": OTHERS}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("subject", f"增加停车位，联系{PHONE}"),
        ("subject", "增加停车位，请联系139 1234 5671"),
        ("proposer", f"张某某（{PHONE}）"),
        ("supporters", f"李某某{OTHERS}"),
        ("supporters", "李某某，云溪市望江门12号303室"),
        ("number", PHONE),
    ],
)
def test_no_public_word_tells_how_a_deputy_is_reached(standing, robot, morning, name, text):
    proposal = amend(standing("replied", **CONTACT), actor=robot, at=morning, values={name: text})
    for publication in (
        {"publication": "full"},
        {"publication": "withheld", "withheld_because": "秘密"},
    ):
        with pytest.raises(ValidationError):
            make("propose", proposal, robot, morning, **publication)
    Proposal.objects.filter(pk=proposal.pk).update(
        publication="summary", public_text="已答复", proposed_at=morning
    )
    with pytest.raises(ValidationError):
        publish(proposal, actor=robot, at=morning)


def test_a_class_defined_anew_changes_the_list(client, standing, robot, morning, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    proposal = make("propose", standing("replied"), robot, morning)
    publish(proposal, actor=robot, at=morning)
    assert "以后再说" not in client.get("/proposals/").content.decode()
    CLASSES.set(
        letter="C", definition="以后再说", basis="规定", is_promise=False, actor=robot, at=morning
    )
    page = client.get("/proposals/").content.decode()
    assert "以后再说" in page


def test_the_log_keeps_no_words_of_draft_or_contacts(standing, robot, morning):
    proposal = standing("drafted", **CONTACT)
    make("draft", proposal, robot, morning, text=f"请致电{PHONE}", promise=f"致电{OTHERS}")
    amend(
        proposal,
        actor=robot,
        at=morning,
        values={"content": f"电话{PHONE}", "proposer_phone": OTHERS},
    )
    facts = json.dumps([e.facts for e in Entry.objects.all()], ensure_ascii=False)
    assert PHONE not in facts
    assert OTHERS not in facts


def test_before_the_first_local_term_a_page_opens_and_a_date_is_refused_at_its_field(
    bureau, robot, morning
):
    old = date(1998, 3, 2)
    proposal = register(new(bureau, received_on=old), actor=robot, at=morning)
    offered = {move.name for move in ROOM.moves_for(robot, proposal)}
    assert "amend" in offered
    assert "send_back" not in offered
    motion = {"session": "市政协五届四次会议", "category": "proposal"}
    with pytest.raises(ValidationError) as refused:
        amend(proposal, actor=robot, at=morning, values=motion)
    assert set(refused.value.message_dict) == {"received_on"}
    with pytest.raises(ValidationError) as refused:
        check(new(bureau, received_on=old, **motion), morning.date())
    assert set(refused.value.message_dict) == {"received_on"}


def test_a_filter_offers_each_letter_once(client, standing, robot, morning):
    proposal = make("propose", standing("replied"), robot, morning)
    publish(proposal, actor=robot, at=morning)
    CLASSES.set(
        letter="B", definition="近期解决", basis="规定", is_promise=True, actor=robot, at=morning
    )
    filters = client.get("/proposals/").context["filters"]
    offered = next(one for one in filters if one["name"] == "class")["values"]
    assert offered == [("B", "B类（近期解决）", 1)]


def test_a_figure_names_no_unpublished_one(client, standing):
    standing("replied", subject="麒麟路灯")
    for key in ("received", "answered", "replied"):
        answer = client.get(f"/reports/2026/figures/proposals.{key}/")
        assert answer.status_code == 200
        assert "麒麟路灯" not in answer.content.decode()
