"""Nothing is offered that is then refused: every post, every link and every button of the desk."""

import subprocess
import sys

import pytest
from lxml import html

from huiyin.demo.people import PEOPLE

from . import databases, demonstration
from .crawl import leftovers, offered


def test_nothing_that_is_offered_is_refused(tmp_path):
    """On a copy of the demonstration, in a process with its keys."""
    demonstration.copy(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.crawl"], env=demonstration.environment(tmp_path),
        cwd=databases.ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert not done.stdout.strip(), done.stdout
    assert done.returncode == 0, done.stderr[-2000:]
    walks = [line for line in done.stderr.splitlines() if " steps, 0 refused" in line]
    assert len(walks) == len(PEOPLE) + 1, "everybody, and the administrator"


def test_the_walk_reads_links_forms_and_buttons():
    page = b"""<a href="/desk/foi/?page=2#top">2</a> <a href="https://elsewhere.example/">x</a>
        <form action="/desk/search/"><input name="q" value="a"><button>find</button></form>
        <form method="post"><button name="way" value="1">one</button><button disabled>two</button>
        <button type="button">no</button></form>"""
    steps = list(offered("/desk/foi/", html.fromstring(page)))
    assert [(step.method, step.address, step.data) for step in steps] == [
        ("get", "/desk/foi/?page=2", ()),
        ("get", "/desk/search/", (("q", "a"),)),
        ("post", "/desk/foi/", (("way", "1"),)),
    ]


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>告知次数：0</p><script>None due_on</script>", []),
        ("<p>2026-03-26 09:20，8:30—12:00，a.docx，www.example.gov.cn</p>", []),
        ("<p>模板里的{{收到日期}}照填</p>", []),
        ("<p>{{ due }}</p>", ["{{"]),
        ("<p>due_on：2026-03-26</p>", ["due_on"]),
        ("<p title='None'>答复</p>", ["None"]),
        ("<td>2026-03-26T09:20:11+08:00</td>", ["+08:00", "2026-03-26T09"]),
        ("<li>foi.application.extend</li>", ["foi.application.extend"]),
        ("<p>请运行 huiyin sync-posts</p>", ["huiyin sync-posts"]),
        ("<li>姓名：（已隐去）→（已隐去）</li>", ["已隐去）→"]),
    ],
)
def test_what_is_left_over_on_a_page(page, left):
    assert leftovers(html.fromstring(f"<body>{page}</body>")) == left
