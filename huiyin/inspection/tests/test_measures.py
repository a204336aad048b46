"""Each indicator, met and broken: made by the real actions, looked at as a visitor would."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from huiyin.disclosure.models import ColumnType, DocumentAttachment, LegalItem
from huiyin.disclosure.page.view_counts import counter
from huiyin.disclosure.tree.publishing import gate
from huiyin.files.models import StoredFile
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.inspection import loading
from huiyin.inspection.measures import pages as page_measures
from huiyin.measuring import inside
from huiyin.measuring.asking import find
from huiyin.measuring.base import Ask, Verdict, known
from huiyin.web.kept.page_cache import pages
from huiyin.web.models import SiteProfile

pytestmark = pytest.mark.django_db
MET, BROKEN, UNMEASURED = Verdict.MET, Verdict.BROKEN, Verdict.UNMEASURED


@pytest.fixture
def look(morning):
    """What an indicator says now: `look("home-update")`."""

    def run(code, at=morning):
        pages.clear()
        values = loading.shipped()[code]
        return find(values["measure"])(Ask(at, values["threshold"]))

    return run


def test_every_indicator_has_its_measure():
    ours = {name for name, one in known.items() if one.__module__.startswith("huiyin.inspection.")}
    assert {values["measure"] for values in loading.shipped().values()} == ours


@pytest.mark.parametrize(
    ("code", "days", "verdict"),
    [
        pytest.param("home-update", 14, MET, id="home page: on the fourteenth day"),
        pytest.param("home-update", 15, BROKEN, id="home page: a day later"),
        pytest.param("news", 14, MET, id="news: on the fourteenth day"),
        pytest.param("news", 15, BROKEN, id="news: a day later"),
    ],
)
def test_news(look, column, publish, code, days, verdict):
    publish(column(), days)
    assert look(code).verdict is verdict


@pytest.mark.parametrize(
    ("kind", "code", "days", "verdict"),
    [
        pytest.param(ColumnType.POLICY, "policies", 180, MET, id="policy within half a year"),
        pytest.param(ColumnType.POLICY, "policies", 181, BROKEN, id="policy later"),
        pytest.param(ColumnType.INTERPRETATION, "interpretation-update", 181, BROKEN, id="解读"),
        pytest.param(ColumnType.OTHER, "policies", 1, BROKEN, id="no such column at all"),
    ],
)
def test_kinds_of_columns(look, column, publish, kind, code, days, verdict):
    publish(column("x", kind), days)
    assert look(code).verdict is verdict


def test_the_home_page_of_an_empty_site(look, site):
    assert look("home-update").value == "没有信息"


@pytest.mark.parametrize(("count", "verdict"), [(4, MET), (5, BROKEN)])
def test_empty_columns(look, column, count, verdict):
    for number in range(count):
        column(f"empty{number}", ColumnType.OTHER)
    outcome = look("empty-columns")
    assert (outcome.verdict, outcome.value, outcome.limit) == (verdict, f"{count}个", "少于5个")
    assert outcome.evidence[0].address == "/cgj/empty0/"


@pytest.mark.parametrize(("count", "verdict"), [(9, MET), (10, BROKEN)])
def test_columns_past_their_limit(look, column, publish, count, verdict):
    for number in range(count):
        publish(column(f"late{number}", ColumnType.OTHER, update_days=10), 11)
    assert look("stale-columns").verdict is verdict


@pytest.mark.parametrize(("count", "verdict"), [(4, MET), (5, BROKEN)])
def test_main_columns_together(look, column, publish, count, verdict):
    for number in range(count):
        publish(column(f"news{number}"), 15)
    inner = column("inner", ColumnType.POLICY, parent=column("zc", ColumnType.OTHER))
    publish(inner, 400)  # policies count on the first level only
    assert look("stale-news").verdict is verdict


class TestDates:
    def test_honest(self, look, column, publish, morning):
        publish(column(), 3, formed_on=timezone.localdate(morning) - timedelta(days=5))
        assert look("false-dates").verdict is MET

    def test_before_it_was_formed(self, look, column, publish, morning):
        page = publish(column(), 10, formed_on=timezone.localdate(morning) - timedelta(days=5))
        outcome = look("false-dates")
        assert outcome.verdict is BROKEN
        assert outcome.evidence[0].address == page.permanent_address

    def test_in_the_future(self, look, column, publish):
        publish(column(), -5)
        assert "将来" in look("false-dates").evidence[0].sentence

    def test_dated_back_in_the_editor(self, look, column, publish, morning):
        page = publish(column())
        page.published_at = morning - timedelta(days=40)
        page.save_revision().publish()
        assert "实际" in look("false-dates").evidence[0].sentence

    def test_a_day_without_a_time(self, look, column, publish, morning):
        publish(column(), published_at=morning.replace(hour=0, minute=0))
        assert look("publication-time").faults == 1


class TestInterpretations:
    @pytest.fixture
    def policy(self, column, publish):
        return publish(column("wj", ColumnType.POLICY), 30, title="某办法")

    def test_linked_and_in_time(self, look, column, publish, policy):
        publish(column("jd", ColumnType.INTERPRETATION), 28, interprets=policy)
        assert look("interpretation-links").verdict is MET
        assert look("interpretation-days").verdict is MET

    def test_linked_and_late(self, look, column, publish, policy):
        publish(column("jd", ColumnType.INTERPRETATION), 5, interprets=policy)
        assert look("interpretation-days").verdict is BROKEN

    def test_not_linked(self, look, column, publish, policy):
        publish(column("jd", ColumnType.INTERPRETATION), 28)
        assert look("interpretation-links").faults == 1

    def test_of_years_ago(self, look, column, publish):
        publish(column("jd", ColumnType.INTERPRETATION), 500)
        assert look("interpretation-links").verdict is MET


@pytest.mark.parametrize(
    ("body", "lacking"),
    [
        pytest.param("<p>职责；内设机构；地址；办公时间；电话；局长</p>", 0, id="all six"),
        pytest.param("<p>职责；内设机构；地址；电话</p>", 2, id="two missing"),
    ],
)
def test_functions(look, column, publish, body, lacking):
    publish(column("jg", ColumnType.FUNCTIONS, item=LegalItem.FUNCTIONS), body=body)
    assert look("functions").faults == lacking


def test_no_guide_at_all(look, site):
    assert look("guide").evidence[0].sentence.endswith("没有发布公开指南")


@pytest.mark.parametrize(("days", "verdict"), [(80, MET), (100, BROKEN), (400, MET)])
def test_unanswered(look, bureau, robot, morning, days, verdict):
    at = morning - timedelta(days=days)
    hotline.register(
        ServiceRequest(
            agency=bureau, channel=Channel.objects.get(key="interaction"), request_kind="enquiry",
            subject="某事", content="某事", received_on=at.date(),
        ),
        actor=robot, at=at,
    )  # fmt: skip
    assert look("unanswered").verdict is verdict


@pytest.mark.parametrize("name", ["unanswered", "answers"])
def test_a_confidential_request_is_counted_and_not_named(look, bureau, robot, morning, name):
    at = morning - timedelta(days=100)
    request = hotline.register(
        ServiceRequest(
            agency=bureau, channel=Channel.objects.get(key="mayor-hotline"),
            request_kind="report", subject="某事", content="某事", received_on=at.date(),
        ),
        actor=robot, at=at,
    )  # fmt: skip
    outcome = look(name)
    assert outcome.faults == 1
    assert [one.address for one in outcome.evidence] == [""]
    assert request.reference not in str(outcome.evidence)


class TestLinks:
    @pytest.mark.parametrize(
        ("href", "dead"),
        [
            pytest.param("/", 0, id="the home page"),
            pytest.param("/licences/", 0, id="a list"),
            pytest.param("/cgj/dongtai/", 0, id="a column"),
            pytest.param("/cgj/dongtai", 0, id="a column without its slash is led on"),
            pytest.param("https://cgj.yunxi.gov.cn/cgj/dongtai/", 0, id="by its full address"),
            pytest.param("/cgj/nowhere/", 1, id="a column that is not"),
            pytest.param("/i/11341799MB1Q00017E/199901-00001", 1, id="a document that is not"),
            pytest.param("/files/999999/x.docx", 1, id="a file that is not"),
            pytest.param("/files/99999999999999999999999/x", 1, id="a file of no possible number"),
            pytest.param("/licences/999999/", 1, id="a licence that is not"),
            pytest.param("https://www.example.org/gone", 0, id="elsewhere: not asked"),
            pytest.param("mailto:someone@example.org", 0, id="a letter"),
        ],
    )
    def test_each_kind(self, look, column, publish, href, dead):
        publish(column(), body=f'<p><a href="{href}">某处</a></p>')
        outcome = look("dead-links")
        assert outcome.faults == dead, outcome.evidence

    def test_to_another_document(self, look, column, publish, robot):
        there = publish(column())
        publish(column("b"), body=f'<p><a href="{there.permanent_address}">见</a></p>')
        assert look("dead-links").verdict is MET
        with gate(robot):
            there.unpublish()
        assert look("dead-links").faults == 1

    def test_external_ones_are_counted_and_not_asked(self, look, column, publish):
        publish(column(), body='<p><a href="https://www.example.org/">某处</a></p>')
        assert "外部链接 1 个，没有联网检查" in look("dead-links").note

    def test_attachments(self, look, column, publish, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        file = StoredFile(name="a.docx", media_type="application/msword", size=5, sha256="0" * 64)
        file.content.save("x", ContentFile(b"hello"))
        publish(column(), attachments=[DocumentAttachment(name="a.docx", file=file)])
        assert look("missing-files").verdict is MET
        file.content.storage.delete(file.content.name)
        assert look("missing-files").faults == 1

    def test_an_attachment_that_was_never_fetched(self, look, column, publish):
        publish(column(), attachments=[DocumentAttachment(name="a.docx", old_address="/old/a")])
        assert "只有名称" in look("missing-files").evidence[0].sentence


class TestPages:
    def test_all_tags(self, look, column, publish):
        publish(column())
        assert look("tags").verdict is MET, look("tags").evidence

    @pytest.mark.parametrize(
        ("code", "field"),
        [
            pytest.param("tags", "id_code", id="a site tag"),
            pytest.param("footer", "icp_number", id="a line of the foot"),
        ],
    )
    def test_something_not_filled_in(self, look, column, publish, code, field):
        publish(column())
        SiteProfile.objects.update(**{field: ""})
        assert look(code).verdict is BROKEN

    def test_footer_and_correction(self, look, column, publish):
        publish(column())
        assert look("footer").verdict is MET, look("footer").evidence
        assert look("correction").verdict is MET

    def test_search_finds_what_is_published(self, look, column, publish):
        publish(column(), title="关于清溪大道夜间养护的公告")
        assert look("search").verdict is MET

    def test_modes_and_data(self, look, site):
        assert look("accessible").verdict is MET, look("accessible").evidence
        assert look("open-data").verdict is MET

    def test_every_kind_of_page_is_sampled(self, bureau, column, publish, morning):
        publish(column())
        sampled = list(page_measures.sample(Ask(morning)))
        assert [page.address for page in sampled[:3]] == ["/", "/cgj/", "/cgj/dongtai/"]
        assert {page.answer.status_code for page in sampled} == {200}
        part = [page.address for page in page_measures.sample(Ask(morning, agency=bureau.pk))]
        assert part[:2] == ["/cgj/", "/cgj/dongtai/"]
        assert len(part) == 3, "and its newest document"

    def test_a_visit_of_the_inspection_is_no_reader(self, column, publish):
        page = publish(column())
        assert inside.get(page.permanent_address).status_code == 200
        assert counter.waiting(page.pk) == 0


@pytest.mark.parametrize(
    "code", ["safety", "availability", "external-links", "ipv6", "browsers", "single-sign-on",
             "guides-incomplete", "service-forms"],
)  # fmt: skip
def test_what_cannot_be_seen_from_here_says_so(look, site, code):
    outcome = look(code)
    assert outcome.verdict is UNMEASURED
    assert len(outcome.note) > 15


def test_a_domain_of_the_government(look, site):
    assert look("domain").verdict is MET
    SiteProfile.objects.update(domain="cgj.example.com")
    assert look("domain").verdict is BROKEN
