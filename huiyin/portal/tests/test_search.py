"""Search as a reader's tool: what was meant, conditions, suggestions, and what is never kept."""

import io
import json
from datetime import date

import docx
import pytest
from django.http import Http404, QueryDict
from hypothesis import given
from hypothesis import strategies as st

from huiyin.disclosure.tree.attached import read_waiting
from huiyin.portal.search import pace
from huiyin.portal.seeking import Asked
from huiyin.search import asking, index, meaning, question
from huiyin.search.chinese import fold
from huiyin.search.extract import NoTextError, text_of
from huiyin.search.index import Document, Query
from huiyin.search.learning import DIFFERENT, learn
from huiyin.search.models import Asked as Noted
from huiyin.search.models import FileText, Term
from huiyin.throttle.pace import Pace

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def quiet():
    pace.clear()
    asking.notebook.clear()
    yield
    asking.notebook.clear()


@pytest.fixture
def texts():
    titles = [
        "政府信息公开指南",
        "政府信息公开制度",
        "政府信息公开年报",
        "垃圾分类通知",
        "垃圾分类方案",
        "垃圾分类总结",
    ]
    index.put(
        Document(
            f"d:{n}",
            f"/i/{n}",
            title,
            "正文 城市 管理",
            date(2026, 2, n + 1),
            column_name="信息公开指南",
        )
        for n, title in enumerate(titles)
    )
    learn(["依申请公开"], at=DAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("xinxigongkai", "信息公开", id="pinyin"),
        pytest.param("xin xi gong kai", "信息公开", id="pinyin with spaces"),
        pytest.param("ljfl", "垃圾分类", id="initials"),
        pytest.param("依申情公开", "依申请公开", id="another character of the same sound"),
        pytest.param("依申请公布", "依申请公开", id="a slip"),
    ],
)
def test_what_was_meant(texts, typed, meant):
    assert meant in [other.text for other in meaning.otherwise(typed)]


def test_a_pinyin_is_searched_and_said(texts, client, site):
    page = client.get("/search/", {"q": "lajifenlei"}).content.decode()
    assert "已按“<strong>垃圾分类</strong>”搜索（拼音 lajifenlei）" in page
    assert "垃圾分类</mark>通知" in page


def test_traditional_characters_find_simplified_ones(texts):
    assert fold("資訊公開") == "资讯公开"
    assert index.find(Query("垃圾分類")).total == 3


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        pytest.param(Query("城市 管理"), 6, id="words"),
        pytest.param(Query('"城市管理"'), 6, id="a phrase that only a space parts"),
        pytest.param(Query('"管理城市"'), 0, id="a phrase in another order"),
        pytest.param(Query("城市", in_title=True), 0, id="only in titles"),
        pytest.param(Query("垃圾分类", in_title=True), 3, id="in titles"),
    ],
)
def test_where_and_how(texts, asked, total):
    assert index.find(asked, facets=True).total == total


@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "since", "until", "within", "where", "words", "sort", "year", "theme"]
        ),
        st.text(max_size=120),
    )
)
def test_no_parameters_ever_raise(given_parameters):
    parameters = QueryDict(mutable=True)
    parameters.update(given_parameters)
    asked = Asked.of(parameters)
    try:
        asked.query(DAY)
    except Http404:
        assert asked.year
    assert asked.address().startswith("/search/?")


@given(st.text(max_size=80))
def test_phrases_of_anything(text):
    assert all(question.chinese.phrases(text))


def test_times_narrow_and_a_bad_date_is_reported(texts, client, site):
    asked = Asked.of(QueryDict("q=a&within=week&since=2026-03-01&until=2026-02-30"))
    assert "2026-02-30" in asked.fault
    assert asked.query(DAY).since == date(2026, 3, 1)
    turned = Asked.of(QueryDict("q=a&since=2026-03-02&until=2026-03-01"))
    assert (turned.since, turned.until) == ("2026-03-01", "2026-03-02")
    assert "不对" in client.get("/search/?q=a&since=morgen").content.decode()


def test_an_empty_result_leads_on(texts, client, site):
    page = client.get("/search/", {"q": "垃圾分类 不存在的词", "where": "title"}).content.decode()
    assert "少写一个词" in page
    assert "垃圾分类（3条）" in page
    assert "/apply/" in page


