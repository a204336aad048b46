"""A figure as a measure: what it needs to reach, what is a fault, and where there is nothing to judge."""

from dataclasses import replace

import pytest

from huiyin.figures import registry
from huiyin.measuring.asking import find, measured
from huiyin.measuring.base import Ask, Verdict
from huiyin.measuring.figures import of_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(bureau, morning):
    return Ask(morning, agency=bureau.pk)


@pytest.mark.parametrize(
    ("key", "value", "threshold", "verdict", "faults", "shown"),
    [
        pytest.param("foi.late", 3, None, Verdict.BROKEN, 3, "3件", id="each late one is a fault"),
        pytest.param("foi.late", 0, None, Verdict.MET, 0, "0件", id="none is late"),
        pytest.param("registers.officers", 2, 1, Verdict.MET, 0, "2人", id="as many as must be"),
        pytest.param("registers.officers", 0, 1, Verdict.BROKEN, 1, "0人", id="too few: once"),
        pytest.param("foi.answered.on-time", 97, None, Verdict.BROKEN, 1, "97%", id="not all"),
        pytest.param("foi.answered.on-time", 97, 95, Verdict.MET, 0, "97%", id="enough of them"),
        pytest.param("foi.answered.on-time", None, 95, Verdict.MET, 0, "没有记录", id="nothing due"),
    ],
)  # fmt: skip
def test_a_figure_is_judged(ask, monkeypatch, key, value, threshold, verdict, faults, shown):
    reading = registry.Reading(registry.find(key), value, value is None, 0)
    monkeypatch.setattr(registry, "read", lambda figures, scope: {key: reading})
    result = of_figure(registry.find(key))(replace(ask, threshold=threshold))
    assert (result.verdict, result.faults, result.value) == (verdict, faults, shown)
    assert result.evidence[0].address.startswith(f"/desk/figures/{key}/?year=")


def test_a_name_is_of_a_function_or_a_figure(ask):
    assert measured("foi.late", ask).verdict is Verdict.MET
    assert measured("search_works", ask).faults
    with pytest.raises(LookupError):
        find("nothing")
    assert "nothing.such" in measured("nothing.such", ask)


def test_without_an_agency_a_figure_says_nothing(morning):
    assert measured("foi.late", Ask(morning)).verdict is Verdict.UNMEASURED
