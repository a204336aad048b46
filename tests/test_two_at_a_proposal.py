"""Two at once at a task or at a deputy's suggestion; numbers of tasks and replies: on every database."""

from collections import Counter
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveRefusedError
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment, Role
from huiyin.coordination.tests import trial as beside
from huiyin.files import typeset
from huiyin.organisations.models import Organisation
from huiyin.proposals import actions as proposals
from huiyin.proposals.models import Proposal, Reply
from huiyin.proposals.tests import trial as replies
from huiyin.search.models import Entry as Found

from .test_two_clerks import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(bureau, robot, morning):
    about = beside.matter(bureau, morning)
    unit = Organisation.objects.get(slug="duban")
    return tasks.assign(about, unit, Role.ASSIST, due_on=beside.DUE, actor=robot, at=morning)


def test_of_two_reports_one_counts(task, robot, morning):
    def report(opinion):
        contribution = {**beside.REPORT, "opinion": opinion}
        return lambda: tasks.contribute(task, actor=robot, at=morning, **contribution)

    outcomes = at_once(report("同意"), report("不同意"))
    (winner,) = (outcome for outcome in outcomes if isinstance(outcome, Assignment))
    assert sum(isinstance(outcome, MoveRefusedError) for outcome in outcomes) == 1
    task.refresh_from_db()
    assert (task.state, task.opinion) == ("reported", winner.opinion)
    assert Entry.objects.filter(verb="coordination.assignment.contribute").count() == 1


def test_a_task_is_accepted_or_called_back(task, robot, morning):
    tasks.contribute(task, actor=robot, at=morning, **beside.REPORT)
    outcomes = at_once(
        lambda: tasks.accept(task, actor=robot, at=morning),
        lambda: tasks.call_back(task, actor=robot, at=morning, reason="不需要了"),
    )
    (winner,) = (outcome for outcome in outcomes if isinstance(outcome, Assignment))
    assert sum(isinstance(outcome, MoveRefusedError) for outcome in outcomes) == 1
    task.refresh_from_db()
    assert task.state == winner.state


def test_one_unit_gets_one_task_however_many_give_it(bureau, robot, morning):
    about, unit = beside.matter(bureau, morning), Organisation.objects.get(slug="duban")

    def give():
        return tasks.assign(about, unit, Role.LEAD, due_on=beside.DUE, actor=robot, at=morning)

    outcomes = at_once(give, give, give)
    assert Counter(type(outcome) for outcome in outcomes) == {Assignment: 1, ValidationError: 2}
    assert list(Assignment.objects.values_list("reference", flat=True)) == ["RW2026-00001"]
    other = Organisation.objects.get(slug="shenpi")
    third = tasks.assign(about, other, Role.ASSIST, due_on=beside.DUE, actor=robot, at=morning)
    assert third.reference == "RW2026-00002"  # what was refused took no number


@pytest.fixture
def proposal(bureau, robot, morning):
    def make(state, number="023"):
        record = proposals.register(
            replies.proposal(bureau, number=number), actor=robot, at=morning
        )
        for step in replies.TRIAL.ways[state][1:]:
            if callable(step):
                record = step(record)
            else:
                arguments = replies.TRIAL.rows(step)[0].arguments_for(record)
                record = proposals.workflow.moves[step].run(
                    record, actor=robot, at=morning, **arguments
                )
        return record

    return make


def test_a_reply_is_signed_once(proposal, robot, morning):
    record = proposal("drafted")
    outcomes = at_once(*[lambda: proposals.sign(record, actor=robot, at=morning)] * 2)
    assert sum(isinstance(outcome, MoveRefusedError) for outcome in outcomes) == 1
    assert [str(one) for one in Reply.objects.all()] == ["云城管建提〔2026〕1号"]


def test_replies_have_numbers_without_gap_also_when_one_is_given_up(
    proposal, robot, morning, monkeypatch
):
    first, second, third = (proposal("drafted", f"02{number}") for number in (1, 2, 3))
    proposals.sign(first, actor=robot, at=morning)
    with monkeypatch.context() as broken:
        broken.setattr(typeset, "to_pdf", Mock(side_effect=OSError("no space")))
        with pytest.raises(OSError, match="no space"):
            proposals.sign(second, actor=robot, at=morning)
    at_once(
        lambda: proposals.sign(second, actor=robot, at=morning),
        lambda: proposals.sign(third, actor=robot, at=morning),
    )
    numbers = sorted(Reply.objects.values_list("number", flat=True))
    assert numbers == [1, 2, 3]
    assert set(Proposal.objects.values_list("state", flat=True)) == {"replied"}


def test_published_and_voided_at_once_it_is_not_public(proposal, robot, morning):
    record = proposal("replied")
    record = proposals.propose(record, actor=robot, at=morning, publication="full")
    outcomes = at_once(
        lambda: proposals.publish(record, actor=robot, at=morning),
        lambda: proposals.void(record, actor=robot, at=morning, reason="重复"),
    )
    assert all(
        isinstance(outcome, Proposal | MoveRefusedError | ValidationError) for outcome in outcomes
    )
    record.refresh_from_db()
    assert (record.state, record.is_public) == ("voided", False)
    assert not Found.objects.filter(key=f"proposal:{record.pk}").exists()
