"""The shipped notices against an independent transcription of the same notices."""

import json
from datetime import date
from pathlib import Path

import pytest

from huiyin.workdays.arrangement import differing_days, shipped

FILE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "holidays" / "notices.json"


@pytest.mark.real
@pytest.mark.skipif(
    not FILE.exists(), reason="the transcribed notices are not beside the repository"
)
def test_shipped_notices_say_what_the_transcription_says():
    transcribed = json.loads(FILE.read_text(encoding="utf-8")).values()
    clauses = [
        {"holidays": list(map(_holiday, notice.get("clauses", [])))} for notice in transcribed
    ]
    ours = {day: kind for notice in shipped() for day, kind, _ in differing_days(notice)}
    theirs = {day: kind for notice in clauses for day, kind, _ in differing_days(notice)}
    assert ours == theirs


def _holiday(clause):
    return {
        "name": clause["holiday"],
        "from": date.fromisoformat(clause["start"]),
        "to": date.fromisoformat(clause["end"]),
        "worked": [date.fromisoformat(day) for day in clause["makeup_workdays"]],
    }
