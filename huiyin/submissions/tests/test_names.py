"""No field that is typed may be called like what a form carries beside it."""

import gc

import pytest
from django import forms

from huiyin.submissions.fields import TOKENS
from huiyin.submissions.names import unheard


@pytest.fixture
def form():
    """A form of a room with one field; forgotten afterwards."""
    made = []

    def make(name, field, module="huiyin.sample.desk"):
        body = {"__module__": module, name: field}
        made.append(type("SampleForm", (forms.Form,), body))

    yield make
    made.clear()
    gc.collect()


@pytest.mark.parametrize("name", sorted(TOKENS))
def test_such_a_field_is_an_error_at_the_start(name, form):
    form(name, forms.CharField(label="名称"))
    (error,) = unheard()
    assert (error.id, f"SampleForm.{name} " in error.msg) == ("huiyin.E003", True)


@pytest.mark.parametrize(
    ("name", "field", "module"),
    [
        pytest.param("action", forms.CharField(label="名称"), "huiyin.sample.desk", id="another name"),
        pytest.param(
            "version", forms.CharField(widget=forms.HiddenInput), "huiyin.sample.desk",
            id="carried, not typed",
        ),
        pytest.param("act", forms.CharField(label="名称"), "wagtail.sample", id="of another project"),
    ],
)  # fmt: skip
def test_others_may_be_called_so(name, field, module, form):
    form(name, field, module)
    assert unheard() == []
