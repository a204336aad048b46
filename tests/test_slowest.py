"""Which files of tests use most of the processor."""

from types import SimpleNamespace

from .slowest import Slowest


def test_the_files_that_used_most_are_told_first():
    slowest, lines = Slowest(2), []
    for place, when, seconds in (
        ("a.py::one", "setup", 0.5), ("a.py::one", "call", 1.0), ("b.py::two[x::y]", "setup", 4.0),
        ("a.py::three", "setup", 0.5), ("c.py::four", "setup", 0.1),
    ):  # fmt: skip
        slowest.pytest_runtest_logreport(
            SimpleNamespace(nodeid=place, when=when, processor=seconds)
        )
    terminal = SimpleNamespace(section=lines.append, write_line=lines.append)
    slowest.pytest_terminal_summary(terminal)
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "4.0 s 1 tests 4000 ms each b.py",
        "2.0 s 2 tests 1000 ms each a.py",
    ]
