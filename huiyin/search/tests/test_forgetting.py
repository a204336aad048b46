"""What was learned from a title is not suggested once no title says it."""

from datetime import date

import pytest

from huiyin.search import index, learning
from huiyin.search.models import Term

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


def document(key, title):
    return index.Document(key=key, url=f"/i/{key}", title=title, body="文", published_on=DAY)


@pytest.mark.parametrize("change", ["another title", "withdrawn"])
def test_a_title_goes_with_its_document(change):
    index.put([document("1", "关于张三的通报"), document("2", "关于清扫的通报")])
    learning.learn(at=DAY)
    assert Term.objects.filter(text="关于张三的通报").exists()
    if change == "withdrawn":
        index.drop(["1"])
    else:
        index.put([document("1", "关于结果的通报")])
    assert not Term.objects.filter(text__contains="张三").exists()
    assert Term.objects.filter(text="关于清扫的通报").exists()


def test_a_title_that_another_document_has_too_stays():
    index.put([document("1", "关于清扫的通报"), document("2", "关于清扫的通报")])
    learning.learn(at=DAY)
    index.drop(["1"])
    assert Term.objects.filter(text="关于清扫的通报").exists()
