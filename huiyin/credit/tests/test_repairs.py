"""What a repair does to the penalty, what it cannot be about, and what an objection shows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor, ActorKind, system
from huiyin.commitments import actions as commitments
from huiyin.commitments.tests.trial import commitment
from huiyin.credit import figures  # noqa: F401 - declares the figures
from huiyin.credit.actions import accept, amend, objecting, register, revoke, verify, void
from huiyin.credit.models import Notice, Objection, Repair
from huiyin.figures import registry
from huiyin.letters.models import Standing
from huiyin.penalties import actions as penalties
from huiyin.penalties.models import Penalty
from huiyin.penalties.tests.trial import CHANGED
from huiyin.publicity import kinds
from huiyin.publicity.models import Ending, Publication
from huiyin.web.kept import memory

from . import trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def penalty(bureau, morning):
    return trial.published(bureau, morning)


@pytest.fixture
def granted(penalty, who):
    matter = register(trial.repair(penalty), **who)
    for name, details in (("accept", {}), ("propose_refusal", trial.REASON)):
        matter = trial.workflow.moves[name].run(matter, **details, **who)
    return trial.workflow.moves["decide"].run(trial.granting(matter), **who)


def test_a_repair_ends_the_publicity_in_the_same_transaction(granted, penalty, morning):
    penalty.refresh_from_db()
    assert (penalty.repaired_on, penalty.is_public) == (morning.date(), False)
    last = Publication.objects.of(penalty).last()
    assert (last.ending, last.end_reason) == (Ending.REPAIRED, f"{granted.reference} 准予")
    assert list(Repair.objects.to_tell()) == [granted]
    notice = granted.notices.get()
    assert (notice.sort, str(notice)) == (Notice.Sort.GRANTED, "云城管信修〔2026〕1号")
    assert notice.now().standing == Standing.VALID


def test_what_cannot_be_numbered_is_not_repaired(penalty, bureau, who):
    bureau.document_code = ""
    bureau.save()
    matter = register(trial.repair(penalty), **who)
    for name, details in (("accept", {}), ("propose_refusal", trial.REASON)):
        matter = trial.workflow.moves[name].run(matter, **details, **who)
    matter = trial.granting(matter)
    with pytest.raises(ValidationError, match="发文机关代字"):
        trial.workflow.moves["decide"].run(matter, **who)
    penalty.refresh_from_db()
    assert penalty.is_public
    assert penalty.repaired_on is None


def test_a_revoked_repair_is_public_until_the_day_it_had(granted, penalty, who):
    until = date(2026, 5, 6)
    Penalty.objects.filter(pk=penalty.pk).update(shown_until=until)
    penalty.refresh_from_db()
    last = Publication.objects.of(penalty).last()
    last.until, last.digest = until, kinds.digest_of(kinds.of(penalty).wording(penalty))
    last.save()
    revoked = revoke(granted, reason="承诺书盖章虚假", **who)
    penalty.refresh_from_db()
    assert penalty.is_public_on(date(2026, 5, 6))
    assert not penalty.is_public_on(date(2026, 5, 7))
    assert Publication.objects.of(penalty).last().until == date(2026, 5, 6)
    first, second = revoked.notices.all()
    assert (first.now().standing, second.sort) == (Standing.WITHDRAWN, Notice.Sort.REVOKED)
    assert register(trial.repair(penalty), **who).state == "received"


@pytest.mark.parametrize(
    ("move", "details"),
    [("amend", {"values": {"content": "罚款人民币壹仟元"}}), ("change", CHANGED)],
    ids=["amended", "changed"],
)
def test_other_words_are_put_up_by_another_person(granted, penalty, who, move, details):
    penalties.workflow.moves[move].run(penalty, **details, **who)
    revoke(granted, reason="承诺书盖章虚假", **who)
    penalty.refresh_from_db()
    assert (penalty.repaired_on, penalty.is_public) == (None, False)
    assert Publication.objects.of(penalty).filter(ended_at=None).count() == 0
    assert penalties.republish(penalty, **who).is_public


def test_what_was_taken_down_before_does_not_come_back_with_a_revocation(granted, penalty, who):
    last = Publication.objects.of(penalty).last()
    last.ending = Ending.WITHDRAWN
    last.save()
    revoke(granted, reason="材料虚假", **who)
    penalty.refresh_from_db()
    assert (penalty.repaired_on, penalty.is_public) == (None, False)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"penalty_reference": "云城管罚决字〔2026〕999号"}, "penalty_reference"),
        ({"holder_name": "别的公司"}, "holder_name"),
        ({"received_on": date(2026, 3, 4)}, "received_on"),
        ({"received_on": date(2020, 5, 5)}, "received_on"),
        ({"commitment_reference": "没有的承诺书"}, "commitment_reference"),
    ],
    ids=["unknown", "somebody else's", "tomorrow", "before the decision", "no such commitment"],
)
def test_what_cannot_be_is_said_at_the_field(penalty, who, values, field):
    with pytest.raises(ValidationError) as refused:
        register(trial.repair(penalty, **values), **who)
    assert field in refused.value.message_dict


@pytest.mark.parametrize("how", ["unpublished", "annulled", "repaired"])
def test_only_a_published_penalty_is_repaired(penalty, bureau, granted, who, how):
    if how == "unpublished":
        record = penalties.register(trial.decision(bureau), **who)
    elif how == "annulled":
        record = trial.published(bureau, who["at"])
        record = penalties.annul(record, **annulment(), **who)
    else:
        record = penalty
    with pytest.raises(ValidationError) as refused:
        register(trial.repair(record), **who)
    assert "penalty_reference" in refused.value.message_dict


def annulment():
    return {
        "annulment": "revoked", "annulled_on": trial.DAY, "annulled_by": "复议决定", "reason": "事实不清",
    }  # fmt: skip


def test_one_application_a_penalty(penalty, who):
    first = register(trial.repair(penalty), **who)
    with pytest.raises(ValidationError, match=first.reference):
        register(trial.repair(penalty), **who)
    void(first, reason="重复", **who)
    assert register(trial.repair(penalty), **who).state == "received"


def test_an_amended_number_leads_to_the_other_penalty(penalty, bureau, who):
    matter = register(trial.repair(penalty), **who)
    other = trial.published(bureau, who["at"])
    changed = amend(matter, values={"penalty_reference": other.reference}, **who)
    assert changed.penalty == other


def found_of(matter):
    found = {name: getattr(matter, name) for name in trial.FOUND}
    return {**found, "verified_on": matter.verified_on}


@pytest.mark.parametrize("what", ["materials", "penalty", "commitment"])
def test_what_was_found_holds_for_its_penalty_and_its_commitment(penalty, bureau, who, what):
    matter = accept(register(trial.repair(penalty), **who), **who)
    matter = verify(matter, **trial.FOUND, **who)
    values = {"materials": "申请书"}
    if what == "penalty":
        values = {"penalty_reference": trial.published(bureau, who["at"]).reference}
    elif what == "commitment":
        given = commitment(bureau, type="repair", holder_name=matter.holder_name)
        values = {"commitment_reference": commitments.register(given, **who).reference}
    found = found_of(matter)
    changed = amend(matter, values=values, **who)
    expected = found if what == "materials" else {**dict.fromkeys(found, ""), "verified_on": None}
    assert found_of(changed) == expected


def test_whoever_amends_it_does_not_decide_it(penalty, morning):
    clerk = Actor(
        ActorKind.PERSON, "示例", "31", "", {penalty.agency_id: frozenset({trial.RECEIVE})}
    )
    matter = register(trial.repair(penalty), actor=system("trial"), at=morning)
    assert amend(matter, values={"materials": "申请书"}, actor=clerk, at=morning).writers == ["31"]


def test_the_page_says_that_it_is_disputed_until_it_is_answered(client, penalty, who, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    address = f"/penalties/{penalty.pk}/"
    assert "异议处理中" not in client.get(address).content.decode()
    matter = objecting.register(trial.objection(penalty), **who)
    assert "异议处理中" in client.get(address).content.decode()
    matter = objecting.propose(matter, **trial.FINDING, **who)
    matter = objecting.answer(matter, **who)
    assert "异议处理中" not in client.get(address).content.decode()
    assert str(matter.notices.get()) == "云城管信修〔2026〕1号"


def test_an_objection_is_due_by_the_row_of_the_place(penalty, who):
    matter = objecting.register(trial.objection(penalty), **who)
    assert matter.due_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"about_reference": "云城管罚决字〔2026〕999号"}, "about_reference"),
        ({"holder_name": "别的公司"}, "holder_name"),
        ({"received_on": date(2026, 3, 4)}, "received_on"),
    ],
    ids=["unknown", "somebody else", "tomorrow"],
)
def test_what_an_objection_cannot_be(penalty, who, values, field):
    with pytest.raises(ValidationError) as refused:
        objecting.register(trial.objection(penalty, **values), **who)
    assert field in refused.value.message_dict
    assert not Objection.objects.exists()


def test_nobody_objects_to_what_is_not_on_view(granted, penalty, who):
    penalty.refresh_from_db()
    with pytest.raises(ValidationError, match="没有在公示"):
        objecting.register(trial.objection(penalty), **who)


def test_figures_know_what_was_decided(granted, penalty):
    known = registry.by_key()
    assert {"credit.received", "credit.granted", "credit.on-time"} <= known.keys()
