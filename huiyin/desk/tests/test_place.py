"""The place in a list, kept lists, habits, and 快速前往."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.casework.models import SavedFilter
from huiyin.casework.rooms import rooms
from huiyin.desk.models import Habit
from huiyin.web.kept.page_cache import pages


@pytest.fixture
def three(request_):
    return [request_(subject=f"路灯{number}") for number in range(3)]


def test_next_and_previous_follow_the_list_that_one_came_from(desk, three, request_):
    request_(request_kind="suggestion")
    client = desk("热线办理岗")
    page = client.get("/desk/hotline/?kind=help").content.decode()
    address = f"/desk/hotline/{three[1].pk}/?in=kind%3Dhelp"
    assert address in page
    place = client.get(address).context["place"]
    assert place.previous == f"/desk/hotline/{three[0].pk}/?in=kind%3Dhelp"
    assert place.next == f"/desk/hotline/{three[2].pk}/?in=kind%3Dhelp"
    assert (place.left, place.back) == (1, "/desk/hotline/?kind=help")
    assert client.get(f"/desk/hotline/{three[1].pk}/").context["place"] is None


@pytest.mark.parametrize("text", ["kind=%00", "state=flying&year=甲", "q=" + "x" * 600, "in=in=in"])
def test_a_place_that_cannot_be_read_is_no_fault(desk, three, text):
    answer = desk("热线办理岗").get(f"/desk/hotline/{three[1].pk}/", {"in": text})
    assert answer.status_code == 200


@pytest.mark.parametrize("opens_next", [False, True])
def test_the_next_case_opens_when_one_is_done_for_whom_it_should(desk, three, bureau, opens_next):
    client = desk("热线办理岗")
    if opens_next:
        client.post("/desk/hotline/habit/", {"opens_next": "1", "back": "/desk/hotline/"})
    unit = bureau.units.get(slug="duban")
    typed = {"unit": unit.pk, "in": "state=received"}
    done = client.post(f"/desk/hotline/{three[0].pk}/assign/", typed)
    onward = three[1 if opens_next else 0].pk
    assert done["Location"].startswith(f"/desk/hotline/{onward}/?in=state%3Dreceived")
    said = client.get(done["Location"]).content.decode()
    assert ("这个列表还有 2 件" in said) is opens_next
    client.post(f"/desk/hotline/{three[1].pk}/assign/", typed)
    last = client.post(f"/desk/hotline/{three[2].pk}/assign/", typed)
    if opens_next:
        assert last["Location"] == "/desk/hotline/?state=received"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "/desk/foi/", ""])
def test_a_habit_leads_nowhere_else(desk, back):
    answer = desk("热线办理岗").post("/desk/hotline/habit/", {"opens_next": "1", "back": back})
    assert answer["Location"] == "/desk/hotline/?view=all"


@pytest.fixture
def kept(desk):
    client = desk("热线负责人", username="head")
    client.post("/desk/hotline/saved/", {"name": "待交办", "query": "state=received&sort=channel"})
    return client, SavedFilter.objects.get()


def test_a_kept_list_is_shared_and_taken_back_by_right(desk, kept):
    head, one = kept
    colleague = desk("热线办理岗", username="colleague")
    assert "待交办" not in colleague.get("/desk/hotline/?view=all").content.decode()
    share = f"/desk/hotline/saved/{one.pk}/share/"
    assert colleague.post(share).status_code == 404
    head.post(share)
    assert "待交办" in colleague.get("/desk/hotline/?view=all").content.decode()
    assert colleague.post(f"/desk/hotline/saved/{one.pk}/drop/").status_code == 404
    head.post(share)
    assert "待交办" not in colleague.get("/desk/hotline/?view=all").content.decode()


def test_nobody_shares_without_the_right(desk):
    client = desk("热线办理岗")
    client.post("/desk/hotline/saved/", {"name": "待交办", "query": "state=received"})
    client.post(f"/desk/hotline/saved/{SavedFilter.objects.get().pk}/share/")
    assert SavedFilter.objects.get().agency is None


def test_what_is_shared_stays_in_its_agency(desk, kept, other_bureau):
    head, one = kept
    head.post(f"/desk/hotline/saved/{one.pk}/share/")
    stranger = desk("热线负责人", username="stranger", agency=other_bureau)
    assert "待交办" not in stranger.get("/desk/hotline/?view=all").content.decode()


def test_a_room_opens_with_the_list_of_ones_choice(desk, kept):
    head, one = kept
    head.post("/desk/hotline/habit/", {"first": one.pk})
    assert head.get("/desk/hotline/")["Location"] == f"/desk/hotline/?{one.query}"
    assert head.get("/desk/hotline/?view=all").status_code == 200
    head.post("/desk/hotline/habit/", {"first": ""})
    assert head.get("/desk/hotline/").status_code == 200
    head.post("/desk/hotline/habit/", {"first": one.pk})
    head.post(f"/desk/hotline/saved/{one.pk}/drop/")
    assert head.get("/desk/hotline/").status_code == 200
    assert Habit.objects.get().first is None


def test_each_list_says_how_many_it_holds(kept, three):
    head, _ = kept
    page = head.get("/desk/hotline/counts/?state=received&sort=channel")
    counts = {one.label: one.count for one in [*page.context["ready"], *page.context["saved"]]}
    assert counts == {
        "等我办": "3", "已超期": "0", "今天到期": "0",
        "本周到期": counts["本周到期"], "待交办": "3",
    }  # fmt: skip


PALETTE = "/desk/palette/"


def hits(client, text, room=""):
    answer = client.get(PALETTE, {"q": text, "room": room, "part": "1"})
    return {group.label: [hit.label for hit in group.hits] for group in answer.context["groups"]}


def test_the_palette_finds_numbers_words_lists_and_pages(kept, three):
    head, _ = kept
    assert hits(head, three[1].reference)["办件"] == [f"{three[1].reference} 路灯1"]
    assert "办件" not in hits(head, "路灯1")
    assert hits(head, "路灯1", "hotline")["办件"] == [f"{three[1].reference} 路灯1"]
    assert hits(head, "待交")["常用筛选"] == ["待交办"]
    assert "热线留言" in hits(head, "热线")["页面"]


def test_the_palette_shows_nobody_what_is_kept_from_him(desk, request_, other_bureau):
    one = request_(subject="举报甲", is_confidential=True)
    for client in (
        desk("热线办理岗"),
        desk("热线负责人", username="stranger", agency=other_bureau),
        desk("信息公开岗", username="foi"),
    ):
        for text in (one.reference, "举报甲"):
            assert "办件" not in hits(client, text, "hotline")


def test_the_palette_asks_few_queries(desk, three, request_):
    client = desk(is_superuser=True)
    queries(client)  # what is read once a process is read
    few = queries(client)
    for _ in range(20):
        request_(subject="路灯")
    assert queries(client) == few <= 10 < len(rooms())


def queries(client):
    pages.clear()  # whether the half second is over must not decide how many there are
    with CaptureQueriesContext(connection) as queries:
        assert hits(client, "路灯", "hotline")
    return len(queries)


@pytest.mark.parametrize("text", ["", " ", "'", "%", "x" * 500])
def test_the_palette_reads_any_words(desk, text):
    client = desk("热线办理岗")
    assert client.get(PALETTE, {"q": text, "room": "no-such"}).status_code == 200
    assert "快速前往" in client.get(PALETTE, {"q": text}).content.decode()
