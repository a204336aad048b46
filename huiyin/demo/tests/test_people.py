"""The demonstration staff can do their work and no more."""

import pytest

from huiyin.demo import people


@pytest.mark.django_db
def test_posts_give_what_the_work_needs(bureau, morning):
    actors = people.engage(bureau, morning)
    assert actors["rexian"].may("hotline.answer_request")
    assert not actors["rexian"].may("licensing.view_ledger")
    assert actors["shenji"].may("audit.view_entry")
    assert not actors["shenji"].may("hotline.view_requests")
    assert all(actor.agencies == frozenset({bureau.pk}) for actor in actors.values())
