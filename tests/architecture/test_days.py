"""A day is the office's day: `.date()` of a moment in UTC is yesterday until eight in the morning."""

import ast

import pytest

from . import tree

LOCAL_NAMES = {"raw", "value"}  # a cell of a sheet has no zone
# `at` is local already in the body of a move (casework.workflow), and there alone.
MOVES = {"move", "start"}
LOCAL_CALLS = {"localtime", "fromisoformat", "strptime", "combine"}
FORBIDDEN = {("date", "today"), ("datetime", "today"), ("datetime", "utcnow")}


def test_days_are_taken_from_local_moments():
    """Everything else asks `timezone.localdate(moment)`."""
    faults = []
    for path in tree.python():
        if "tests" in path.parts or path.parts[-2] == "bench":
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        moved = {id(node) for move in _moves(module) for node in ast.walk(move)}
        for node in ast.walk(module):
            is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_method and not _is_local(node.func, in_move=id(node) in moved):
                faults.append(f"{tree.name(path)}:{node.lineno} {ast.unparse(node)}")
    assert not faults


def test_moments_are_written_by_local_clocks():
    """What a record keeps is read back in UTC: only what was made local is put into words."""
    faults = [
        f"{tree.name(path)}:{node.lineno} {ast.unparse(node)}"
        for path in tree.python()
        if "tests" not in path.parts and path.parts[-2] != "bench"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (moment := _written(node)) is not None and _is_kept(moment)
    ]
    assert not faults


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [
        ('f"{page.published_at:%Y-%m-%d}"', True),
        ('f"{self.at:%m-%d}"', True),
        ("entry.recorded_at.strftime('%H:%M')", True),
        ("entry.recorded_at.isoformat()", False),
        ('f"{timezone.localtime(page.published_at):%Y-%m-%d}"', False),
        ('f"{page.formed_on:%Y-%m-%d}"', False),
        ('f"{page.published_at}"', False),
    ],
)
def test_the_check_of_moments_can_fail(line, is_fault):
    written = filter(None, map(_written, ast.walk(ast.parse(line))))
    assert any(map(_is_kept, written)) is is_fault


def _written(node):
    """What is put into words by a pattern of days and hours."""
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        return node.value if "%" in ast.unparse(node.format_spec) else None
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.value if is_method and node.func.attr == "strftime" else None


def _is_kept(moment):
    return isinstance(moment, ast.Attribute) and (
        moment.attr == "at" or moment.attr.endswith("_at")
    )


def _moves(module):
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_a_move, node.decorator_list)):
            yield node


def _makes_a_move(decorator):
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in MOVES
    )


def _is_local(call, *, in_move):
    of = call.value
    if isinstance(of, ast.Name) and (of.id, call.attr) in FORBIDDEN:
        return False
    if call.attr != "date":
        return True
    if isinstance(of, ast.Call):
        name = of.func.attr if isinstance(of.func, ast.Attribute) else getattr(of.func, "id", "")
        return name in LOCAL_CALLS or ast.unparse(of).endswith(".astimezone(SHANGHAI)")
    names = LOCAL_NAMES | {"at"} if in_move else LOCAL_NAMES
    return isinstance(of, ast.Name) and of.id in names
