"""更正 answers whatever is sent in words, in every state."""

import pytest
from django.test import Client

from huiyin.accounts.models import User

pytestmark = pytest.mark.django_db
JUNK = ("", "\x00", "9" * 20, "2026-13-45", "市政协五届四次会议")


@pytest.mark.parametrize("state", ["received", "handling", "drafted", "replied"])
def test_an_empty_or_senseless_form_is_answered_in_words(standing, state):
    client = Client()
    client.force_login(User.objects.create_user("boss", name="秦示例", is_superuser=True))
    address = f"/desk/proposals/{standing(state).pk}/amend/"
    fields = client.get(address).context["form"].fields
    for junk in JUNK:
        answer = client.post(address, dict.fromkeys(fields, junk) if junk else {})
        assert answer.status_code == 422, junk
