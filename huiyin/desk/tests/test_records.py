"""Lists and record pages: constant queries, filters, hidden personal data, nothing unescaped."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from huiyin.audit.models import Entry
from huiyin.casework.rooms import rooms
from huiyin.desk import others
from huiyin.foi import actions as foi
from huiyin.hotline.categories import actions as categories
from huiyin.hotline.tests.trial import node
from huiyin.ingest import ledgers
from huiyin.ingest.tests.ledger_rows import LICENCE, book
from huiyin.licensing.actions import void
from huiyin.licensing.desk import ROOM as LICENCES
from huiyin.licensing.models import Licence
from huiyin.web.kept.page_cache import pages

ATTACK = "\"><script>alert(1)</script>'{{7*7}}"


def queries(client, address):
    client.get(address)  # what is read once a process is read
    pages.clear()  # whether the half second is over must not decide how many there are
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


OVER_ALL_ROOMS = ("/desk/", "/desk/search/?q=云")


LISTS = (
    *OVER_ALL_ROOMS,
    "/desk/licences/",
    "/desk/foi/",
    "/desk/hotline/",
    "/desk/disclosure/",
    "/desk/audit/",
    "/desk/figures/licensing.decided/?year=2020",
)


def test_more_rows_make_no_more_queries(desk, licence, application, request_):
    client = desk(is_superuser=True)
    licence(), application(description="云溪"), request_(subject="云溪")
    few = {address: queries(client, address) for address in LISTS}
    for number in range(2, 22):
        licence(f"云城管许字〔2020〕{number}号")
        application(description=f"云溪{number}")
        request_(subject=f"云溪{number}")
    assert {address: queries(client, address) for address in LISTS} == few
    most = {address: 10 + 4 * len(rooms()) for address in OVER_ALL_ROOMS}
    most["/desk/hotline/"] = 28  # also the tree of categories, and what hangs on main cases
    assert not [address for address in LISTS if few[address] > most.get(address, 26)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param("", {"SQ-A", "SQ-B", "SQ-C"}, id="all"),
        pytest.param("?state=consulting", {"SQ-B"}, id="by state"),
        pytest.param("?channel=letter", {"SQ-C"}, id="by channel"),
        pytest.param("?overdue=1", {"SQ-A"}, id="overdue"),
        pytest.param("?q=sq-c", {"SQ-C"}, id="by number"),
        pytest.param("?q=滨河 方案", {"SQ-A"}, id="by two words"),
        pytest.param("?channel=letter&state=consulting", set(), id="both"),
    ],
)
def test_filters(query, names, desk, application, robot, now):
    application(reference="SQ-A", received_on=now.date() - timedelta(days=90))
    second = application(reference="SQ-B", description="垃圾站")
    foi.consult(second, actor=robot, at=now, sent_on=now.date(), whom="某公司")
    application(reference="SQ-C", description="广告", channel="letter")
    page = desk("信息公开岗").get(f"/desk/foi/{query}")
    assert {row.name for row in page.context["rows"]} == names
    assert page.context["paging"].total == len(names)


@pytest.mark.parametrize(
    "query", ["?state=flying", "?year=甲", "?since=2020-99-99", "?until=x", "?channel=%27"]
)
def test_filters_that_cannot_be_read_are_named(query, desk, application):
    application()
    page = desk("信息公开岗").get(f"/desk/foi/{query}")
    assert page.status_code == 200
    assert len(page.context["narrowed"].ignored) == 1
    assert "看不懂的筛选条件" in page.content.decode()


@pytest.mark.parametrize(
    "query", ["?page=999", "?page=x", "?sort=applicant_name", "?sort=-", "?sort=due_on"]
)
def test_pages_and_orders_that_do_not_exist_are_no_fault(query, desk, application):
    application()
    assert desk("信息公开岗").get(f"/desk/foi/{query}").status_code == 200


def test_void_records_are_listed_only_when_asked_for(desk, licence, robot, now):
    one = licence()
    void(one, actor=robot, at=now, reason="重复")
    client = desk("行政审批岗")
    assert client.get("/desk/licences/").context["paging"].total == 0
    assert client.get("/desk/licences/?state=voided").context["paging"].total == 1


def test_personal_data_are_hidden_and_each_look_is_logged(desk, application):
    one = application()
    client = desk("信息公开岗", name="魏示例")
    page = client.get(f"/desk/foi/{one.pk}/").content.decode()
    assert "赵示例" not in page
    assert "13800001234" not in page
    assert "赵*例" in page
    door = f"/desk/foi/{one.pk}/reveal/applicant_contact/"
    for wrong in ({}, {"reason": " "}):
        refused = client.post(door, wrong)
        assert (refused.status_code, "请写明查看的理由" in refused.text) == (422, True)
        assert "13800001234" not in refused.text
    answer = client.post(door, {"reason": "电话核对  寄送地址"})
    assert "13800001234" in answer.content.decode()
    assert "赵示例" not in answer.content.decode()
    entry = Entry.objects.get(verb="desk.reveal")
    assert (entry.actor_name, entry.facts) == (
        "魏示例",
        {"field": "联系方式", "reason": "电话核对 寄送地址"},
    )
    assert "13800001234" not in client.get(f"/desk/foi/{one.pk}/").content.decode()


def test_without_the_right_nothing_is_revealed(desk, application):
    one = application()
    client = desk("分管领导")
    assert "/reveal/" not in client.get(f"/desk/foi/{one.pk}/").content.decode()
    assert client.post(f"/desk/foi/{one.pk}/reveal/applicant_name/").status_code == 403
    assert not Entry.objects.filter(verb="desk.reveal").exists()


@pytest.mark.parametrize("name", ["description", "agency", "nonsense"])
def test_only_personal_fields_can_be_revealed(desk, application, name):
    one = application()
    assert desk("信息公开岗").post(f"/desk/foi/{one.pk}/reveal/{name}/").status_code == 404


def test_the_page_tells_why_this_day(desk, application, robot, now):
    one = application()
    answer = desk("信息公开岗").get(f"/desk/foi/{one.pk}/")
    page = answer.content.decode()
    assert "为什么是这一天？" in page
    assert "第 20 日" in page
    assert f"还剩 {one.days_left(now.date())} 个工作日" in page
    foi.consult(one, actor=robot, at=now, sent_on=now.date(), whom="某公司")
    client = answer.client
    assert "中止计时" in client.get(f"/desk/foi/{one.pk}/").content.decode()


def test_nothing_typed_becomes_markup(desk, application, request_, licence, bureau, robot, now):
    one = application(description=ATTACK, applicant_name=ATTACK, delivery=ATTACK)
    category = categories.register(node(bureau, "01", name=ATTACK), actor=robot, at=now)
    two = request_(
        subject=ATTACK, content=ATTACK, place=ATTACK, caller_name=ATTACK, category=category
    )
    three = licence(holder_name=ATTACK, content=ATTACK, remark=ATTACK, document_name=ATTACK)
    foi.ask_correction(one, actor=robot, at=now, wanted=ATTACK)
    client = desk(is_superuser=True, name="<script>alert(1)</script>")
    addresses = [
        "/desk/",
        "/desk/foi/",
        "/desk/hotline/",
        "/desk/licences/",
        f"/desk/foi/?q={ATTACK}&state={ATTACK}&since={ATTACK}",
        f"/desk/search/?q={ATTACK}",
        f"/desk/audit/?person={ATTACK}&record={ATTACK}&since={ATTACK}",
        "/desk/audit/",
        f"/desk/figures/?year={ATTACK}",
        f"/desk/foi/{one.pk}/",
        f"/desk/hotline/{two.pk}/",
        f"/desk/categories/{category.pk}/",
        f"/desk/licences/{three.pk}/",
        f"/desk/licences/{three.pk}/amend/",
        f"/desk/sign-in/?next={ATTACK}",
    ]
    for address in addresses:
        page = client.get(address, follow=True).content.decode()
        assert "<script>alert" not in page, address
        assert "'49" not in page, address
    posted = client.post(f"/desk/foi/{one.pk}/receive_correction/", {"received_on": ATTACK})
    assert "<script>alert" not in posted.content.decode()


def test_the_to_do_list_groups_by_due_date(desk, application, request_, licence, robot, now):
    late = application(received_on=now.date() - timedelta(days=90))
    paused = application()
    foi.ask_correction(paused, actor=robot, at=now, wanted="年份")
    later = application(received_on=now.date())
    unpublished = licence()
    groups = waiting(desk(is_superuser=True))
    assert groups["late"] == [unpublished, late]
    assert groups["later"] == [later]
    assert groups["paused"] == [paused]


def test_the_to_do_list_holds_what_one_can_do_something_about(
    desk, application, request_, licence, now
):
    late = application(received_on=now.date() - timedelta(days=90))
    licence(), request_()
    client = desk("信息公开负责人")
    assert waiting(client) == {"late": [late]}
    assert client.get("/desk/hotline/").context["paging"].total == 1


def waiting(client):
    groups = client.get("/desk/").context["groups"]
    return {group.key: [task.matter for task in group.tasks] for group in groups}


def test_a_number_jumps_to_its_record(desk, application, request_):
    one, two = application(), request_()
    client = desk("信息公开岗")
    assert client.get(f"/desk/search/?q={one.reference}")["Location"] == f"/desk/foi/{one.pk}/"
    hidden = client.get(f"/desk/search/?q={two.reference}")
    assert hidden.status_code == 200
    assert hidden.context["groups"] == []


@pytest.mark.parametrize("number", ["云城管许字〔2020〕7号", "云城管许字第三号"])
def test_a_number_is_known_by_its_numeral(desk, licence, number):
    one = licence(number)
    client = desk(is_superuser=True)
    assert client.get(f"/desk/search/?q={number}")["Location"] == f"/desk/licences/{one.pk}/"


def test_words_alone_are_not_looked_for_among_numbers(desk, licence):
    licence("云城管许字〔2020〕7号")
    client = desk(is_superuser=True)
    asked = "/desk/search/?q=云城管"
    client.get(asked)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(asked).status_code == 200
    assert not [one for one in caught if "LIKE '云城管' ESCAPE" in one["sql"]]


def test_a_list_is_taken_along_masked_and_logged(desk, application, bureau):
    application()
    client = desk("信息公开岗")
    answer = client.get("/desk/foi/?export=xlsx&channel=online")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "赵*例" in cells
    assert "13800001234" not in cells
    facts = Entry.objects.get(verb="desk.export").facts
    assert facts["件数"] == 1
    assert "网上申请" in facts["筛选"]
    assert client.get("/desk/foi/?export=exe").status_code == 404


def test_other_columns_of_the_table_are_shown_masked_and_each_look_is_logged(
    desk, bureau, robot, morning
):
    table = book(LICENCE | {"归档盒号": "示例盒号17", "现场联系人": "周示例甲"})
    ledgers.import_file(
        "licences", table, agency=bureau, actor=robot, at=morning, name="2020年台账.xlsx"
    )
    one = Licence.objects.get()
    client = desk("行政审批岗")
    page = client.get(f"/desk/licences/{one.pk}/").content.decode()
    assert "原表其他列（2020年台账.xlsx（2026-03-03）导入）" in page
    assert "周**甲" in page
    assert "周示例甲" not in page
    (other,) = [said for said in others.of(LICENCES, one) if said.name == "现场联系人"]
    door = f"/desk/licences/{one.pk}/reveal/{others.key(other)}/"
    assert door in page
    refused = client.post(door, {"reason": ""})
    assert refused.status_code == 422
    seen = client.post(door, {"reason": "核对现场"}).content.decode()
    assert "周示例甲" in seen
    entry = Entry.objects.get(verb="desk.reveal")
    assert (entry.facts["field"], entry.facts["reason"]) == ("现场联系人", "核对现场")
    assert client.post(f"/desk/licences/{one.pk}/reveal/other-0/").status_code == 404
