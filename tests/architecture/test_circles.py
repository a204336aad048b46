"""No module needs, by whatever way, a module that needs it.

The layer contracts see rooms and leave out imports for types. Here every import counts, also one
for types and one inside a function: each says that the one file cannot be understood alone.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from . import tree

LEFT_OUT = {"tests", "testing", "migrations"}


def needs(files: dict[str, str], packages: frozenset[str]) -> dict[str, set[str]]:
    """Module → the modules that it imports, of those given."""
    return {
        name: set(_needed(name, text, files, packages)) - {name} for name, text in files.items()
    }


def _needed(name: str, text: str, files: dict[str, str], packages: frozenset[str]) -> Iterator[str]:
    package = name if name in packages else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in files)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            whole = (f"{base}.{one.name}" for one in node.names)
            yield from (
                one if one in files else base for one in whole if {one, base} & files.keys()
            )


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of one circle, in its order; none where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def name_of(path: Path) -> str:
    parts = path.relative_to(tree.ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_module_needs_itself():
    paths = [
        path for path in tree.python()
        if path.relative_to(tree.ROOT).parts[0] == "huiyin" and not LEFT_OUT & set(path.parts)
    ]  # fmt: skip
    files = {name_of(path): path.read_text(encoding="utf-8") for path in paths}
    packages = frozenset(name_of(path) for path in paths if path.name == "__init__.py")
    assert not circle(needs(files, packages))


def test_a_circle_is_found_however_it_is_hidden():
    files = {
        "a": "from a import one, two",
        "a.one": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .two import Two",
        "a.two": "def late():\n    from a.one import One",
    }
    graph = needs(files, frozenset({"a"}))
    assert graph == {"a": {"a.one", "a.two"}, "a.one": {"a.two"}, "a.two": {"a.one"}}
    assert set(circle(graph)) == {"a.one", "a.two"}
    del graph["a.two"]
    assert not circle(graph)
