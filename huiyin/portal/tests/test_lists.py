"""Lists: filters with counts, pages, search, licences and their downloads, figures."""

import csv
import io
import json
import zipfile
from datetime import date, datetime, timedelta
from html import escape
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.casework.rooms import of_model
from huiyin.disclosure.models import ColumnPage
from huiyin.disclosure.tree import catalogue as catalogues
from huiyin.disclosure.tree.catalogue import Filters, catalogue, listed
from huiyin.licensing.actions import workflow
from huiyin.licensing.portal import LICENCES
from huiyin.portal.mapped import kinds
from huiyin.publicity.holders import HolderKind
from huiyin.registers.actions import officers, powers
from huiyin.registers.tests import trial as registers
from huiyin.web.context import registers as doors_of_registers
from huiyin.web.costly import NAMES
from huiyin.web.kept import page_cache
from huiyin.web.paging import Paging
from huiyin.web.publiclists import declared

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def years(document):
    """Three documents a year for 2018 to 2020, one of them in the first minute of its year."""
    for year in (2018, 2019, 2020):
        document(
            title=f"{year}年第一条", at=datetime(year, 1, 1, 0, 1, tzinfo=SHANGHAI), theme="城建"
        )
        document(title=f"{year}年第二条", at=datetime(year, 7, 1, tzinfo=SHANGHAI), theme="财政")
        document(title=f"{year}年第三条", at=datetime(year, 12, 31, 23, 59, tzinfo=SHANGHAI))
    page_cache.pages.clear()
    return ColumnPage.objects.get()


@pytest.mark.parametrize("many", [0, 1000], ids=["walking the dates", "sorting a few"])
def test_pages_together_are_the_whole_list_in_order(years, many, monkeypatch):
    monkeypatch.setattr(catalogues, "MANY", many)
    for chosen in (Filters(), Filters(year=2019), Filters(theme="城建")):
        counts = catalogue().years(years.path, chosen)
        total = sum(count for _, count in counts)
        whole = [row["pk"] for row in listed(years.path, chosen, counts, 0, 100)]
        for size in (1, 2, 4):
            starts = range(0, total, size)
            parts = [listed(years.path, chosen, counts, at, size) for at in starts]
            assert [row["pk"] for part in parts for row in part] == whole, (chosen, size)
        assert len(whole) == total == {Filters(): 9}.get(chosen, 3)
        moments = [row["published_at"] for row in listed(years.path, chosen, counts, 0, 100)]
        assert moments == sorted(moments, reverse=True)


def test_filters_show_what_each_would_leave(client, years):
    html = client.get("/cgj/gzdt/?theme=城建").content.decode()
    assert '2020年<span class="filters__count">1</span>' in html
    assert '城建<span class="filters__count">3</span>' in html
    assert "2020年第一条" in html
    assert "2020年第二条" not in html


def test_a_filter_with_no_match_says_so(client, years):
    assert "没有符合这些条件的信息" in client.get("/cgj/gzdt/?theme=没有").content.decode()


def test_a_column_counts_what_lies_below(client, document, column):
    outer = column("政策法规", "zcfg")
    inner = column("规范性文件", "gfxwj", parent=outer)
    document(within=inner)
    page_cache.pages.clear()
    html = client.get("/cgj/zcfg/").content.decode()
    assert "/cgj/zcfg/gfxwj/202011-00001/" in html
    assert "共 <strong>1</strong> 条" in html


MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'",
    "%00",
    "＜",
    "a" * 3000,
)


def test_nothing_typed_into_search_becomes_markup(client, document):
    document()
    for text, field in product(MARKUP, ("q", "column", "theme", "sort")):
        response = client.get("/search/", {"q": "垃圾", field: text})
        assert response.status_code == 200, (text, field)
        html = response.content.decode()
        assert "<script>" not in html, field
        assert "<img src=x" not in html, field


def test_search_finds_and_leads_to_the_document(client, document):
    page = document()
    html = client.get("/search/?q=垃圾分类").content.decode()
    assert f'href="{page.permanent_address}"' in html
    assert "<mark>" in html


