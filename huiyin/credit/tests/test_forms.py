"""The form of 登记 as a person sends it, and as it comes back where it cannot be."""

import pytest

from huiyin.credit.desk import ObjectForm, RegisterForm
from huiyin.credit.models import Repair

from . import trial

pytestmark = pytest.mark.django_db
FORMS = {"repairs": RegisterForm, "objections": ObjectForm}


@pytest.mark.parametrize("verb", trial.TYPED)
def test_what_is_typed_of_a_published_penalty_is_taken(bureau, verb):
    room, typed, _ = trial.TYPED[verb]
    form = FORMS[room]({**typed, **trial.about_a_penalty(room, bureau)})
    form.place(bureau)
    assert form.is_valid(), form.errors
    assert not Repair.objects.exists()


def test_a_number_that_is_not_known_is_said_at_its_field(bureau):
    _, typed, _ = trial.TYPED["credit.repair.register"]
    form = RegisterForm({**typed, "penalty_reference": "云城管罚决字〔2026〕999号"})
    form.place(bureau)
    assert list(form.errors) == ["penalty_reference"]
