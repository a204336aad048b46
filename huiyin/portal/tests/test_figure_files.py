"""Figures to be cited: at one address what was published and what the records say; files; sums."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import call_command

from huiyin.disclosure.models import DocumentPage
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.licensing.actions import void
from huiyin.organisations.models import Organisation
from huiyin.reports.models import FrozenFigure, Published, Row
from huiyin.web.kept import page_cache

pytestmark = pytest.mark.django_db
FIGURE = "/reports/2020/figures/licensing.decided/"


@pytest.fixture
def licences(licence, site):
    made = [
        licence(
            f"云城管许字〔2020〕{number}号",
            decided_on=date(2020, 5, 6),
            published_on=date(2020, 5, 8),
        )
        for number in range(3)
    ]
    page_cache.pages.clear()
    return made


@pytest.fixture
def published(licences, bureau, document):
    """A report that has said three."""
    report = Published.objects.create(
        agency=bureau, kind=Published.Kind.SUMMARY, year=2020, document=document(title="2020年总结")
    )
    figure, scope = registry.find("licensing.decided"), Scope.year(bureau.pk, 2020)
    frozen = FrozenFigure(
        report=report, key=figure.key, label=figure.label, value="3", unit="件",
        definition=figure.definition, version=figure.version,
        start=scope.start, end=scope.end, as_of=date(2021, 1, 11),
    )  # fmt: skip
    frozen.count([Row(one.pk, one.reference, True) for one in licences])
    frozen.save()
    page_cache.pages.clear()
    return report


def rows(answer):
    return json.loads(b"".join(answer.streaming_content))


def test_one_address_tells_both(client, published, licences, robot, morning):
    assert "一致" in client.get(FIGURE).content.decode()
    void(licences[0], actor=robot, at=morning, reason="录错")
    page_cache.pages.clear()
    page = client.get(FIGURE)
    assert "现在重算" in page.content.decode()
    assert page.context["value"].number == 2
    told = rows(client.get("/reports/2020/figures/licensing.decided.json"))
    assert [(one["来源"], one["数值"]) for one in told] == [
        ("记录", 2), ("发布：2020年度工作总结", 3),
    ]  # fmt: skip


def test_what_is_not_public_is_not_told(client, published):
    DocumentPage.objects.filter(pk=published.document.pk).update(live=False)
    page_cache.pages.clear()
    assert "发布过的数值" not in client.get(FIGURE).content.decode()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_says_what_a_reader_needs_to_cite(client, licences, form):
    answer = client.get(f"/reports/2020/figures.{form}?as_of=2020-12-31")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    known = json.loads(content) if form == "json" else [*csv.DictReader(io.StringIO(content))]
    by_key = {one["标识"]: one for one in known}
    assert by_key.keys() == {one.key for one in registry.public_figures()}
    one = by_key["licensing.published.on-time"]
    assert (str(one["数值"]), str(one["计入记录"]), one["截至"]) == ("100", "3", "2020-12-31")
    assert one["口径"]
    assert str(one["口径版本"]) == "2"
    assert one["网址"].endswith(
        "/reports/2020/figures/licensing.published.on-time/?as_of=2020-12-31"
    )
    assert client.get(one["网址"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["figures.pdf", "figures/no.such.csv", "figures/licensing.decided.xlsx", "all-agencies/"],
)
def test_there_is_no_such_file(client, licences, address):
    assert client.get(f"/reports/2020/{address}").status_code == 404


def test_months_are_drawn_with_the_address_of_each(client, licences):
    text = client.get("/reports/2020/").content.decode()
    assert "办理行政许可：按月" in text
    address = f"{FIGURE}?as_of="
    assert address in text
    page = client.get(f"{FIGURE}?from=2020-05-01&till=2020-05-31")
    assert page.context["value"].number == 3
    assert client.get(f"{FIGURE}?from=2020-06-01&till=2020-06-30").context["value"].number == 0
    assert client.get(f"{FIGURE}?from=2019-06-01").status_code == 404


@pytest.fixture
def other(licences):
    values = {"is_agency": True, "founded_on": date(2021, 2, 1)}
    Organisation.objects.create(name="云溪市数据局", short_name="数据", slug="sjj", **values)
    water = Organisation.objects.create(
        name="云溪市水务局", short_name="水务", slug="swj", is_agency=True
    )
    page_cache.pages.clear()
    return water


def test_agencies_are_added_up_for_everybody(client, other):
    page = client.get("/reports/2020/all-agencies/")
    text = page.content.decode()
    assert "云溪市数据局：2021年2月1日成立" in text
    assert "云溪市水务局：没有记录" in text
    lines = {one.figure.key: one for _, group in page.context["groups"] for one in group}
    line = lines["licensing.decided"]
    assert line.total.value == 3
    addresses = {part.agency.slug: address for part, _, address in line.cells}
    assert addresses.pop("swj") == ""
    assert client.get(addresses["cgj"]).context["value"].number == 3
    assert "2020年各机关合计" in client.get("/reports/2020/").content.decode()
    told = rows(client.get("/reports/2020/all-agencies.json"))
    of = {one["机关"]: one["数值"] for one in told if one["标识"] == "licensing.decided"}
    assert of == {"合计": 3, "云溪市城市管理局": 3, "云溪市水务局": 0}


def test_the_command_adds_up_as_well(other, capsys):
    call_command("figures", year=2020, all=True, json=True, key="licensing.decided")
    told = json.loads(capsys.readouterr().out)
    (line,) = told["figures"]
    assert (line["value"], line["agencies"]) == (3, {"cgj": 3, "swj": 0})
    assert told["missing"] == {
        "sjj": "云溪市数据局：2021年2月1日成立", "swj": "云溪市水务局：没有记录",
    }  # fmt: skip
    call_command("figures", year=2020, all=True, key="licensing.decided")
    assert "合计中缺少：云溪市水务局：没有记录" in capsys.readouterr().out
