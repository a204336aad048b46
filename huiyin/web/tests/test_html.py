"""What a text begins with, as feeds and search engines say it."""

import pytest

from huiyin.web.html import opening


@pytest.mark.parametrize(
    ("text", "most", "begins"),
    [
        pytest.param("短。", 10, "短。", id="whole"),
        pytest.param("第一句话。第二句话更长一些，还没有完", 10, "第一句话。", id="a sentence"),
        pytest.param("没有句号的一段话，停在逗号处为好吧", 12, "没有句号的一段话…", id="a pause"),
        pytest.param("监督电话为0000-2345678请拨打", 10, "监督电话为…", id="a telephone number"),
        pytest.param("监督电话为0000-2345678请拨打", 11, "监督电话为…", id="after its dash"),
        pytest.param("没有任何标点的一段很长的话", 8, "没有任何标点的…", id="nothing to stop at"),
        pytest.param("1234567890", 5, "…", id="one number"),
    ],
)
def test_a_text_begins_with_whole_words(text, most, begins):
    assert opening(text, most) == begins
    assert len(opening(text, most)) <= most
