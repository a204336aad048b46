"""栏目模板: laying out what is missing, and nothing else; the guide's draft."""

import json

import pytest
from django.core.management import call_command

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.duty import guide
from huiyin.disclosure.models import ColumnPage, ColumnType, DocumentPage, LegalItem
from huiyin.disclosure.tree import layout
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.disclosure.tree.columns import SET_COLUMN
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db
TEMPLATE = layout.template()


@pytest.fixture
def page(bureau, robot, morning):
    return agency_page(bureau, actor=robot, at=morning)


@pytest.fixture
def lay(page, robot, morning):
    def run(plans=TEMPLATE, **values):
        return layout.lay_out(page, plans, **({"actor": robot, "at": morning} | values))

    return run


def test_the_template_covers_the_law():
    assert {plan.legal_item for plan in TEMPLATE} >= set(LegalItem.values)
    assert {plan.column_type for plan in TEMPLATE} >= {
        ColumnType.GUIDE, ColumnType.ANNUAL_REPORT, ColumnType.ON_REQUEST, ColumnType.LEADERS,
        ColumnType.FUNCTIONS, ColumnType.INTERPRETATION, ColumnType.SURVEY,
    }  # fmt: skip
    assert all(plan.description and plan.keywords for plan in TEMPLATE)
    assert len({plan.title for plan in TEMPLATE}) == len(TEMPLATE)


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        pytest.param("zhifa/xuke", "publish_days", 7, id="licences in seven working days"),
        pytest.param("zhifa/chufa", "publish_days", 7, id="penalties in seven working days"),
        pytest.param("zhengce/jiedu", "publish_days", 3, id="interpretations in three"),
        pytest.param("dongtai", "update_days", 14, id="news every two weeks"),
        pytest.param("gonggao", "update_days", 180, id="notices every half year"),
        pytest.param("nianbao", "cycle", "yearly", id="the annual report yearly"),
        pytest.param("jigou", "timing", "fixed", id="functions for good"),
    ],
)
def test_limits_of_the_template(path, field, value):
    assert getattr(next(plan for plan in TEMPLATE if plan.path == path), field) == value


def test_everything_is_laid_once(lay):
    first = lay()
    assert len(first.created) == len(TEMPLATE) == ColumnPage.objects.count()
    again = lay()
    assert not again.created
    assert len(again.kept) == len(TEMPLATE) == ColumnPage.objects.count()
    assert Entry.objects.filter(verb="disclosure.column.add").count() == len(TEMPLATE)


def test_each_column_is_valid_and_in_its_place(lay):
    lay()
    for column in ColumnPage.objects.all():
        column.full_clean()
    assert ColumnPage.objects.get(slug="jiedu").get_parent().slug == "zhengce"


def test_a_unit_of_the_usual_name_is_put_in_charge(lay, bureau):
    unit = Organisation.objects.create(
        name="法规科", short_name="法规科", slug="fgk", parent=bureau
    )
    lay()
    assert ColumnPage.objects.get(slug="wenjian").department == unit
    assert ColumnPage.objects.get(slug="dongtai").department is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("城管要闻", "dongtai", id="renamed by the office, same address"),
        pytest.param("工作动态", "xinwen", id="at another address, same name"),
    ],
)
def test_what_the_office_made_stays(page, lay, robot, morning, title, slug):
    own = add_column(page, title, slug=slug, actor=robot, at=morning)
    laid = lay()
    assert "dongtai" not in [plan.path for plan, _ in laid.created]
    own.refresh_from_db()
    assert (own.title, own.slug, own.update_days) == (title, slug, None)


def test_what_was_moved_keeps_its_children_with_it(page, lay, robot, morning):
    above = add_column(page, "执法", slug="zf", actor=robot, at=morning)
    moved = add_column(above, "行政执法公示", slug="gongshi", actor=robot, at=morning)
    lay()
    assert ColumnPage.objects.get(slug="chufa").get_parent().pk == moved.pk


def test_only_some_and_what_is_above_them(lay):
    assert list(lay(only={"zhifa/xuke"}).by_path) == ["zhifa", "zhifa/xuke"]


def test_missing_writes_nothing(page):
    assert len(layout.missing(page, TEMPLATE).created) == len(TEMPLATE)
    assert not ColumnPage.objects.exists()


def test_who_may_not_lays_nothing(lay, actor):
    with pytest.raises(MoveForbiddenError):
        lay(actor=actor("disclosure.import_pages"))
    assert not ColumnPage.objects.exists()
    assert lay(actor=actor(SET_COLUMN)).created


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param({"colour": 1}, "不认识", id="an unknown word"),
        pytest.param({"item": "20-99"}, "item", id="no such legal item"),
        pytest.param({"cycle": "daily"}, "cycle", id="no such cycle"),
    ],
)
def test_a_template_that_cannot_be(values, said):
    usual = {"title": "某", "type": "其他", "description": "某", "keywords": "某"}
    with pytest.raises(layout.TemplateError, match=said):
        layout._plan("mou", usual | values)


class TestGuide:
    ELEMENTS = ("分类", "编排体系", "获取方式", "名称", "办公地址", "办公时间", "联系电话")

    def test_holds_what_the_law_asks(self, lay, bureau, robot, morning):
        bureau.address, bureau.telephone = "云溪市清溪大道88号", "0000-1234567"
        bureau.save()
        lay()
        page = guide.draft(bureau, actor=robot, at=morning)
        assert not page.live
        assert page.latest_revision is not None
        for words in (
            *self.ELEMENTS,
            "传真号码",
            "互联网联系方式",
            bureau.address,
            bureau.telephone,
        ):
            assert words in page.body
        assert guide.UNKNOWN in page.body  # the fax number is nowhere recorded

    def test_once(self, lay, bureau, robot, morning):
        lay()
        assert guide.draft(bureau, actor=robot, at=morning)
        assert guide.draft(bureau, actor=robot, at=morning) is None
        assert DocumentPage.objects.count() == 1

    def test_a_draft_is_nowhere_public(self, lay, bureau, robot, morning, client):
        lay()
        page = guide.draft(bureau, actor=robot, at=morning)
        assert client.get(page.permanent_address).status_code == 404

    def test_needs_the_right(self, lay, bureau, actor, morning):
        lay()
        with pytest.raises(MoveForbiddenError):
            guide.draft(bureau, actor=actor(), at=morning)


class TestCommand:
    def run(self, capsys, *arguments):
        call_command("layout_columns", *arguments, "--json")
        return json.loads(capsys.readouterr().out)

    def test_lays_and_drafts(self, bureau, capsys):
        report = self.run(capsys)
        assert len(report["created"]) == len(TEMPLATE)
        assert report["guide"]
        again = self.run(capsys)
        assert (again["created"], again["guide"]) == ([], None)

    def test_dry(self, bureau, capsys):
        assert len(self.run(capsys, "--dry-run")["created"]) == len(TEMPLATE)
        assert not ColumnPage.objects.exists()

    def test_an_unknown_template(self, bureau, capsys):
        with pytest.raises(SystemExit) as stop:
            call_command("layout_columns", "--template", "palace")
        assert stop.value.code == 2
        assert "bureau" in capsys.readouterr().err
