"""期限: a day until which something is due is shown as a `DueDay`, a moment as a `DueMoment`, which say 暂定; never around them."""

import ast
import re

import pytest

from . import tree

SET_BY_HAND = {
    "correction_due_on": "a reasonable period that the office says in its letter (条例第三十条)",
    "reasons_due_on": "likewise (条例第三十五条)",
    "reply_due_on": "said by the body that reviews (行政复议法、行政诉讼法)",
    "feedback_due_on": "whole days, which no notice moves (重大行政决策)",
}
"""Columns whose days no calendar moves, and why."""
WHOLE_DAYS = {
    "huiyin/coercion": "查封、扣押、冻结 end after so many days of the calendar, on whatever day that is",
    "huiyin/disclosure": "a column is updated within so many days of the calendar",
    "huiyin/inspection/models.py": "likewise",
    "huiyin/inspection/reminding.py": "likewise",
    "huiyin/inspection/measures/updating.py": "likewise",
    "huiyin/planning": "the office, or the document that asks, names the day of a task",
    "huiyin/reports": "the office sets by when a measure of its plan is done",
}
KEPT = {
    "huiyin/foi/portal/sending.py": "the receipt is kept with its mark beside it",
    "huiyin/hotline/api/answers.py": "a program gets the day with its mark beside it",
}
"""Kept in this form to be read by the program."""
PRINTED = re.compile(r"\{\{[^}]*?\b(\w*due_(?:on|at))\b")
BARE = re.compile(r"\{\{\s*(?:due\.day|reckoning\.due|step\.due_on)\|")
WORDS = {"str", "spoken", "chinese_date", "iso_date"}
METHODS = {"isoformat", "strftime"}


def is_free(path):
    where = path.relative_to(tree.ROOT).as_posix()
    return any(where.startswith(free) for free in WHOLE_DAYS | KEPT)


def around_in_template(text):
    names = [name for name in PRINTED.findall(text) if name not in SET_BY_HAND]
    return names + BARE.findall(text)


def around_in_python(source):
    """Names of due dates that are put into words as plain dates."""
    return sorted({name for node in ast.walk(ast.parse(source)) for name in _worded(node)})


def _worded(node):
    if isinstance(node, ast.FormattedValue):
        return _dues(node.value)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", "")
        if name in WORDS:
            return [due for one in node.args for due in _dues(one)]
        if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            return _dues(node.func.value)
    return []


def _dues(node):
    return [
        one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute)
        and re.fullmatch(r"(?:.*_)?due_(?:on|at)", one.attr)
        and one.attr not in SET_BY_HAND
    ]


TEMPLATES = [path for path in tree.ROOT.glob("huiyin/**/templates/**/*.*") if path.is_file()]
PROGRAMS = [
    path
    for path in tree.python()
    if path.relative_to(tree.ROOT).parts[0] == "huiyin"
    and not {"tests", "migrations", "demo", "testing"} & set(path.parts)
]


def test_no_template_prints_a_due_date_around_it():
    wrong = {
        path.relative_to(tree.ROOT).as_posix(): around
        for path in TEMPLATES
        if not is_free(path) and (around := around_in_template(path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_no_program_words_a_due_date_around_it():
    wrong = {
        path.relative_to(tree.ROOT).as_posix(): around
        for path in PROGRAMS
        if not is_free(path) and (around := around_in_python(path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


def test_what_is_free_is_still_there():
    assert all((tree.ROOT / path).exists() for path in WHOLE_DAYS | KEPT)


@pytest.mark.parametrize(
    ("template", "is_around"),
    [
        ("{{ matter.due_on|iso_date }}", True),
        ("{{ x.publish_due_on }}", True),
        ("{{ clock.due_at|date:'H:i' }}", True),
        ("{{ clock.due }}", False),
        ("{{ due.day|chinese_date }}", True),
        ("{{ matter.due_day|due_date }}", False),
        ("{{ a.correction_due_on|chinese_date }}", False),
        ('<time datetime="{{ matter.due_day.day|iso_date }}">', False),
        ("{% if matter.due_on %}", False),
    ],
)
def test_the_check_of_templates_can_fail(template, is_around):
    assert bool(around_in_template(template)) is is_around


@pytest.mark.parametrize(
    ("source", "is_around"),
    [
        ('f"到 {one.due_on}"', True),
        ('f"到 {one.due_on:%Y-%m-%d}"', True),
        ("spoken(a.due_on)", True),
        ("fee.due_on.isoformat()", True),
        ("str(one.publish_due_on)", True),
        ('f"到 {clock.due_at:%H:%M}"', True),
        ('f"到 {clock.due}"', False),
        ('f"到 {one.due_day}"', False),
        ("one.due_day.written", False),
        ("late = one.due_on < today", False),
        ('f"{a.correction_due_on}"', False),
    ],
)
def test_the_check_of_programs_can_fail(source, is_around):
    assert bool(around_in_python(source)) is is_around
