"""Who calls whom: the functions of the project and what they reach, read from the source."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from .architecture import tree

MAKERS = {"huiyin.casework.ordinary", "huiyin.casework.publication"}
NOT_READ = {"tests", "testing", "migrations", "demo"}
"""The demonstration tells its story through the same functions as everybody."""


@cache
def graph() -> dict[str, frozenset[str]]:
    """Dotted name of each function → the dotted names that it speaks of; a module → what it declares."""
    return dict(_functions())


def reaching(*causes: str) -> frozenset[str]:
    """Every function that leads to one of these, however many calls away."""
    dotted, new = set(causes), set(causes)
    while new:
        new = {name for name, said in graph().items() if name not in dotted and said & new}
        dotted |= new
    return frozenset(dotted - set(causes))


def callers(names: frozenset[str] | set[str]) -> dict[str, set[str]]:
    """Name → who speaks of it."""
    return {one: {name for name, said in graph().items() if one in said} for one in names}


def _functions() -> Iterator[tuple[str, frozenset[str]]]:
    for path in tree.python():
        parts = path.relative_to(tree.ROOT).with_suffix("").parts
        if parts[0] != "huiyin" or NOT_READ & set(parts):
            continue
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        body = ast.parse(path.read_text(encoding="utf-8")).body
        known = _names(body, module, path)
        declared = set[str]()
        for node in body:
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            owner = f"{module}.{node.name}" if isinstance(node, ast.ClassDef) else module
            for one in inner:
                if isinstance(one, ast.FunctionDef):
                    yield f"{owner}.{one.name}", frozenset(_said(one, known))
                elif not isinstance(one, ast.Import | ast.ImportFrom):
                    declared |= set(_said(one, known))
        yield module, frozenset(declared)


def _names(body: list[ast.stmt], module: str, path: Path) -> dict[str, str]:
    """Name in this module → what it is, dotted; what is passed on by a package is its own."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    known = {}
    for node in body:
        if isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            known |= {one.asname or one.name: f"{base}.{one.name}" for one in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            known[node.name] = f"{module}.{node.name}"
        elif isinstance(node, ast.Assign):
            known |= {name: f"{module}.{name}" for name in _assigned(node)}
    return known


def _assigned(node: ast.Assign) -> Iterator[str]:
    yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def home(function: Any) -> str:
    """The module that declares a function; of one that `Ordinary` or `PublicationByTwo` makes, the one that names it."""
    if function.__module__ not in MAKERS:
        return str(function.__module__)
    return next(
        module
        for path in tree.python()
        if (module := _module(path)).startswith("huiyin.")
        and module in sys.modules
        and vars(sys.modules[module]).get(function.__name__) is function
        and function.__name__ in _own(path)
    )


@cache
def _own(path: Path) -> frozenset[str]:
    """What a module assigns itself, at its top."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return frozenset(
        name for node in body if isinstance(node, ast.Assign) for name in _assigned(node)
    )


def _module(path: Path) -> str:
    parts = path.relative_to(tree.ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _said(function: ast.AST, known: dict[str, str]) -> Iterator[str]:
    own = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    if isinstance(function, ast.FunctionDef):
        names = (node for node in ast.walk(function) if isinstance(node, ast.Name))
        own |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
    known = {name: dotted for name, dotted in known.items() if name not in own}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in known:
            yield passed_on(known[node.id])
        if isinstance(node, ast.Attribute):
            yield f".{node.attr}"
            if isinstance(node.value, ast.Name) and node.value.id in known:
                yield passed_on(f"{known[node.value.id]}.{node.attr}")


@cache
def _exports() -> dict[str, str]:
    """`huiyin.foi.actions.void` → `huiyin.foi.actions.after.void`."""
    exports = {}
    for path in tree.python():
        parts = path.relative_to(tree.ROOT).with_suffix("").parts
        if parts[0] == "huiyin" and not NOT_READ & set(parts):
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            body = ast.parse(path.read_text(encoding="utf-8")).body
            names = _names(body, module, path)
            exports |= {f"{module}.{name}": dotted for name, dotted in names.items()}
    return exports


def passed_on(dotted: str) -> str:
    """Where it is defined; `dotted` may name a module that another one passes on."""
    module, _, name = dotted.rpartition(".")
    return _exports().get(dotted) or f"{_exports().get(module, module)}.{name}"
