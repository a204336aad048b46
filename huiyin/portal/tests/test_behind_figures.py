"""Each figure stands on the statistics, and its page says truly what is behind it."""

import pytest
from django.urls import get_resolver
from django.utils import timezone

from huiyin.casework import kinds, numbering
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Role
from huiyin.coordination.tests import trial as beside
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation
from huiyin.portal.behind import shown
from huiyin.registers.actions import powers
from huiyin.registers.models import Power, PowerType
from huiyin.reports.text import Citer


def test_every_figure_has_its_place_and_its_kind(bureau):
    """Families of figures depend on what there is: asked here, not when tests are collected."""
    faults = []
    assert get_resolver().url_patterns  # public lists are declared beside their addresses
    for figure in registry.all_figures():
        model = figure.records(Scope.year(bureau.pk, 2026)).model
        if figure.key.partition(".")[0] not in kinds.headings():
            faults.append(f"{figure.key} stands nowhere on the statistics")
        closed = [getattr(model, name, False) for name in ("is_private", "is_internal")]
        if sum([shown(model) is not None, *closed]) != 1:
            faults.append(f"{figure.key}: what is said of {model.__name__}?")
    assert not faults


@pytest.fixture
def power(bureau, robot, morning):
    power = Power(
        agency=bureau, reference="341799-CF-0001", name="对擅自占道的处罚", basis="条例第一条",
        power_type=PowerType.PENALTY, subject=bureau.name, responsibility="查处", listed_from=morning.date(),
        first_listed_on=morning.date(), change_kind="新增",
    )  # fmt: skip
    return powers.register(power, actor=robot, at=morning)


def test_the_list_of_powers_is_no_personal_matter(client, power, licence):
    licence(decided_on=timezone.localdate().replace(month=1, day=1), valid_to="2099-12-31")
    year = timezone.localdate().year
    page = client.get(f"/reports/{year}/figures/registers.powers/")
    assert Organisation.objects.agencies().count() == 1
    assert "个人事项" not in page.content.decode()
    assert [line.number for line in page.context["records"]] == [power.reference]
    assert client.get(page.context["records"][0].address).status_code == 200
    statistics = client.get(f"/reports/{year}/").content.decode()
    assert "registers.powers" in statistics


def test_letters_of_numbers_name_one_kind():
    with pytest.raises(ValueError, match="are those of mistake"):
        numbering.declare("JC", "another", 3)
    assert numbering.kind_of("JC2026-00001").progress == "mistake-progress"
    assert numbering.kind_of("ZC2026-01").progress == ""
    assert numbering.kind_of("123") is None


def test_how_a_unit_works_is_shown_to_the_office_only(client, bureau, robot, morning, licence):
    """Supervisions and returns of a unit are no figure of the public, by no address."""
    licence(decided_on=timezone.localdate().replace(month=1, day=1), valid_to="2099-12-31")
    unit = Organisation.objects.get(slug="duban")
    about = beside.matter(bureau, morning)
    tasks.assign(about, unit, Role.ASSIST, due_on=beside.DUE, actor=robot, at=morning)
    key, year = "coordination.duban.returned", timezone.localdate().year
    assert key in [one.key for one in registry.listed_figures(bureau.pk)]
    for end in ("/", ".csv", ".json"):
        ours = client.get(f"/reports/{year}/figures/coordination.returned{end}")
        assert (ours.status_code, end) == (200, end)
        assert client.get(f"/reports/{year}/figures/{key}{end}").status_code == 404, end
    for whole in ("/", "/figures.csv", "/figures.json"):
        answer = client.get(f"/reports/{year}{whole}")
        text = b"".join(answer) if answer.streaming else answer.content
        assert key not in text.decode(), whole
    assert Citer(Scope.year(bureau.pk, year)).known(key) is None
