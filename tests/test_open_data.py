"""Every CSV of the demonstration is read by its own schema, and every number in it has its type."""

import json
from pathlib import Path

import frictionless
import pytest

from . import demonstration

OUT = """
import json, sys
from pathlib import Path
from huiyin.opendata import kept, schema
from huiyin.opendata.others import every
from huiyin.web.tables import CellKind
folder, untyped = Path({folder!r}), []
for series in every():
    for dataset in series.datasets():
        file, content = kept.opened(dataset, "csv")
        with content:
            (folder / f"{{dataset.name}}.csv").write_bytes(content.read())
        text = json.dumps(schema.table_schema(dataset), ensure_ascii=False)
        (folder / f"{{dataset.name}}.schema.json").write_text(text)
        for row in series.rows(dataset.year):
            for column, cell in zip(series.columns, row, strict=True):
                if column.kind is CellKind.TEXT and not isinstance(cell, str | None):
                    untyped.append(f"{{series.key}}: {{column.head}}")
(folder / "untyped.json").write_text(json.dumps(sorted(set(untyped))))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    demonstration.copy(home)
    demonstration.command(home, "shell", "-v0", "-c", OUT.format(folder=str(folder)))
    return folder


def test_every_file_is_read_by_its_schema(files, monkeypatch):
    monkeypatch.chdir(files)
    names = sorted(place.name for place in files.glob("*.csv"))
    assert len(names) > 40
    faults = {}
    for name in names:
        resource = frictionless.Resource(
            path=name, schema=f"{Path(name).stem}.schema.json", encoding="utf-8"
        )
        report = resource.validate()
        if not report.valid:
            faults[name] = report.flatten(["rowNumber", "fieldName", "note"])[:3]
    assert faults == {}


def test_a_wrong_type_is_found(files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = (files / "licences-2020.csv").read_text().splitlines()
    schema = json.loads((files / "licences-2020.schema.json").read_text())
    place = [field["type"] for field in schema["fields"]].index("date")
    cells = ["x"] * len(schema["fields"])
    cells[place] = "2020年5月6日"
    Path("a.csv").write_text("\n".join([lines[0], ",".join(cells)]) + "\n")
    Path("a.json").write_text(json.dumps(schema, ensure_ascii=False))
    assert not frictionless.Resource(path="a.csv", schema="a.json").validate().valid


def test_no_day_and_no_number_is_called_a_text(files):
    assert json.loads((files / "untyped.json").read_text()) == []
