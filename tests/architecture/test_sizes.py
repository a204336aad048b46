"""Small files, small functions: nobody has to scroll to understand one thing."""

import ast

from . import tree

FILE, FUNCTION, TEMPLATE = 400, 40, 200


def test_files_are_short():
    assert not [name for name, lines in _lengths(tree.python()) if lines > FILE]


def test_templates_are_short():
    assert not [name for name, lines in _lengths(tree.templates()) if lines > TEMPLATE]


def test_functions_are_short():
    long = []
    for path in tree.python():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION:
                    long.append(f"{tree.name(path)}:{node.lineno} {node.name}: {lines} lines")
    assert not long


def _lengths(paths):
    for path in paths:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        yield f"{tree.name(path)}: {lines} lines", lines
