"""What no file of this project may hold."""

import re

import pytest

from . import tree

ADDRESS = re.compile(r"(https?|file)://|index-url")
# Written in pieces, so that this file does not find itself.
MACHINE = re.compile(
    r"(?<![\w.])/" + r"work/|(?<![\w/-])sha" + r"red/|\.\./sha" + r"red|/ro" + r"ot/"
)
SWALLOWED = re.compile(r"except[^\n]*:\s*(\n\s*)?pass\b")


def test_lock_files_name_no_host():
    locks = [path for path in tree.files() if path.parent.name == "requirements"]
    assert len(locks) >= 4
    assert not [tree.name(path) for path in locks if ADDRESS.search(path.read_text())]


def test_every_locked_package_has_a_hash():
    for lock in (tree.ROOT / "requirements").glob("*.txt"):
        pinned = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", lock.read_text(), re.M | re.S)
        assert pinned
        assert not [entry.split()[0] for entry in pinned if "--hash=sha256:" not in entry]


def test_no_file_names_a_place_on_somebodys_machine():
    places = []
    for path in tree.files():
        if path.is_relative_to(tree.ROOT / "tests" / "real"):
            continue  # these look for material beside the repository, and skip without it
        for number, line in enumerate(_lines(path), 1):
            if MACHINE.search(line):
                places.append(f"{tree.name(path)}:{number}: {line.strip()[:100]}")
    assert not places


def test_no_error_is_swallowed():
    text = {tree.name(path): path.read_text(encoding="utf-8") for path in tree.python()}
    assert not [name for name, source in text.items() if SWALLOWED.search(source)]


def test_nothing_is_read_while_it_is_sent():
    """A lost connection would cut it off behind a head that says 200: `web.downloads.whole`."""
    product = [path for path in tree.python() if path.is_relative_to(tree.ROOT / "huiyin")]
    assert not [
        tree.name(path) for path in product if "Streaming" + "HttpResponse" in path.read_text()
    ]


@pytest.mark.parametrize("stem", ["utils", "helpers", "misc"])
def test_no_room_without_a_name(stem):
    assert not [
        tree.name(path) for path in tree.python() if stem in path.parts or path.stem == stem
    ]


def _lines(path):
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []  # a picture or another binary file
