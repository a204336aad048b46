"""The yearly summary: every number is a figure, zero sentences fall away."""

import io
import json
import re
from datetime import date

import docx
import pytest
from django.core.management import call_command

from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.foi import actions as foi
from huiyin.foi.models import Application
from huiyin.licensing import actions as licensing
from huiyin.reports import html, summary, word
from huiyin.reports.text import Cited, words

DAY = date(2026, 3, 3)
pytestmark = pytest.mark.django_db


def paragraphs(report):
    return [words(p) for section in report.sections for p in section.paragraphs]


def test_an_empty_year_is_told_without_numbers(bureau):
    text = " ".join(paragraphs(summary.write(bureau, 2019, written_on=DAY)))
    assert "未主动公开" in text
    assert "未收到政府信息公开申请" in text
    assert "0件" not in text


def test_every_number_is_a_cited_figure(bureau, licence):
    for serial in range(1, 4):
        licence(reference=f"云城管许字〔2020〕{serial}号", published_on=date(2020, 6, serial))
    report = summary.write(bureau, 2020, written_on=DAY)
    plain = [run for p in report.paragraphs() for run in p.runs if isinstance(run, str)]
    numbers = {n for run in plain for n in re.findall(r"\d+", run)}
    assert numbers <= {"2020"}, "only the year stands in the text itself"
    scope = Scope.year(bureau.pk, 2020)
    for cited in report.cited():
        if cited.year == 2020:
            assert cited.value == registry.find(cited.key).value(scope)


@pytest.mark.parametrize(
    ("written_on", "sentence"),
    [
        (DAY, "截至3月3日正在办理1件"),
        (date(2027, 1, 5), "已到期限的均未按期答复，结转下年继续办理1件"),
    ],
    ids=["while the year runs", "when it is over"],
)
def test_what_is_open_is_told_as_of_the_day(bureau, robot, morning, written_on, sentence):
    """Nothing is said of a share that has no base; what is overdue without an answer is late."""
    foi.register(
        Application(
            agency=bureau, channel="letter", applicant_kind="person", applicant_name="甲",
            description="二〇二五年预算", received_on=date(2026, 3, 2),
        ),
        actor=robot, at=morning,
    )  # fmt: skip
    text = " ".join(paragraphs(summary.write(bureau, 2026, written_on=written_on)))
    assert sentence in text
    assert "共受理依申请公开1件，" + sentence in text


def test_voiding_a_licence_changes_the_report(bureau, robot, morning, licence):
    first = licence(reference="云城管许字〔2020〕1号")
    licence(reference="云城管许字〔2020〕2号")
    assert "共办理各类行政许可2件" in " ".join(
        paragraphs(summary.write(bureau, 2020, written_on=DAY))
    )
    licensing.void(first, actor=robot, at=morning, reason="重复录入")
    assert "共办理各类行政许可1件" in " ".join(
        paragraphs(summary.write(bureau, 2020, written_on=DAY))
    )


def test_the_year_before_is_compared_up_to_the_same_day(bureau, licence):
    licence(reference="云城管许字〔2020〕1号", decided_on=date(2020, 3, 2))
    licence(reference="云城管许字〔2020〕2号", decided_on=date(2020, 11, 2))
    licence(
        reference="云城管许字〔2021〕1号",
        decided_on=date(2021, 3, 2),
        valid_from=date(2021, 3, 2),
        valid_to=date(2021, 9, 1),
    )
    report = summary.write(bureau, 2021, written_on=DAY, as_of=date(2021, 6, 30))
    assert "共办理各类行政许可1件（上年同期1件）" in " ".join(paragraphs(report))


def test_word_file_reads_back_and_links_each_figure(bureau, licence):
    licence()
    report = summary.write(bureau, 2020, written_on=DAY)
    document = docx.Document(io.BytesIO(word.to_docx(report, "https://example.invalid")))
    text = "\n".join(p.text for p in document.paragraphs)
    assert report.title in text
    assert "共办理各类行政许可1件" in text
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert targets == {f"https://example.invalid{cited.address}" for cited in report.cited()}
    assert len(document.tables[0].rows) == len(report.cited()) + 1
    section = document.sections[0]
    assert [
        round(m.mm)
        for m in (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ] == [37, 35, 28, 26]


def test_html_escapes_names_and_links_figures(bureau, licence):
    bureau.name = "<script>alert(1)</script>局"
    bureau.save()
    licence()
    page = html.page(summary.write(bureau, 2020, written_on=DAY), "http://x.invalid")
    assert "<script>" not in page
    assert 'href="/reports/2020/figures/licensing.decided/"' in page


def test_command_writes_json_only_to_stdout(bureau, licence, capsys):
    licence()
    call_command("report", "summary", "--year", "2020", "--format", "json")
    report = json.loads(capsys.readouterr().out)
    assert report["year"] == 2020
    assert {"key", "label", "value", "unit", "definition", "period", "trace"} == set(
        report["figures"][0]
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--year", "2020", "--as-of", "yesterday"], id="a date that is none"),
        pytest.param(["--year", "2020", "--as-of", "2999-01-01"], id="a day to come"),
        pytest.param(["--year", "99999"], id="a year far off"),
        pytest.param(["--year", "2020", "--format", "docx"], id="a Word file to nowhere"),
        pytest.param(["--year", "2020", "--agency", "123"], id="an unknown agency"),
        pytest.param(
            ["--year", "2020", "-o", "/nonexistent/folder/x.html"], id="a folder that is not there"
        ),
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence(bureau, arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        call_command("report", "summary", *arguments)
    assert stop.value.code == 2
    assert capsys.readouterr().err.strip()


def test_ratio_without_a_base_has_no_value(bureau):
    cited = Cited(
        "k", "标签", None, "%", "口径", "2020-01-01/2020-12-31", 2020, Scope.year(bureau.pk, 2020)
    )
    assert cited.shown == "没有记录"
    assert not cited
