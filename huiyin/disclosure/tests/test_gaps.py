"""查漏补缺: how a column stands, what a legal item lacks, who sees it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.casework import disclosed
from huiyin.disclosure.desk.gaps import HEADS, rows
from huiyin.disclosure.duty import elements, gaps
from huiyin.disclosure.models import ColumnType, LegalItem, Timing
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.disclosure.tree.columns import set_column
from huiyin.disclosure.tree.deadlines import UpdateClock, update_days
from huiyin.web.kept.page_cache import pages

S = gaps.State


@pytest.mark.parametrize(
    ("limit", "cycle", "days"),
    [
        pytest.param(None, "", None, id="neither"),
        pytest.param(14, "", 14, id="a limit"),
        pytest.param(None, "monthly", 31, id="a cycle"),
        pytest.param(90, "yearly", 90, id="the stricter of both"),
    ],
)
def test_update_days(limit, cycle, days):
    assert update_days(limit, cycle) == days


@pytest.mark.parametrize(
    ("days", "warn", "due"),
    [
        pytest.param(14, "2026-03-11", "2026-03-15", id="two weeks: from the tenth day"),
        pytest.param(10, "2026-03-08", "2026-03-11", id="exactly seventy percent"),
        pytest.param(1, "2026-03-02", "2026-03-02", id="a day"),
    ],
)
def test_clock(days, warn, due):
    clock = UpdateClock(date(2026, 3, 1), days)
    assert (str(clock.warn_on), str(clock.due_on)) == (warn, due)


@pytest.fixture
def agency(bureau, robot, morning):
    return agency_page(bureau, actor=robot, at=morning)


@pytest.fixture
def column(agency, robot, morning):
    """A column with settings: `column("gonggao", item, update_days=14)`."""

    def make(slug="gonggao", item="", kind=ColumnType.OTHER, parent=None, **settings):
        column = add_column(
            parent or agency, f"栏目{slug}", slug=slug, column_type=kind, legal_item=item,
            actor=robot, at=morning,
        )  # fmt: skip
        pages.clear()
        return set_column(column, settings, actor=robot, at=morning) if settings else column

    return make


@pytest.fixture
def publish(bureau, robot, morning):
    def make(within, days_ago=0, title="某项信息", body="<p>正文。</p>"):
        at = morning - timedelta(days=days_ago)
        values = {"title": title, "issuer": "某局", "source": "某局", "published_at": at}
        document = publish_document(within, bureau, values | {"body": body}, actor=robot, at=at)
        pages.clear()
        return document

    return make


def line(key, morning):
    report = gaps.board(today=timezone.localdate(morning))
    return report.lines[key, report.agencies[0].path]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_ago", "settings", "state"),
    [
        pytest.param(None, {"update_days": 14}, S.EMPTY, id="nothing in it"),
        pytest.param(0, {"update_days": 14}, S.FINE, id="new today"),
        pytest.param(9, {"update_days": 14}, S.FINE, id="a day before the reminder"),
        pytest.param(10, {"update_days": 14}, S.SOON, id="at seventy percent"),
        pytest.param(14, {"update_days": 14}, S.SOON, id="on the last day"),
        pytest.param(15, {"update_days": 14}, S.LATE, id="a day after"),
        pytest.param(400, {}, S.OPEN, id="old without a limit"),
        pytest.param(
            200, {"timing": Timing.REGULAR, "cycle": "half-yearly"}, S.LATE, id="past its cycle"
        ),
    ],
)
def test_how_a_column_stands(column, publish, morning, days_ago, settings, state):
    document = column("tongji", LegalItem.STATISTICS, **settings)
    if days_ago is not None:
        publish(document, days_ago)
    assert line(LegalItem.STATISTICS, morning).state is state


@pytest.mark.django_db
class TestLines:
    def test_without_a_column(self, agency, morning):
        pages.clear()
        gap = line(LegalItem.FEES, morning)
        assert (gap.state, gap.faults(timezone.localdate(morning))) == (S.ABSENT, ["没有栏目"])

    def test_every_legal_item_has_its_line(self, agency, morning):
        pages.clear()
        keys = {key for key, _ in gaps.board().items}
        assert keys >= set(LegalItem.values) | {ColumnType.GUIDE, ColumnType.ANNUAL_REPORT}

    def test_what_holds_columns_only_is_not_empty_itself(self, column, publish, morning):
        above = column("caizheng", LegalItem.BUDGET)
        publish(column("yusuan", LegalItem.BUDGET, parent=above), title="预算、决算和三公经费")
        gap = line(LegalItem.BUDGET, morning)
        assert [one.state for one in gap.standings] == [S.OPEN, S.OPEN]
        assert gap.documents == 1  # counted once, though two columns hold it

    def test_elements_that_are_not_found_are_named(self, column, publish, morning):
        publish(
            column("jigou", LegalItem.FUNCTIONS),
            body="<p>主要职责；内设机构；办公地址：清溪大道；办公时间；联系电话。</p>",
        )
        gap = line(LegalItem.FUNCTIONS, morning)
        assert gap.state is S.INCOMPLETE
        assert gap.lacking == ("负责人姓名",)

    def test_a_late_column_says_how_late(self, column, publish, morning):
        publish(column("dongtai", LegalItem.LOCAL, update_days=14), 20)
        faults = line(LegalItem.LOCAL, morning).faults(timezone.localdate(morning))
        assert faults == ["“栏目dongtai”超过期限6天没有更新"]

    def test_what_is_disclosed_for_good_counts_from_its_last_review(
        self, column, publish, bureau, robot, morning
    ):
        holder = column("zd", LegalItem.PLANS, timing=Timing.FIXED, cycle="yearly")
        page = publish(holder, 500)
        today = timezone.localdate(morning)
        assert "没有复核" in line(LegalItem.PLANS, morning).faults(today)[0]
        page.save_revision().publish()
        pages.clear()
        assert line(LegalItem.PLANS, morning).state is not S.LATE

    def test_a_register_counts(self, agency, bureau, morning, monkeypatch):
        monkeypatch.setattr(disclosed, "_sources", {})
        disclosed.declare(
            disclosed.Source(LegalItem.FEES, "收费目录", "/fees/", lambda: {bureau.pk: (3, None)})
        )
        pages.clear()
        gap = line(LegalItem.FEES, morning)
        assert (gap.state, gap.documents) == (S.OPEN, 3)

    def test_the_workbook_has_a_row_for_each_column_or_gap(self, column, publish, morning):
        publish(column("dongtai", LegalItem.LOCAL, update_days=14), 20, title="=1+1")
        body_rows = rows(gaps.board(today=timezone.localdate(morning)))
        assert all(len(row) == len(HEADS) for row in body_rows)
        assert any(row[3] == "栏目dongtai" and row[8] == "逾期" for row in body_rows)
        assert any(row[1] == "20-08" and row[8] == "没有栏目" for row in body_rows)

    def test_queries_do_not_grow_with_documents(self, column, publish, morning):
        holder = column("jigou", LegalItem.FUNCTIONS, update_days=14)
        publish(holder)
        few = self._queries()
        for number in range(12):
            publish(holder, number)
        assert self._queries() == few
        assert few <= 17  # one of them for each source beside the tree

    def _queries(self):
        pages.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            gaps.board()
        return len(asked)


def test_every_rule_names_something_known():
    for rule in elements.rules():
        assert rule.item in {"", *LegalItem.values}
        assert rule.column_type in {"", *ColumnType.values}
        assert rule.missing([]) == tuple(name for name, _ in rule.elements)


@pytest.mark.django_db
def test_what_lies_outside_the_tree_belongs_to_an_item_of_the_board():
    items = {key for key, _ in gaps.Board(date(2026, 2, 6), []).items}
    assert {source.item for source in disclosed.sources()} <= items
    assert len(disclosed.sources()) > 5
