"""Put, drop, find: on whichever database the tests run."""

from dataclasses import replace
from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.search import index
from huiyin.search.chinese import fold
from huiyin.search.index import Document, Query
from huiyin.search.models import Entry
from huiyin.search.upkeep import clear_if_emptied

pytestmark = pytest.mark.django_db

DAY = date(2020, 11, 23)


def document(key="document:1", **values):
    values.setdefault("title", "关于城市建筑垃圾处置核准的通知")
    values.setdefault(
        "body", "为做好空气质量保障，PM2.5 浓度须下降。依据《条例》，核准后方可处置。"
    )
    return Document(key=key, **{"url": f"/i/{key}", "published_on": DAY, **values})


def put(*documents):
    index.put(documents)


def keys_of(text, **filters):
    results = index.find(Query(text, **filters))
    assert results.total >= len(results.hits)
    return [hit.key for hit in results.hits]


NUMBERED = {
    "index_number": "202011-00029",
    "doc_number": "云城管〔2020〕5号",
    "attachments": "1.处置申请表.docx\n2.运输路线图.pdf",
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("建筑垃圾", id="a word of the title"),
        pytest.param("市建", id="two characters across words"),
        pytest.param("保障，PM2.5", id="punctuation and Latin"),
        pytest.param("ＰＭ２．５浓度", id="full width, without the space"),
        pytest.param("pm2", id="small letters"),
        pytest.param("下降。依据《条", id="across sentences"),
        pytest.param("202011-00029", id="an index number"),
        pytest.param("20201100029", id="an index number without its hyphen"),
        pytest.param("0-00", id="part of a number"),
        pytest.param("〔2020〕5", id="part of a document number"),
        pytest.param("[2020]5号", id="a document number in other brackets"),
        pytest.param("运输路线图.pdf", id="the name of an attachment"),
        pytest.param("处", id="one character"),
        pytest.param("知", id="the last character of a field"),
        pytest.param("核准 浓度 路线", id="words in different fields"),
        pytest.param("  核准　\n浓度 ", id="spaces around"),
    ],
)
def test_found(text):
    put(document(**NUMBERED), document("document:2", title="别的", body="其他内容"))
    assert keys_of(text) == ["document:1"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("建圾", id="characters that are not neighbours"),
        pytest.param("核准 不存在", id="one word of two"),
        pytest.param("通知为做", id="across title and body"),
        pytest.param("docx2运输", id="across two attachments"),
        pytest.param("5号1处", id="across number and attachment"),
        pytest.param("_n3230", id="the index's own words"),
        pytest.param("，。！？《》", id="only punctuation"),
        pytest.param("", id="nothing"),
        pytest.param("   ", id="only spaces"),
        pytest.param("😀", id="only a picture"),
    ],
)
def test_not_found(text):
    put(document(**NUMBERED, agency="cgj", theme="城乡建设", column="/cgj/"))
    assert index.find(Query(text), facets=True).total == 0


HOSTILE = [
    '"', "'", '"核准', "核准'", "核准 AND", "核准 OR NOT", "NEAR(核准 处置, 5)", "title:核准", "{title}:核",
    "核准*", "^核准", "核准\0处置", "\0", "\ud83d核准", "核准\udfff", "核准 -处置", "核准;DROP TABLE search_entry",
    "%", "_", "核准%", "\\", "核准\\", "{核准}", "核准 & 处置", "核准 | !处置", "<->", "核准:*", "%s", "%(a)s",
    "核" * 10_000, "核准 " * 5_000, "。" * 100_000, "<mark>", "&lt;", "\u202e核准", "\ufeff", "ﷺ" * 60,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])
def test_hostile_queries_are_harmless(text):
    put(document(**NUMBERED))
    results = index.find(Query(text), facets=True)
    assert results.total in {0, 1}
    assert results.total == len(results.hits)
    assert index.find(Query("核准", agency=text, column=text, theme=text)).total == (
        1 if not text.strip("\0/") else 0
    )


def test_hostile_documents_are_harmless():
    put(
        document(
            title="核准\0\ud800<script>alert('核准')</script>",
            body="</mark><img src=x onerror=核准>",
        )
    )
    (hit,) = index.find(Query("核准")).hits
    assert hit.title == (
        "<mark>核准</mark>&lt;script&gt;alert(&#x27;<mark>核准</mark>&#x27;)&lt;/script&gt;"
    )
    assert hit.snippet == "&lt;/mark&gt;&lt;img src=x onerror=<mark>核准</mark>&gt;"


def test_bounds_of_a_page():
    put(*(document(f"document:{number}") for number in range(30)))
    first, second = keys_of("核准"), keys_of("核准", offset=20)
    assert (len(first), len(second), len({*first, *second})) == (20, 10, 30)
    assert keys_of("核准", offset=1000) == []
    assert keys_of("核准", offset=-5, limit=10**30) == first + second
    assert keys_of("核准", offset=10**30) == []
    assert index.find(Query("核准", limit=0)).total == 30


