"""Page numbers, and what the template filters make of values."""

import pytest
from django.http import Http404

from huiyin.web.paging import Paging
from huiyin.web.templatetags.huiyin import document_body, first_image, index_address, thousands


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        pytest.param(1, 0, [1], id="empty"),
        pytest.param(1, 41, [1, 2, 3], id="three pages"),
        pytest.param(1, 2000, [1, 2, 3, None, 100], id="at the start"),
        pytest.param(50, 2000, [1, None, 48, 49, 50, 51, 52, None, 100], id="in the middle"),
        pytest.param(4, 140, [1, 2, 3, 4, 5, 6, 7], id="a gap of one is filled"),
        pytest.param(5, 2000, [1, 2, 3, 4, 5, 6, 7, None, 100], id="a gap of one before"),
    ],
)
def test_numbers(number, total, shown):
    assert list(Paging(number, total).numbers) == shown


@pytest.mark.parametrize("asked", ["0", "-1", "x", "²", "3", "99999999999999999999", "1.5"])
def test_pages_that_do_not_exist(rf, asked):
    with pytest.raises(Http404):
        Paging.of(rf.get("/", {"page": asked}), 40)


@pytest.mark.parametrize(
    ("asked", "number"),
    [(None, 1), ("", 1), ("x", 1), ("1.5", 1), ("2", 2), ("3", 2), ("0", 2), ("-1", 2)],
)
def test_staff_get_the_page_that_is_nearest(asked, number):
    assert Paging.near(asked, 40, 20).number == number


def test_no_number_is_the_first_page(rf):
    assert Paging.of(rf.get("/?page="), 40).number == 1


@pytest.mark.parametrize(
    ("html", "windows"),
    [
        pytest.param("<p>无表格</p>", 0, id="none"),
        pytest.param("<table><tr><td>1</td></tr></table>", 1, id="one"),
        pytest.param(
            "<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>",
            1,
            id="one in another",
        ),
        pytest.param("<table><tr><td>1</td></tr></table>" * 3, 3, id="three"),
    ],
)
def test_outer_tables_scroll(html, windows):
    body = document_body(html)
    assert body.count('class="table-window"') == body.count("</div>") == windows


def test_a_body_is_sanitised_once_more():
    assert document_body("<p onclick=x>文<script>x</script></p>") == "<p>文</p>"


def test_small_filters():
    assert first_image('<p><img src="/a?x=1&amp;y=2"></p>', "http://s") == "http://s/a?x=1&y=2"
    assert first_image("<p></p>", "http://s") == ""
    assert index_address("云 A?/1#") == "/i/%E4%BA%91%20A%3F/1%23"
    assert [thousands(None), thousands(12345)] == ["—", "12,345"]
