"""As of a day, every figure is what it was when that day was over: nothing that came later counts."""

import re
from random import Random
from zlib import crc32

import pytest

from huiyin.disclosure.tree import actions as disclosure
from huiyin.disclosure.tree.columns import set_column
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation

from . import two_years

DAYS_BETWEEN = 61
CELLS_BETWEEN = 12
"""Of the cells of printed tables every twelfth, on the next day others; by their key, since lives bring new ones."""


NEVER_HERE = {
    "bulletins.published",
    "bulletins.published.on-time",
    "coordination.cgj.returned",
    "coordination.cgj.supervised",
    "exchange.answered",
    "exchange.batches",
    "foi.litigated",
    "hotline.interaction.answered",
    "hotline.interaction.received",
    "hotline.rounds-twice",
    "hotline.watched.answered",
    "hotline.website-mistakes.answered",
    "hotline.website-mistakes.received",
    "licensing.decided.gas-drainage",
    "licensing.decided.municipal-greening",
    "licensing.decided.outdoor-advertising",
    "licensing.decided.sanitation",
    "rectification.circulars",
    "registers.decisions.published",
}
"""Figures for which the two years have nothing to count; every other one counts at some time."""


OF_A_KIND = re.compile(r"\.kind\.|^penalties\.decided\.|\.type-|\.group-")
"""Families of figures: each counts where its kind occurs."""
FEWER_THAN_FIVE = {
    "assessment.changed.rate", "assessment.total.mean", "assessment.total.median",
    "foi.days-mean", "foi.days-median",
    "hotline.again", "hotline.contacted", "hotline.days-mean", "hotline.days-median", "hotline.extended", "hotline.repeated",
    "hotline.resolved",
    "hotline.returned", "hotline.signed-in-time",
}  # fmt: skip
"""Shares of so few requests, which are not shown; more lives speak in the thorough run."""


@pytest.fixture
def lived(bureau, robot, morning):
    """The bureau of the two years."""
    page = disclosure.agency_page(bureau, actor=robot, at=morning)
    column = disclosure.add_column(page, "通知公告", slug="tzgg", actor=robot, at=morning)
    set_column(column, {"update_days": 20}, actor=robot, at=morning)
    unit = Organisation.objects.get(slug="duban")
    return two_years.Bureau(bureau, unit, column, robot, Random(7))


def read(agency, day):
    """The figures of the year and of the year before, as of that day."""
    cells = [figure for figure in registry.all_figures(agency.pk) if figure.is_cell]
    turn = day.toordinal() % CELLS_BETWEEN
    some = [cell for cell in cells if crc32(cell.key.encode()) % CELLS_BETWEEN == turn]
    figures = registry.listed_figures(agency.pk) + some
    years = [year for year in (day.year - 1, day.year) if year >= two_years.FIRST.year]
    return {
        (day, year, key): reading
        for year in years
        for key, reading in registry.read(figures, Scope.year(agency.pk, year, day)).items()
    }


def is_looked_at(day, thorough):
    is_last = (day.month, day.day) == (12, 31)
    return thorough or is_last or (day - two_years.FIRST).days % DAYS_BETWEEN == 0


def test_no_figure_counts_what_came_later(lived, thorough):
    """Read when the day is over, before anything later is done; and again when all is done."""
    before = {}
    for day in two_years.tell(lived, times=4 if thorough else 1):
        if is_looked_at(day, thorough):
            before |= read(lived.agency, day)
    after = {}
    for day in {day for day, _, _ in before}:
        after |= read(lived.agency, day)
    assert {key: (was, after[key]) for key, was in before.items() if was != after[key]} == {}
    telling = {key for (_, _, key), reading in before.items() if reading.value}
    silent = {figure.key for figure in registry.listed_figures(lived.agency.pk)} - telling
    assert {key for key in silent if not OF_A_KIND.search(key)} <= (NEVER_HERE | FEWER_THAN_FIVE)
