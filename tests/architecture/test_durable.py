"""Who writes a file, and why it need not outlive a power cut; all others use `common.durable`."""

import ast

from . import tree

NOT_PROMISED = {
    "huiyin/backup/archive.py": "a member of the archive, which is durable as a whole",
    "huiyin/backup/engines/sqlite.py": "a draft, synced before it gets its name",
    "huiyin/backup/lock.py": "an empty file to lock",
    "huiyin/backup/restoring.py": "all synced at once, before the database gets its name",
    "huiyin/common/durable.py": "this is how",
    "huiyin/common/last_requests.py": "of a living process, for whoever sees it end",
    "huiyin/config/secret.py": "a draft, synced before it is linked to its name",
    "huiyin/demo/management/commands/demo_serve.py": "a mark that begins the demonstration anew",
    "huiyin/desk/imports.py": "a scratch folder that goes with the request",
    "huiyin/files/redaction/second_renderer.py": "a scratch folder",
    "huiyin/ingest/management/commands/export_ledger.py": "can be exported again",
    "huiyin/ingest/management/commands/import_ledger.py": "can be imported again",
    "huiyin/ingest/management/commands/ledger_template.py": "can be written again",
    "huiyin/ingest/ledgers/results.py": "the rows that were refused; can be written again",
    "huiyin/jobs/claims.py": "an empty file to lock",
    "huiyin/opendata/kept.py": "synced before the note that names it; can be made again",
    "huiyin/organisations/commands.py": "what a command was asked for; can be written again",
    "huiyin/web/workbooks.py": "a member of the package, whose file is the caller's",
}
WRITES = {
    "write_bytes", "write_text", "touch", "mkstemp", "NamedTemporaryFile", "fdopen", "rename",
    "renames", "link", "symlink_to", "hardlink_to", "move", "copy", "copy2", "copyfile", "copytree",
}  # fmt: skip
MODULES = {"os", "shutil", "tempfile", "Path", "builtins"}


def _writes(call):
    """A call that makes or changes a file: by its name, or because it opens one for writing."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name == "open":
        values = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "mode")]
        modes = [value.value for value in values if isinstance(value, ast.Constant)]
        return any(
            isinstance(mode, str) and set(mode) & set("wax+") and len(mode) < 4 for mode in modes
        )
    if name in {"move", "copy", "rename", "link", "replace", "fdopen"}:
        owner = getattr(getattr(function, "value", None), "id", "")
        return owner in MODULES
    return name in WRITES


def test_every_writer_of_files_is_durable_or_says_why_not():
    writers = {
        tree.name(path)
        for path in tree.python()
        if path.is_relative_to(tree.ROOT / "huiyin") and "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _writes(node)
    }
    assert writers == set(NOT_PROMISED)
