"""One small site: the same figures and the same answers to searches, to the byte, on both databases."""

import json

import pytest
from django.core.management import call_command

from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.search import index

TITLES = (
    "渣土运输管理办法",
    "渣土运输 A 类许可",
    "渣土运输 a 类许可",
    "渣土運輸 10 号",
    "zt 渣土运输",
    "Ｚ９ 渣土运输，渣土运输",
)
FIGURES = {
    "disclosure.published": 6,
    "disclosure.published.dt": 6,
    "licensing.decided": 3,
    "licensing.decided.construction-waste": 3,
    "licensing.published.late": 3,
}
END = "，自发布之日起施行。"
SEARCHES = {
    "渣土运输": [
        "Ｚ９ <mark>渣土运输，渣土运输</mark>",
        "zt <mark>渣土运输</mark>",
        "<mark>渣土運輸</mark> 10 号",
        "<mark>渣土运输</mark> a 类许可",
        "<mark>渣土运输</mark> A 类许可",
        "<mark>渣土运输</mark>管理办法",
    ],
    "A 类许可": ["渣土运输 <mark>a 类许可</mark>", "渣土运输 <mark>A 类许可</mark>"],
    "z9": ["<mark>Ｚ９</mark> 渣土运输，渣土运输"],
}


@pytest.fixture
def site(bureau, licence, robot, morning):
    for number in (1, 2, 3):
        licence(reference=f"云城管许字〔2020〕{number}号")
    home = agency_page(bureau, actor=robot, at=morning)
    column = add_column(home, "动态", slug="dt", actor=robot, at=morning)
    for title in TITLES:
        values = {
            "title": title, "body": f"<p>{title}{END}</p>", "issuer": "某局", "source": "某局",
            "published_at": morning.replace(year=2020),
        }  # fmt: skip
        publish_document(column, bureau, values, actor=robot, at=morning)


def test_figures_and_searches(site, capsys):
    call_command("figures", year=2020, json=True)
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert {one["key"]: one["value"] for one in figures if one["value"]} == FIGURES
    for words, titles in SEARCHES.items():
        hits = index.find(index.Query(words)).hits
        assert [(hit.title, hit.snippet) for hit in hits] == [(one, one + END) for one in titles]
