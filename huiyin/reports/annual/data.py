"""The report as data: frozen beside the document, read by programs, added up by an upper office."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from huiyin.reports.models import AnnualReport

from .cells import Cell, Number
from .composing import Annual

FORMAT = "huiyin-annual-report/1"


def of(annual: Annual, about: AnnualReport | None = None) -> dict[str, Any]:
    """Everything that is printed, and where each number comes from; no names of the staff."""
    text = annual.report.as_json()
    for section, written in zip(annual.report.sections, text["sections"], strict=True):
        if section.grid:
            written["rows"] = [[box.content for box in row] for row in section.grid.rows]
    return public({
        "format": FORMAT,
        "form": annual.form.basis,
        "as_of": annual.scope.as_of.isoformat(),
        "uscc": about.agency.uscc if about else "",
        "cells": {key: _number(cell.value) for key, cell in annual.cells.items()},
        "sources": {key: _source(cell) for key, cell in annual.cells.items()},
        **text,
    })  # fmt: skip


def public(content: Mapping[str, Any]) -> dict[str, Any]:
    """Without who wrote and stated what: the office answers for it, not its clerks.

    The versions of texts and statements keep their authors for whoever checks them at the desk.
    """
    sources = {key: _without(one, "by") for key, one in content["sources"].items()}
    sections = [
        {**one, "origins": [origin and _without(origin, "author") for origin in one["origins"]]}
        for one in content["sections"]
    ]
    return {**content, "sources": sources, "sections": sections}


def _without(one: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != name}


def written(content: Mapping[str, Any]) -> bytes:
    """The data in their one way of being written: the file whose digest is shown."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the file."""
    return hashlib.sha256(written(content)).hexdigest()


def differences(drawn: Mapping[str, Any], annual: Annual) -> list[str]:
    """What of the numbers is not as it was drawn: another definition, or another value."""
    said: list[str] = []
    for key, (version, shown) in annual.drawn.items():
        before = drawn.get(key)
        label = annual.cells[key].label
        if before is None:
            said.append(f"新增了“{label}”")
        elif before[0] != version:
            said.append(f"“{label}”的口径已经修改（第{before[0]}版改为第{version}版）")
        elif before[1] != shown:
            said.append(f"“{label}”由{before[1]}变为{shown}")
    return said


def _number(value: Number | None) -> int | str | None:
    """A whole number as such; an amount as text, so that no digit is lost."""
    if value is None:
        return None
    return int(value) if value == int(value) else f"{value.normalize():f}"  # type: ignore[union-attr]


def _source(cell: Cell) -> dict[str, Any]:
    if cell.cited is not None:
        return {
            "figure": cell.cited.key,
            "version": cell.version,
            "definition": cell.cited.definition,
            "period": cell.cited.period,
        }
    if cell.statement:
        one = cell.statement
        return {"stated": one.source, "at": one.at.isoformat()}
    return {"rule": cell.zero}


def since(kept: Mapping[str, Any], annual: Annual) -> list[str]:
    """What the records say today otherwise than the frozen data."""
    said: list[str] = []
    for key, cell in annual.cells.items():
        if key not in kept["cells"]:
            continue
        was = kept["sources"][key].get("version", cell.version)
        if was != cell.version:
            said.append(f"“{cell.label}”的口径已经修改（第{was}版改为第{cell.version}版）")
        elif cell.cited is not None and str(kept["cells"][key]) != str(_number(cell.value)):
            said.append(f"“{cell.label}”定稿时是{kept['cells'][key]}，现在重算是{cell.shown}")
    return said
