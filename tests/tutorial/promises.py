"""What the tutorial promises of the app that it builds; collected in the copy of the project alone."""

import doctest
from datetime import date
from io import BytesIO

import pytest
from huiyin.visits import actions
from huiyin.visits.models import Plan
from huiyin.visits.tests import trial

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.desk.tests.conftest import *  # noqa: F403 - people at their desks
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.ingest import ledgers
from huiyin.web.kept import memory

from .commands import differing
from .pages import blocks

pytestmark = pytest.mark.django_db
KEEPER, HEAD = "行政检查岗", "行政检查负责人"
PHONE = "13912345670"


@pytest.fixture
def kept(bureau, robot, morning):
    plan = trial.plan(bureau, leader_phone=PHONE)
    return actions.register(plan, actor=robot, at=morning)


@pytest.fixture
def shown(kept, robot, morning):
    return actions.publish(kept, actor=robot, at=morning)


def test_the_lines_of_page_2_answer_as_they_say(bureau, actor, morning):
    names = {
        **vars(actions),
        "actor": actor,
        "morning": morning,
        "plan": lambda **values: trial.plan(bureau, **values),
        "Entry": Entry,
    }
    [block] = [block for block in blocks("2-moves.md") if block.kind == "pycon"]
    lines = doctest.DocTestParser().get_doctest(block.text, names, block.page, block.page, 0)
    failed: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(lines, failed.append)
    assert not failed


def test_the_room_lists_and_registers(desk, kept):
    browser = desk(KEEPER)
    page = browser.get("/desk/visits/").content.decode()
    assert kept.name in page
    assert PHONE not in page
    assert "/desk/visits/" in browser.get("/desk/").content.decode()
    values = {
        "reference": "云城管检〔2026〕9号",
        "name": "餐饮油烟检查计划",
        "way": "papers",
        "unit": "监督指挥科",
        "targets": "餐饮服务单位",
        "target_count": "5",
        "content": "油烟净化",
        "received_on": "2026-02-27",
        "starts_on": "2026-05-01",
        "ends_on": "2026-05-31",
    }
    answer = browser.post("/desk/visits/new/", values)
    assert answer.status_code == 302, answer.content.decode()
    plan = Plan.objects.get(name=values["name"])
    assert plan.due_on == date(2026, 3, 26)
    assert browser.get(f"/desk/visits/{plan.pk}/").status_code == 200


def test_a_move_is_refused_to_the_wrong_post(desk, kept, actor, morning):
    address = f"/desk/visits/{kept.pk}/publish/"
    keeper, head = desk(KEEPER), desk(HEAD, username="head")
    assert address not in keeper.get(f"/desk/visits/{kept.pk}/").content.decode()
    assert keeper.post(address).status_code == 403
    with pytest.raises(MoveForbiddenError):
        actions.publish(kept, actor=actor(actions.REGISTER), at=morning)
    assert head.post(address).status_code == 302
    kept.refresh_from_db()
    assert kept.state == Plan.State.PUBLISHED


def test_the_public_list_shows_what_is_published(client, kept, robot, morning, monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    address = "/visits/?year=2026&way=on-site"
    assert kept.name not in client.get(address).content.decode()
    actions.publish(kept, actor=robot, at=morning)
    assert kept.name in client.get(address).content.decode()
    assert kept.content in client.get(f"/visits/{kept.pk}/").content.decode()
    actions.void(kept, actor=robot, at=morning, reason="重复录入")
    assert kept.name not in client.get(address).content.decode()
    assert client.get(f"/visits/{kept.pk}/").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_list_is_downloaded(client, shown, form):
    answer = client.get(f"/visits.{form}")
    content = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert form == "xlsx" or shown.name in content.decode()
    assert PHONE.encode() not in content


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_ledger_comes_back_unchanged(bureau, robot, morning, kept, form):
    out = BytesIO()
    assert ledgers.export("visits", Plan.objects.order_by("pk"), out, form) == 1
    before = Plan.objects.values().get()
    back = ledgers.import_file(
        "visits", BytesIO(out.getvalue()), agency=bureau, actor=robot, at=morning, name=f"导出.{form}"
    )  # fmt: skip
    assert (back.unchanged, back.created, back.updated, back.rejected) == (1, 0, 0, [])
    assert Plan.objects.values().get() == before


def test_the_figures_count_as_of_a_day(bureau, shown):
    figures = [registry.find("visits.published"), registry.find("visits.on-time")]
    rows = [
        registry.values(figures, Scope.year(bureau.pk, 2026, day))
        for day in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 31))
    ]
    assert [list(one.values()) for one in rows] == [[0, None], [1, None], [1, 100]]


def test_a_figure_opens_to_its_public_records(client, shown, kept):
    page = client.get("/reports/2026/figures/visits.published/").content.decode()
    assert f'href="/visits/{kept.pk}/"' in page


def test_the_commands_of_the_pages_answer_as_they_say(
    bureau, robot, morning, tmp_path, monkeypatch
):
    [table] = [block for block in blocks("3-desk.md") if block.kind == "csv"]
    table.put(tmp_path)
    monkeypatch.chdir(tmp_path)
    wrong = []
    for block in blocks("3-desk.md", "5-figures.md"):
        if block.kind == "console":
            if block.page == "5-figures.md":
                actions.publish(Plan.objects.get(), actor=robot, at=morning)
            wrong += differing(block)
    assert not wrong, "\n".join(wrong)
