"""Libraries that read files of strangers belong into modules without Django, behind `confined`."""

import ast

from . import tree

LIBRARIES = {
    "docx", "mammoth", "olefile", "openpyxl", "pdfminer", "pikepdf", "PIL", "pypdfium2",
    "python_calamine", "tarfile", "xlrd", "zipfile",
}  # fmt: skip
OWN_FILES = {
    "huiyin/backup/archive.py": "archives of ours, with a digest for each part",
    "huiyin/backup/keeping.py": "as above",
    "huiyin/files/typeset.py": "joins PDFs that it has set itself",
}


def test_no_module_reads_files_and_knows_django():
    """A child loads the module of its reader: what it knows is in reach of the file."""
    faults = []
    for path in tree.python():
        name = tree.name(path)
        if not name.startswith("huiyin/") or "tests" in path.parts or "demo" in path.parts:
            continue
        names = _imported(ast.parse(path.read_text(encoding="utf-8")))
        if names & LIBRARIES and "django" in names and name not in OWN_FILES:
            faults.append(f"{name}: {', '.join(sorted(names & LIBRARIES))}")
    assert not faults


def _imported(module):
    nodes = list(ast.walk(module))
    named = [one.name for node in nodes if isinstance(node, ast.Import) for one in node.names]
    named += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in named}