TEXTS = st.text(
    st.one_of(st.sampled_from("政府信息公开，。 〔2020〕PM.５㎡"), st.characters()), max_size=60
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries(dict.fromkeys(("title", "body", "index_number", "doc_number"), TEXTS)),
    st.data(),
)
def test_every_passage_of_an_indexed_text_is_found(fields, data):
    put(document(**fields))
    text = data.draw(st.sampled_from([fields[name] for name in sorted(fields)]))
    start = data.draw(st.integers(0, len(text)))
    passage = text[start : start + data.draw(st.integers(2, 60))]
    if len(fold(passage)) >= 2:
        assert keys_of(passage) == ["document:1"]
    index.drop(["document:1"])
    assert index.find(Query(passage)).total == 0


def test_put_twice_is_once():
    put(document(), document())
    put(document())
    assert index.find(Query("核准"), facets=True).total == 1
    assert Entry.objects.count() == 1


def test_of_two_in_one_call_the_later_counts():
    put(document(title="先前的"), document(title="后来的"))
    assert (keys_of("先前"), keys_of("后来")) == ([], ["document:1"])


def test_an_update_forgets_the_old_words():
    put(document(**NUMBERED, agency="cgj"))
    put(document(title="新的标题", body="新的正文", published_on=date(2021, 1, 4), agency="swj"))
    for old in ("核准", "垃圾", "PM2.5", "202011-00029", "运输"):
        assert index.find(Query(old), facets=True).total == 0
    assert keys_of("新的标题", agency="swj", since=date(2021, 1, 1)) == ["document:1"]
    assert keys_of("新的标题", agency="cgj") == []


def test_drop_takes_out_and_minds_no_unknown_key():
    put(document(), document("document:2"))
    index.drop(["document:1", "document:99"])
    assert keys_of("核准") == ["document:2"]
    index.drop([])


def test_indexing_is_part_of_the_callers_transaction():
    def publish_and_fail():
        with transaction.atomic():
            put(document(title="不应留下"))
            raise RuntimeError

    put(document())
    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert (keys_of("不应留下"), keys_of("核准")) == ([], ["document:1"])


@pytest.mark.parametrize(
    "documents", [None, "given"], ids=["from what is stored", "from documents"]
)
def test_rebuild(documents):
    put(document(), document("document:2", **NUMBERED))
    index.rebuild([document("document:2")] if documents else None)
    assert sorted(keys_of("核准")) == (
        ["document:2"] if documents else ["document:1", "document:2"]
    )
    index.drop(["document:2"])
    assert keys_of("核准") == ([] if documents else ["document:1"])


def test_a_flush_of_the_tables_empties_the_index():
    put(document())
    Entry.objects.all().delete()
    clear_if_emptied(None)
    assert index.find(Query("核准")).total == 0
    put(document())
    assert keys_of("核准") == ["document:1"]


SEAM = "甲乙丙丁戊己庚辛壬癸"


@pytest.mark.parametrize("length", [7_990, 8_000, 16_380, 16_384, 60_000])
def test_a_phrase_is_found_at_every_depth_of_a_long_text(length):
    filler = "".join(chr(0x4E00 + number % 5000) for number in range(length))
    put(document(body=f"{filler}{SEAM}{filler[::-1]}"))
    (hit,) = index.find(Query(SEAM)).hits
    assert f"<mark>{SEAM}</mark>" in hit.snippet
    assert keys_of(filler[-3:] + SEAM[:3]) == ["document:1"]


def test_a_pair_that_is_repeated_a_thousand_times_hides_nothing():
    put(document(body="样例有限公司，" * 3000 + "末尾的有限公司在此"))
    assert keys_of("末尾的有限公司在此") == ["document:1"]


def test_half_a_million_different_places():
    put(document(body="".join(f"{number:x}号" for number in range(120_000))))
    assert keys_of("1d4bf号") == ["document:1"]


RANKED = [
    document("exact", doc_number="云城管〔2020〕5号", published_on=date(2010, 1, 1)),
    document("title-new", title="云城管20205号令", published_on=date(2012, 1, 1)),
    document("title-old", title="云城管20205号令", published_on=date(2011, 1, 1)),
    document("attachment", attachments="云城管20205号.pdf", published_on=date(2013, 1, 1)),
    document("body-new", body="见云城管〔2020〕5号。", published_on=date(2021, 1, 1)),
    document("body-old", body="见云城管〔2020〕5号。", published_on=date(2020, 1, 1)),
]


def test_the_number_itself_then_title_then_names_then_body_and_newer_first():
    put(*reversed(RANKED))
    expected = [ranked.key for ranked in RANKED]
    assert keys_of("云城管〔2020〕5号") == expected
    assert [
        key for start in range(6) for key in keys_of("云城管〔2020〕5号", offset=start, limit=1)
    ] == expected
    scores = [hit.score for hit in index.find(Query("云城管〔2020〕5号")).hits]
    assert scores == [100, 10, 10, 4, 1, 1]


