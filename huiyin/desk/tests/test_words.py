"""Every verb that the program writes into the audit log has a Chinese name on the desk."""

import ast
from pathlib import Path

import pytest

import huiyin
from huiyin.desk import words

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
    assert words.verb(f"proofreading.term.{verb}") in words.VERBS.values()
