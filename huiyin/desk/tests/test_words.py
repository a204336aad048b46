"""Every verb that the program writes into the audit log has a Chinese name on the desk."""

import ast
import inspect
import re
from pathlib import Path

import pytest

import huiyin
from huiyin.audit.actors import ActorKind
from huiyin.casework import kinds, rooms
from huiyin.casework.forms import MoveForm
from huiyin.casework.workflow import workflows
from huiyin.desk import facts, words

RECORDS = {"record", "record_many", "note"}


def _written():
    """The verbs that stand as plain text in calls of log.record and log.record_many."""
    for path in sorted(Path(huiyin.__file__).parent.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in RECORDS:
                for argument in node.args[1:2]:
                    if isinstance(argument, ast.Constant) and "." in str(argument.value):
                        yield argument.value


def test_every_verb_is_in_words():
    verbs = set(_written())
    assert len(verbs) > 40
    assert [verb for verb in sorted(verbs) if words.verb(verb) == verb] == []


@pytest.mark.parametrize("verb", ["add", "change", "on", "off", "import"])
def test_verbs_that_are_put_together_are_too(verb):
    assert words.verb(f"proofreading.term.{verb}") in kinds.verbs().values()


def _facts():
    """The names of the facts in calls of log.record and log.record_many."""
    for path in sorted(Path(huiyin.__file__).parent.rglob("*.py")):
        if {"tests", "testing"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in RECORDS:
                yield from (keyword.arg for keyword in node.keywords if keyword.arg)


def _arguments():
    """(move, argument, what the time line calls it) of every move of every kind of matter."""
    at = {room.workflow: room for room in rooms.rooms() if room.workflow}
    for workflow in workflows():
        for name, move in workflow.moves.items():
            form = at[workflow].form_of(name) if workflow in at else MoveForm
            for argument in list(inspect.signature(move.act).parameters)[1:]:
                if argument not in {"actor", "at", "stay", "details"}:
                    yield f"{workflow.verb(name)} {argument}", words.detail(form, argument, "x")[0]


def test_every_fact_and_every_argument_is_in_words():
    english = {name for name in _facts() if not _is_chinese(facts.label(name))}
    assert english - {"changes", "details"} == set()
    unnamed = [where for where, label in _arguments() if not _is_chinese(label)]
    assert unnamed == [], "\n".join(unnamed)


def test_every_move_and_every_start_has_a_chinese_label():
    labels = [
        words.verb(workflow.verb(name))
        for workflow in workflows()
        for name in (*workflow.moves, *workflow.starts)
    ]
    assert len(labels) > 100
    assert [label for label in labels if not _is_chinese(label)] == []


def _is_chinese(text):
    return re.search(r"[\u4e00-\u9fff]", text) is not None


@pytest.mark.parametrize(
    ("logged", "shown"),
    [
        (None, "空"),
        ([], "空"),
        (True, "是"),
        ("2026-02-06", "2026年2月6日"),
        ("2026-11-26T05:51:49.943486+08:00", "2026年11月26日 05:51"),
        ("2026-11-25T21:51:49+00:00", "2026年11月26日 05:51"),
        ("organisations.organisation:3 监督指挥科", "监督指挥科"),
        ({"due_on": "2021-01-03", "told": 0}, "期限：2021年1月3日；告知人数：0"),
        ({"read": 619, "created": 0}, "读取：619；新增：0"),
        ("〔2026〕1号", "〔2026〕1号"),
    ],
)
def test_facts_are_read_as_a_person_reads_them(logged, shown):
    assert facts.value(logged) == shown


@pytest.mark.parametrize("name", ["inspection", "clock", "something new"])
def test_no_part_of_the_system_is_named_in_english(name):
    assert _is_chinese(facts.actor(name, ActorKind.SYSTEM))
    assert facts.actor(name, ActorKind.PERSON) == name
