"""A link to an agency's page is alive as long as there is such an agency."""

import pytest

from huiyin.proofreading.addresses import resolves


@pytest.mark.django_db
def test_an_agency_is_looked_up(bureau):
    assert resolves("/agencies/cgj/")
    assert not resolves("/agencies/nobody/")
    assert not resolves("/agencies/duban/"), "a unit has no page of its own"