def test_an_empty_result_gives_three_ways_on(client, document):
    html = client.get("/search/?q=没有这样的词组啊").content.decode()
    assert "没有找到，可以这样试试" in html
    assert html.count("<li>") >= 3


def test_a_search_bad_year_is_refused(client, document):
    assert client.get("/search/?q=垃圾&year=19xx").status_code == 404


@pytest.fixture
def published(licence, robot, morning, site):
    """Register and publish a licence."""

    def make(**values):
        record = workflow.moves["publish"].run(licence(**values), actor=robot, at=morning)
        page_cache.pages.clear()
        return record

    return make


@pytest.fixture
def person(published):
    return published(
        reference="云城管许字〔2020〕9号",
        holder_name="王小明",
        holder_kind=HolderKind.PERSON,
        holder_uscc="",
        holder_id="11010519491231002X",
        content="准予王小明（11010519491231002X）临时占道",
    )


@pytest.mark.parametrize(
    "address",
    ["/licences/", "/licences/{pk}/", "/licences.csv", "/licences.json", "/licences.xlsx"],
)
def test_a_persons_name_and_number_never_leave(client, person, address):
    response = client.get(address.format(pk=person.pk))
    content = response.getvalue()
    if address.endswith("xlsx"):
        content = b"".join(
            map(
                zipfile.ZipFile(io.BytesIO(content)).read,
                zipfile.ZipFile(io.BytesIO(content)).namelist(),
            )
        )
    text = content.decode("utf-8")
    assert "王*明" in text
    assert "王小明" not in text
    assert "11010519491231002X" not in text


def test_searching_a_whole_name_does_not_give_the_person_away(client, person):
    assert "王*明" not in client.get("/licences/?holder=王小明").content.decode()


def test_unpublished_licences_are_not_there(client, licence, site):
    record = licence()
    assert client.get(f"/licences/{record.pk}/").status_code == 404
    assert record.reference not in client.get("/licences.csv").getvalue().decode()


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(client, published):
    published(holder_name="=HYPERLINK(1)", content="+1")
    raw = client.get("/licences.csv").getvalue()
    assert raw.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert row["行政相对人名称"] == "'=HYPERLINK(1)"
    assert row["许可内容"] == "'+1"


def test_downloads_hold_what_the_filters_leave(client, published):
    published()
    published(reference="云城管许字〔2021〕1号", decided_on=date(2021, 5, 6))
    rows = json.loads(client.get("/licences.json?year=2021").getvalue())
    assert [row["行政许可决定文书号"] for row in rows] == ["云城管许字〔2021〕1号"]
    assert json.loads(client.get("/licences.json?year=1990").getvalue()) == []
    html = client.get("/licences/?year=2021").content.decode()
    assert "共 <strong>1</strong> 件" in html
    assert "/licences.csv?year=2021" in html


def test_licence_pages_together_are_the_whole_list(client, published):
    for number in range(1, 24):
        published(
            reference=f"云城管许字〔2020〕{number}号", decided_on=date(2018 + number % 3, 3, 1)
        )
    seen = [
        item.pk
        for page in (1, 2)
        for item in client.get(f"/licences/?page={page}").context["records"]
    ]
    assert len(set(seen)) == 23


