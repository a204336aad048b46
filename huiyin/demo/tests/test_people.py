"""The demonstration staff can do their work and no more."""

import pytest

from huiyin.demo import people


@pytest.mark.django_db
def test_posts_give_what_the_work_needs(bureau, morning):
    for unit in {person.unit for person in people.PEOPLE} - {""}:
        bureau.units.create(name=unit, short_name=unit, slug=unit)
    actors = people.engage(bureau, morning)
    assert actors["rexian"].may("hotline.answer_request", bureau.pk)
    assert not actors["rexian"].may_somewhere("licensing.view_ledger")
    assert actors["shenji"].may("audit.view_entry", bureau.pk)
    assert not actors["shenji"].may_somewhere("hotline.view_requests")
    assert all(actor.agencies == frozenset({bureau.pk}) for actor in actors.values())
    cleaning = bureau.units.get(slug="huanwei").pk
    assert actors["huanwei"].may_in_unit("coordination.handle", cleaning)
    assert not actors["shizheng"].may_in_unit("coordination.handle", cleaning)
