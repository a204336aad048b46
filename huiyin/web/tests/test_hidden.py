"""看不见的字: one table for the server and, in the browser, for what is pasted."""

import json
import re
from pathlib import Path

import pytest

from huiyin.web.html import sanitise, to_text

RIGHT = json.loads(Path(__file__).with_name("right_cases.json").read_text("utf-8"))
CASES = json.loads(Path(__file__).with_name("hidden_cases.json").read_text("utf-8"))


@pytest.mark.parametrize(("name", "html"), CASES, ids=[name for name, _ in CASES])
def test_only_what_is_seen_stays(name, html):
    clean = sanitise(html)
    assert "密" not in clean
    assert re.sub(r"\s+", "", to_text(clean)) == "留文"


@pytest.mark.parametrize(
    "html",
    ["", "文", "<p>文</p>", "<p style=x", "<td style='color:red'>文", "<p style='a:b'>\x00文</p>"],
)
def test_any_text_passes(html):
    assert to_text(sanitise(html)).strip("\x00") == ("文" if "文" in html else "")


def test_places_of_cells_stay():
    html = CASES[[name for name, _ in CASES].index("hidden column beside a span")][1]
    assert sanitise(html).count("<td") == 3


def test_space_stays_where_words_go():
    assert to_text(sanitise("<p>a<span style='visibility:hidden'> b </span>c</p>")) == "a c"


@pytest.mark.parametrize(("name", "html", "is_right"), RIGHT, ids=[name for name, *_ in RIGHT])
def test_lines_at_the_right_margin_keep_their_place(name, html, is_right):
    clean = sanitise(html)
    assert ('<p class="right">' in clean) is is_right
    assert clean.count("class") == is_right
    assert sanitise(clean) == clean
