"""The newest head of the audit chain goes to each auditor once, and comes back as it left."""

import pytest

from huiyin.audit import chain, heads
from huiyin.notices import audit_heads
from huiyin.notices.models import Notice


@pytest.mark.django_db
def test_a_head_is_mailed_once_and_can_be_asked_back(settings, licence, morning):
    settings.AUDIT_MAIL = ["yi@example.com", "er@example.com"]
    assert audit_heads.send(morning) == 0  # nothing sealed yet
    chain.seal()
    assert [audit_heads.send(morning), audit_heads.send(morning)] == [2, 0]
    letters = Notice.objects.order_by("pk")
    assert [letter.recipient for letter in letters] == settings.AUDIT_MAIL
    assert {letter.agency_id for letter in letters} == {None}
    assert heads.written_in(letters[0].body) == [heads.current()]
    assert f"{settings.WAGTAILADMIN_BASE_URL}/desk/audit/" in letters[0].body
    licence()
    chain.seal()
    assert audit_heads.send(morning) == 2
    settings.AUDIT_MAIL = []
    licence(reference="云城管许字〔2020〕2号")
    chain.seal()
    assert audit_heads.send(morning) == 0
