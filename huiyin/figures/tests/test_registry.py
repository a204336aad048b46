"""Figures: each declared once; a value is always what its drill-down lists."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from huiyin.audit.actors import visitor
from huiyin.figures import registry
from huiyin.figures.registry import Ratio, Scope, UnknownFigureError, declare
from huiyin.figures.regular import Regular
from huiyin.figures.spreads import Spread

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(bureau, licence):
    """A few licences of 2020, one published late, one not at all."""
    licence("云城管许字〔2020〕1号", decided_on=date(2020, 5, 6), published_on=date(2020, 5, 8))
    licence("云城管许字〔2020〕2号", decided_on=date(2020, 9, 30), published_on=date(2020, 12, 8))
    licence("云城管许字〔2020〕3号", decided_on=date(2020, 12, 31))
    return Scope.year(bureau.pk, 2020)


def value(key, scope):
    return registry.find(key).value(scope)


def test_every_figure_counts_what_it_lists(year):
    figures = registry.all_figures()
    assert len(figures) > 15
    for figure in figures:
        listed = registry.references(figure, year, visitor())
        assert len(set(listed)) == len(listed)
        if isinstance(figure, Ratio):
            base = figure.base(year).count()
            assert figure.value(year) == (ratio(len(listed), base) if base else None), figure.key
        elif isinstance(figure, Regular):
            assert (figure.value(year) is None) == (not listed), figure.key
        elif isinstance(figure, Spread):
            assert lengths_of(figure, year).total() == len(listed), figure.key
        else:
            assert figure.value(year) == len(listed), figure.key


def lengths_of(figure, scope):
    return registry.count([figure], scope)[scope.agency_id][figure.key].lengths


def ratio(part, whole):
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"))


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(3, 3, "100"), (0, 3, "0"), (1, 3, "33.3"), (2, 3, "66.7"), (2999, 3000, "99.9"), (1, 3000, "0.0")],
)  # fmt: skip
def test_only_all_is_a_hundred(part, whole, text):
    assert str(registry.share(part, whole)) == text


def test_no_two_figures_have_one_label(year):
    labels = [figure.label for figure in registry.listed_figures()]
    assert len(labels) == len(set(labels))
    assert {"受理热线留言，来源：网站找错", "受理网站找错"} <= set(labels)


def test_every_figure_is_explained(year):
    for figure in registry.all_figures():
        assert all((figure.label, figure.unit, figure.definition)), figure.key


def test_keys_are_sorted_and_unique(year):
    keys = [figure.key for figure in registry.all_figures()]
    assert keys == sorted(set(keys))


def test_a_year_and_its_cut(year, bureau):
    assert value("licensing.decided", year) == 3
    assert value("licensing.decided", Scope.year(bureau.pk, 2020, date(2020, 9, 30))) == 2
    assert value("licensing.decided", Scope.year(bureau.pk, 2020, date(2020, 9, 29))) == 1
    assert value("licensing.decided", Scope.year(bureau.pk, 2021)) == 0
    assert value("licensing.decided", Scope.year(bureau.pk, 2020, date(2030, 1, 1))) == 3
    assert value("licensing.decided", Scope.year(bureau.pk + 99, 2020)) == 0


def test_a_ratio_without_a_base_has_no_value(bureau):
    empty = Scope.year(bureau.pk, 1999)
    for figure in registry.all_figures():
        if isinstance(figure, Ratio):
            assert figure.value(empty) is None


def test_a_share_is_of_what_was_due(year):
    """One in time, one late; the last one was not due before January."""
    assert value("licensing.published.on-time", year) == Decimal(50)


def test_a_key_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declare(registry.find("licensing.decided"))


def test_an_unknown_key():
    with pytest.raises(UnknownFigureError):
        registry.find("licensing.never")


def run(command, *arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_tells_all(year):
    code, out, _ = run("figures", "--year=2020", "--json")
    by_key = {figure["key"]: figure for figure in json.loads(out)["figures"]}
    assert code == 0
    assert by_key["licensing.decided"]["value"] == 3
    assert by_key["hotline.closed"]["value"] is None
    for figure in by_key.values():
        assert {"key", "label", "value", "unit", "definition", "period", "trace"} <= set(figure)


def test_one_key_and_its_trace(year):
    _, out, _ = run("figures", "--year=2020", "--key=licensing.published", "--json")
    assert json.loads(out)["figures"][0]["value"] == 2
    code, listed, _ = run("trace", "licensing.published", "--year=2020")
    assert (code, len(listed.split())) == (0, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["figures", "--year=2020", "--key=licensing.never"], id="an unknown key"),
        pytest.param(["figures", "--year=20200"], id="a year that is none"),
        pytest.param(["figures", "--year=2020", "--as-of=soon"], id="a cut in words"),
        pytest.param(["figures", "--year=2020", "--as-of=2019-12-31"], id="a cut before the year"),
        pytest.param(
            ["report", "summary", "--year=2020", "--as-of=2019-12-31"],
            id="a report before its year",
        ),
        pytest.param(["figures", "--year=2020", "--agency=1"], id="an unknown agency"),
        pytest.param(["trace", "licensing.never", "--year=2020"], id="trace of an unknown key"),
        pytest.param(
            ["trace", "licensing.decided", "--year=99999"], id="trace of a year that is none"
        ),
        pytest.param(
            ["trace", "licensing.decided", "--year=2020", "--as-of=2020-13-01"],
            id="trace to no day",
        ),
    ],
)
def test_wrong_usage_ends_with_two(year, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err
