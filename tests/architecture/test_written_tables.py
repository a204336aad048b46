"""What the documentation tells in tables is what the program does."""

import pytest

from .written_tables import TABLES, Written


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_in_the_documentation_is_what_the_program_says(table):
    assert table.text()
    assert table.in_page() == table.text()


def test_writing_a_table_leaves_the_rest_of_its_page(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("above\n<!-- it: begin -->\nold\n<!-- it: end -->\nbelow\n", encoding="utf-8")
    table = Written(page, "it", lambda: "new\n")
    table.write()
    assert (
        page.read_text(encoding="utf-8")
        == "above\n<!-- it: begin -->\nnew\n<!-- it: end -->\nbelow\n"
    )
