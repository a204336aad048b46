"""The Word template in circulation and the rows of real reports: ours are the same, box by box."""

import io
import json
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from huiyin.figures.registry import Scope
from huiyin.foi import annual_tables
from huiyin.foi.annual_tables import AnnualTables
from huiyin.foi.models import Application, Remedy
from huiyin.national_forms.forms import form_of

FORMAT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "format"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FORMAT.exists(), reason=f"the formats are not here: {FORMAT.name}"),
]


def structure(table):
    """For each row its boxes: columns covered, place in a merge over rows, words; numbers left out."""
    return [
        [
            (cell.grid_span, cell.vMerge, "".join(part.text or "" for part in cell.iter(qn("w:t"))))
            for cell in row.tc_lst
        ]
        for row in table._tbl.tr_lst
    ]


def without_numbers(rows):
    return [
        [(span, merge, "" if words.isdecimal() else words) for span, merge, words in row]
        for row in rows
    ]


def word_of(bureau, year):
    file = io.BytesIO()
    annual_tables.write(AnnualTables.of(bureau, Scope.year(bureau.pk, year)), "docx", file)
    return docx.Document(file)


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "of_template"), [(0, 1), (1, 2)], ids=["第三部分", "第四部分"])
def test_word_is_the_template_box_by_box(bureau, place, of_template):
    template = docx.Document(str(next(FORMAT.glob("*.docx")))).tables[of_template]
    ours = structure(word_of(bureau, 2021).tables[place])
    assert without_numbers(ours) == structure(template)
    assert not [
        words for row in ours for _, merge, words in row if not words and merge != "continue"
    ]


@pytest.mark.parametrize("year", [2019, 2021])
def test_the_rows_of_each_form(year):
    section = json.loads((FORMAT / f"rows_{year}.json").read_text(encoding="utf-8"))["section3"]
    form = form_of(year)
    assert [list(line.path) for line in form.lines] == section["rows"]
    assert [column.path[-1] for column in form.columns] == section["columns"]


def test_the_head_of_the_remedies():
    heads = json.loads((FORMAT / "rows_2021.json").read_text(encoding="utf-8"))["section4"][
        "header"
    ]
    for place, head in enumerate(form_of(2021).remedies):
        words = [row[place] for row in heads]
        assert list(dict.fromkeys(words)) == list(head.path)


NEW, CARRIED, ENDED = date(2024, 3, 1), date(2023, 12, 20), date(2024, 5, 6)


def register(bureau, form, table):
    """Applications as a published table tells of them: so many received, carried in, ended as, open."""
    ends = [line.key for line in form.lines if line.key not in {"r1", "r2", "r3_7", "r4"}]
    for column in [column.key for column in form.columns if column.key != "total"]:
        days = [NEW] * table["r1"][column] + [CARRIED] * table["r2"][column]
        fates = [end for end in ends for _ in range(table[end][column])]
        for day, fate in zip(days, [*fates, *[""] * table["r4"][column]], strict=True):
            yield Application(
                agency=bureau, channel="online", applicant_kind=column, applicant_name="甲",
                description="乙", received_on=day, decision=fate,
                answered_on=ENDED if fate else None, state="answered" if fate else "received",
            )  # fmt: skip


@pytest.mark.django_db
def test_a_published_report_counted_again(bureau):
    """From a register that is as a real report says, our tables are that report in every box."""
    report = json.loads((FORMAT.parent / "annual_reports" / "003.json").read_text(encoding="utf-8"))
    form = form_of(report["year"])
    columns = [column.key for column in form.columns]
    table = {
        line.key: dict(zip(columns, numbers.values(), strict=True))
        for line, numbers in zip(form.lines, report["section3"].values(), strict=True)
    }
    applications = list(register(bureau, form, table))
    for number, one in enumerate(applications):
        one.reference = f"SQ2024-{number}"
    Application.objects.bulk_create(applications)
    contested = [count for block in report["section4"].values() for count in block.values()]
    first = Application.objects.earliest("pk")
    for head, count in zip(form.remedies, contested, strict=True):
        kind, _, outcome = head.key.partition(".")
        if outcome != "total":
            decided = None if outcome == "pending" else ENDED
            Remedy.objects.bulk_create(
                Remedy(application=first, kind=kind, organ="市政府", filed_on=NEW,
                       outcome=outcome, decided_on=decided)
                for _ in range(count)
            )  # fmt: skip
    tables = AnnualTables.of(bureau, Scope.year(bureau.pk, report["year"]))
    printed = [[box.content for box in row if not box.is_head] for row in tables.handled().body]
    assert printed == [list(numbers.values()) for numbers in report["section3"].values()]
    assert [box.content for box in tables.contested().body[0]] == contested