@pytest.mark.parametrize("size", [1, 2, 4, 20])
def test_pages_of_a_public_list_are_the_whole_list(published, size):
    """Whole years are stepped over, whatever the list is narrowed by."""
    for number in range(1, 12):
        holder = "云溪市城建有限公司" if number % 2 else "云溪市园林有限公司"
        published(
            reference=f"云城管许字〔2020〕{number}号",
            decided_on=date(2018 + number % 3, number % 2 * 11 + 1, number),
            holder_name=holder,
        )
    for query in ({}, {"year": "2019"}, {"holder": "城建"}, {"validity": "expired"}):
        chosen = LICENCES.chosen(RequestFactory().get("/licences/", query))
        counts = LICENCES.counts(chosen)
        whole = list(LICENCES.narrowed(chosen).values_list("pk", flat=True))
        assert counts.total(chosen) == len(whole)
        pages = [Paging(n, len(whole), size) for n in range(1, -(-len(whole) // size) + 1)]
        keys = [one.pk for page in pages for one in LICENCES.shown(chosen, counts, page)]
        assert keys == whole, (query, size)


@pytest.mark.parametrize("query", ["", "holder=城建", "year=2019", "holder=城建&year=2020"])
def test_each_value_of_a_filter_leaves_as_many_as_it_says(client, published, query):
    for number in range(1, 8):
        holder = "云溪市城建有限公司" if number % 2 else "云溪市园林有限公司"
        published(
            reference=f"云城管许字〔2020〕{number}号",
            decided_on=date(2018 + number % 3, 3, 1),
            holder_name=holder,
        )
    page_cache.pages.clear()
    wrong = []
    for narrowing in client.get(f"/licences/?{query}").context["filters"]:
        for value, _, count in narrowing["values"]:
            asked = {**QueryDict(query).dict(), narrowing["name"]: value}
            page_cache.pages.clear()
            left = client.get("/licences/", asked).context["paging"].total
            wrong += [] if left == count else [(narrowing["name"], value, count, left)]
    assert not wrong


def test_each_public_list_is_wired_to_all_its_doors():
    assert reverse("home") == "/"  # the addresses are made now, and the lists with them
    keys = [one.key for one in declared()]
    assert len(keys) == len(set(keys)) > 1
    doors = [door.key for door in doors_of_registers()]
    assert sorted(doors) == sorted(
        ["credit-repair", "data", "services", *(one.key for one in declared() if one.register)]
    )
    for one in declared():
        assert reverse(one.key) == one.address
        assert one.parameters <= page_cache.PARAMETERS
        assert bool(one.heads) == (f"{one.key}-file" in NAMES)
        assert not one.record or (one.record.mapped or one.key) in kinds()


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        pytest.param("licensing.decided", "云城管许字〔2020〕1号", id="licences are listed"),
        pytest.param(
            "disclosure.published", "关于加强&lt;环境&gt;管理的通知", id="documents are listed"
        ),
        pytest.param("foi.received", "属于个人事项", id="applications are not"),
        pytest.param("hotline.received", "属于个人事项", id="requests are not"),
    ],
)
def test_a_figure_opens_to_its_public_records(client, document, published, key, shown):
    document()
    published()
    html = client.get(f"/reports/2020/figures/{key}/").content.decode()
    assert shown in html
    assert "口径" in html


def test_a_figure_says_when_not_all_records_are_public(client, document, published, licence):
    published()
    licence(reference="云城管许字〔2020〕2号")
    page_cache.pages.clear()
    html = client.get("/reports/2020/figures/licensing.decided/").content.decode()
    assert "其余记录尚未公示" in html
    assert "〔2020〕2号" not in html


def _at_the_portal(record):
    """Where the desk sends whoever wants to see this record at the portal."""
    ((_, address),) = [
        (label, to)
        for label, to in of_model(type(record)).links(record, system("test"))
        if "网站" in label
    ]
    return address


def test_the_desk_opens_the_one_record_at_the_portal(client, published, bureau, robot, morning):
    """Not the list that it stands in: of many alike, this one alone is shown."""
    today = timezone.localdate()
    officers_made = [
        officers.register(
            registers.officer(bureau, reference=f"云 {n}&号", valid_until=today + timedelta(days=300)),
            actor=robot, at=morning,
        )
        for n in (1, 2)
    ]  # fmt: skip
    powers_made = [
        powers.register(registers.power(bureau, reference=f"CF-000{n}"), actor=robot, at=morning)
        for n in (1, 2)
    ]
    licences = [published(reference=f"云城管许字〔2020〕{n}号") for n in (1, 2)]
    for wanted, other in (officers_made, powers_made, licences):
        html = client.get(_at_the_portal(wanted)).content.decode()
        assert escape(wanted.reference) in html
        assert escape(other.reference) not in html
