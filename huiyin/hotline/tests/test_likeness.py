"""Texts like a text, in the desk's rows and among public entries, on either database."""

from datetime import date

import pytest

from huiyin.casework import searching
from huiyin.hotline.desk import ROOM
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.search import index, likeness
from huiyin.search.models import Entry

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
TEXTS = {
    "lamp": "青枫路与人民路口的路灯三天不亮，夜里看不清路，请尽快处理",
    "lamp2": "人民路口青枫路那盏路灯一直不亮，请尽快处理",
    "formula": "小区门口占道经营严重，请尽快处理，请尽快处理",
    "far": "公交三路车改道的建议",
}


@pytest.fixture
def keys(bureau):
    """Each text as a request and as a public entry, among many that end in the same formula."""
    channel = Channel.objects.earliest("pk")
    said = TEXTS | {f"other {n}": f"第{n}号井盖松动，请尽快处理" for n in range(40)}
    requests = [
        ServiceRequest(
            agency=bureau, received_on=DAY, channel=channel, request_kind="complaint",
            reference=name, subject=name, content=text,
        )
        for name, text in said.items()
    ]  # fmt: skip
    ServiceRequest.objects.bulk_create(requests)
    index.put(
        index.Document(f"document:{n}", f"/{n}/", name, text, DAY)
        for n, (name, text) in enumerate(said.items())
    )
    return {
        "rows": dict(ServiceRequest.objects.values_list("pk", "reference")),
        "entries": dict(Entry.objects.values_list("pk", "title")),
    }


def nearest(where, *texts):
    if where == "entries":
        return likeness.in_entries(*texts)
    return likeness.in_rows(searching.table_of(ServiceRequest, ROOM.search), *texts)


@pytest.mark.parametrize("where", ["rows", "entries"])
def test_rare_words_come_before_a_formula(keys, where, django_assert_num_queries):
    with django_assert_num_queries(1):
        hits = nearest(where, "青枫路口的路灯不亮，请尽快处理")
    names = [keys[where][key] for key in hits.keys]
    assert set(names[:2]) == {"lamp", "lamp2"}
    assert "far" not in names
    shares = [hits.weights.share(TEXTS[name]) for name in ("lamp", "formula", "far")]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.6 > 0.3 > shares[1]


@pytest.mark.parametrize("where", ["rows", "entries"])
@pytest.mark.parametrize("text", ["", "灯", "。！", "\x00", "龘龘龘龘", '" * ( ^ :', "长" * 3000])
def test_anything_may_be_asked(keys, where, text):
    assert nearest(where, text).keys == []


@pytest.mark.parametrize("where", ["rows", "entries"])
def test_what_is_forgotten_is_like_nothing(keys, where):
    ServiceRequest.objects.update(subject="", content="")
    index.drop([f"document:{n}" for n in range(len(keys["entries"]))])
    assert nearest(where, TEXTS["lamp"]).keys == []
