"""A day is the office's day: `.date()` of a moment in UTC is yesterday until eight in the morning."""

import ast

from . import tree

# `at` of a move is local already (casework.workflow); a cell of a sheet has no zone.
LOCAL_NAMES = {"at", "raw", "value"}
LOCAL_CALLS = {"localtime", "fromisoformat", "strptime", "combine"}
FORBIDDEN = {("date", "today"), ("datetime", "today"), ("datetime", "utcnow")}


def test_days_are_taken_from_local_moments():
    """Everything else asks `timezone.localdate(moment)`."""
    faults = []
    for path in tree.python():
        if "tests" in path.parts or path.parts[-2] == "bench":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_method and not _is_local(node.func):
                faults.append(f"{tree.name(path)}:{node.lineno} {ast.unparse(node)}")
    assert not faults


def _is_local(call):
    of = call.value
    if isinstance(of, ast.Name) and (of.id, call.attr) in FORBIDDEN:
        return False
    if call.attr != "date":
        return True
    if isinstance(of, ast.Call):
        name = of.func.attr if isinstance(of.func, ast.Attribute) else getattr(of.func, "id", "")
        return name in LOCAL_CALLS
    return isinstance(of, ast.Name) and of.id in LOCAL_NAMES