def test_one_word_in_the_title_is_better_than_none():
    put(
        document("neither", title="通告", body="停车收费", published_on=date(2021, 1, 1)),
        document("one", title="停车通告", body="收费", published_on=date(2020, 1, 1)),
        document("both", title="停车收费", body="无", published_on=date(2019, 1, 1)),
    )
    assert keys_of("停车 收费") == ["both", "one", "neither"]
    assert [hit.score for hit in index.find(Query("停车 收费")).hits] == [10, 2, 1]


def test_order_by_date():
    put(*RANKED)
    by_date = sorted(RANKED, key=lambda ranked: ranked.published_on, reverse=True)
    assert keys_of("云城管〔2020〕5号", order="date") == [ranked.key for ranked in by_date]


FILED = [
    document("a", agency="cgj", agency_name="市城管局", column="/cgj/gzdt/", column_name="工作动态",
             theme="城乡建设", published_on=date(2019, 12, 31)),
    document("b", agency="cgj", agency_name="市城管局", column="/cgj/gzdt/2020/", column_name="2020年",
             theme="综合政务", published_on=date(2020, 1, 1)),
    document("c", agency="swj", agency_name="市水务局", column="/swj/gzdt", column_name="工作动态",
             theme="城乡建设", published_on=date(2020, 12, 31)),
    document("d", published_on=date(2021, 1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        pytest.param({}, "dcba", id="none"),
        pytest.param({"agency": "cgj"}, "ba", id="an agency"),
        pytest.param({"agency": "cg"}, "", id="part of a slug is another agency"),
        pytest.param({"column": "/cgj/gzdt/"}, "ba", id="a column and all below"),
        pytest.param({"column": "cgj/gzdt/2020"}, "b", id="slashes at the ends do not matter"),
        pytest.param({"column": "/cgj/gz"}, "", id="part of a name is another column"),
        pytest.param({"column": "/cgj/%/"}, "", id="no wildcards"),
        pytest.param({"theme": "城乡建设"}, "ca", id="a theme"),
        pytest.param({"since": date(2020, 1, 1)}, "dcb", id="since, that day included"),
        pytest.param({"until": date(2020, 12, 31)}, "cba", id="until, that day included"),
        pytest.param(
            {"since": date(2021, 1, 1), "until": date(2020, 1, 1)}, "", id="an empty period"
        ),
        pytest.param({"since": date.min, "until": date.max}, "dcba", id="all times"),
        pytest.param(
            {"agency": "cgj", "theme": "综合政务", "since": date(2020, 1, 1)}, "b", id="several"
        ),
    ],
)
@pytest.mark.parametrize("order", ["relevance", "date"])
def test_filters(filters, keys, order):
    put(*FILED)
    results = index.find(Query("核准", order=order, **filters))
    assert ("".join(hit.key for hit in results.hits), results.total) == (keys, len(keys))


def test_facets():
    put(*FILED)
    assert index.find(Query("核准"), facets=True).facets == {
        "agency": [("cgj", "市城管局", 2), ("swj", "市水务局", 1)],
        "column": [
            ("/cgj/gzdt/", "工作动态", 1),
            ("/cgj/gzdt/2020/", "2020年", 1),
            ("/swj/gzdt/", "工作动态", 1),
        ],
        "theme": [("城乡建设", "城乡建设", 2), ("综合政务", "综合政务", 1)],
        "year": [("2020", "2020", 2), ("2021", "2021", 1), ("2019", "2019", 1)],
    }
    assert index.find(Query("核准")).facets == {}


def test_a_facet_does_not_heed_its_own_filter():
    put(*FILED)
    facets = index.find(Query("核准", agency="cgj", since=date(2020, 1, 1)), facets=True).facets
    assert facets["agency"] == [("cgj", "市城管局", 1), ("swj", "市水务局", 1)]
    assert facets["year"] == [("2020", "2020", 1), ("2019", "2019", 1)]
    assert facets["theme"] == [("综合政务", "综合政务", 1)]


def test_a_hit_tells_where_it_is_from():
    put(replace(FILED[0], **NUMBERED))
    (hit,) = index.find(Query("申请表")).hits
    assert (hit.url, hit.agency_name, hit.column_name) == ("/i/a", "市城管局", "工作动态")
    assert (hit.index_number, hit.doc_number, hit.published_on) == (
        "202011-00029",
        "云城管〔2020〕5号",
        date(2019, 12, 31),
    )
    assert hit.snippet == "附件：1.处置<mark>申请表</mark>.docx"


def test_a_page_takes_few_queries(django_assert_max_num_queries):
    put(*RANKED, *FILED)
    with django_assert_max_num_queries(7):  # the total, five ranks, the entries
        assert len(index.find(Query("核准 处置")).hits) == 10


def test_the_migration_can_be_undone():
    migration = import_module("huiyin.search.migrations.0002_fulltext")
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        migration.backward(None, editor)
        assert "search_words" not in connection.introspection.table_names()
        migration.forward(None, editor)
    put(document())
    assert keys_of("核准") == ["document:1"]