def test_very_many_hits_are_an_estimate(monkeypatch, client, site):
    monkeypatch.setattr(question, "BOUND", 20)
    for module in ("sqlite", "postgresql"):
        monkeypatch.setattr(f"huiyin.search.engines.{module}.BOUND", 20)
    monkeypatch.setattr("huiyin.search.index.BOUND", 20)
    monkeypatch.setattr("huiyin.search.engines.postgresql.CANDIDATES", 40)
    index.put(
        Document(
            f"x:{n}",
            f"/i/{n}",
            f"停车收费{n}",
            "停车",
            date(2020, 1 + n % 12, 1),
            agency=f"a{n % 2}",
            agency_name="某局",
        )
        for n in range(600)
    )
    results = index.find(Query("停车"), facets=True)
    assert results.is_estimate
    assert results.reachable <= 20
    assert 300 <= results.total <= 1000
    assert len(results.hits) == 20
    exact = index.find(Query("停车", exact=True, limit=1000))
    assert (exact.total, len(exact.hits), exact.is_estimate) == (600, 600, False)
    assert "约有" in client.get("/search/?q=停车").content.decode()


def test_suggestions_are_few_and_paced(texts, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        suggestions = json.loads(client.get("/search/suggest", {"q": "政府"}).content)[
            "suggestions"
        ]
    assert "政府信息公开指南" in [item["text"] for item in suggestions]
    assert len(suggestions) <= meaning.MOST
    statuses = {
        client.get(f"/search/suggest?q={n}", REMOTE_ADDR=f"2001:db8::{n + 1}").status_code
        for n in range(Pace.MOST + 5)  # one /64 is one party
    }
    assert statuses == {200, 429}


def test_a_query_is_suggested_when_several_visitors_asked_it(texts):
    for visitor in range(DIFFERENT - 1):
        asking.notebook.note("垃圾分类通", f"10.0.0.{visitor}", on=DAY)
        asking.notebook.note("王小明家住哪里", f"10.0.0.{visitor}", on=DAY)
    asking.notebook.note("垃圾分类通", "10.0.0.1", on=DAY)
    asking.notebook.write()
    learn(at=DAY)
    assert not Term.objects.filter(kind=Term.Kind.QUERY).exists()
    for text in ("垃圾分类通", "王小明家住哪里", "13800000000", "341700199001011234"):
        asking.notebook.note(text, "10.0.0.99", on=DAY)
    asking.notebook.write()
    learn(at=DAY)
    assert list(Term.objects.filter(kind=Term.Kind.QUERY).values_list("text", flat=True)) == [
        "垃圾分类通"
    ]
    assert not Noted.objects.filter(text__regex="[0-9]{6}").exists()
    learn(at=date(2026, 6, 1))
    assert not Noted.objects.exists()


def word_file(*paragraphs):
    paper, file = docx.Document(), io.BytesIO()
    for text in paragraphs:
        paper.add_paragraph(text)
    paper.save(file)
    return file.getvalue()


def test_an_attachment_is_found_by_its_text():
    index.put([Document("d:1", "/i/1", "通知", "见附件", DAY, files=(("方案.docx", "a" * 64),))])
    assert index.find(Query("围挡高度")).total == 0
    index.read("a" * 64, text_of("方案.docx", word_file("工地围挡高度不低于二点五米")))
    (hit,) = index.find(Query("围挡高度")).hits
    assert hit.snippet.startswith("附件“方案.docx”：")
    index.put([Document("d:1", "/i/1", "通知", "已更正", DAY)])
    assert index.find(Query("围挡高度")).total == 0


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf", "a.exe"])
@pytest.mark.parametrize("content", [b"", b"nothing", b"%PDF-1.4 x", b"PK\x03\x04"])
def test_a_bad_file_has_a_reason(name, content):
    with pytest.raises(NoTextError):
        text_of(name, content)


def test_a_released_attachment_waits_and_is_read(document, attachment):
    document(attachments=[attachment("方案.docx")])
    assert FileText.objects.filter(is_read=False).count() == 1
    assert read_waiting() == 1
    assert FileText.objects.get().note
    assert read_waiting() == 0


def test_a_search_can_be_followed_and_says_what_page_it_is(texts, client, site):
    page = client.get("/search/?q=垃圾 分类").content.decode()
    words = "q=%E5%9E%83%E5%9C%BE+%E5%88%86%E7%B1%BB"
    assert page.count(f'href="/feeds/search/?{words}"') == 2  # for programs, for people
    assert f'href="/subscribe/?{words}"' in page
    assert '<meta name="ColumnName" content="站内搜索">' in page
