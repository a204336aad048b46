"""Of two agencies each inspects and reads its part; the whole site is a right of its own."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from huiyin.audit.actors import Actor, ActorKind, system
from huiyin.disclosure.models import ColumnType
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.hotline.actions import register
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.inspection import loading, running, tasks
from huiyin.inspection.models import Inspection
from huiyin.inspection.reach import RUN, SET, SITE, VIEW, covers, covers_site
from huiyin.measuring.base import known, of_the_site
from huiyin.organisations.models import Organisation
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(site, bureau, robot, morning):
    """A second agency; each has an empty column and a request that nobody answered."""
    water = Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )
    there = agency_page(water, actor=robot, at=morning)
    for page in (site, there):
        add_column(
            page, f"动态{page.slug}", slug="dongtai", column_type=ColumnType.NEWS,
            actor=robot, at=morning,
        )  # fmt: skip
        request = ServiceRequest(
            agency=page.organisation, channel=Channel.objects.first(), request_kind="help",
            subject="路灯", content="不亮", received_on=(morning - timedelta(days=200)).date(),
        )  # fmt: skip
        register(request, actor=robot, at=morning)
    pages.clear()
    return bureau, water


def somebody(*rights, at):
    return Actor(ActorKind.PERSON, "陈示例", "1", grants={one.pk: frozenset(rights) for one in at})


def test_how_far_a_right_reaches(two):
    here, there = two
    table = [
        (somebody(VIEW, at=[here]), False, True, False),
        (somebody(VIEW, at=[here, there]), True, True, True),
        (somebody(VIEW, SITE, at=[here]), True, True, False),
        (somebody(SITE, at=[here]), False, False, False),
        (somebody(RUN, at=[here, there]), False, False, False),
        (system("test"), True, True, True),
    ]
    for actor, whole, own, others in table:
        got = (covers(actor, VIEW, one) for one in (None, here.pk, there.pk))
        assert tuple(got) == (whole, own, others), actor.grants
    reaches_elsewhere = Actor(
        ActorKind.PERSON, "", "1",
        grants={here.pk: frozenset({SET}), there.pk: frozenset({SITE})},
    )  # fmt: skip
    assert not covers_site(reaches_elsewhere, SET)


def test_on_the_site_of_one_agency_its_people_inspect_all_of_it(bureau):
    assert covers_site(somebody(VIEW, at=[bureau]), VIEW)


def test_a_part_asks_what_is_the_agency_s_and_tells_nothing_of_others(two, morning):
    here, there = two
    head = somebody(RUN, at=[here])
    done = running.run(running.start(actor=head, at=morning, agency=here), at=morning)
    results = list(done.results.select_related("indicator"))
    assert done.finished_at
    assert (done.score, done.agency) == (None, here)
    assert done.verdict.endswith("项未达标")
    assert not {one.indicator.measure for one in results} & of_the_site
    sentences = [f"{address} {said}" for one in results for address, said in one.evidence]
    request = ServiceRequest.objects.get(agency=here)
    assert any("dongtai" in one for one in sentences)
    assert any(request.get_absolute_url() in one for one in sentences)
    other = ServiceRequest.objects.get(agency=there)
    assert not [
        one
        for one in sentences
        if "/swj/" in one or "水务" in one or other.get_absolute_url() in one
    ]
    assert known.keys() > of_the_site
    shipped = {one["measure"] for one in loading.shipped().values()}
    assert of_the_site <= shipped


def test_who_sees_runs_and_steps_which_part(two, desk, person, robot, morning):
    here, there = two
    site, mine, other = (
        running.run(running.start(actor=robot, at=morning, agency=one), at=morning)
        for one in (None, here, there)
    )
    client = desk("信息公开负责人", username="head")
    page = client.get("/desk/inspection/")
    assert page.context["shown"] == mine
    assert "全站</option>" not in page.text
    addresses = {
        "?agency=swj": 404,
        "?agency=all": 404,
        f"?run={site.pk}": 404,
        f"?run={other.pk}": 404,
    }
    got = {one: client.get(f"/desk/inspection/{one}").status_code for one in addresses}
    assert got == addresses
    steps = [
        client.post(f"/desk/inspection/{one.pk}/step/").status_code for one in (site, other, mine)
    ]
    assert steps == [404, 404, 302]
    assert client.post("/desk/inspection/start/", {"agency": "swj"}).status_code == 404
    client.post("/desk/inspection/start/")
    assert Inspection.objects.order_by("-pk").first().agency == here
    shown = client.get("/desk/inspection/indicators/news/").context["results"]
    assert {one.inspection.agency for one in shown} == {here}
    form = {"threshold": "10", "deduct": "5", "points": "5", "is_checked": "on", "reason": "某"}
    assert client.post("/desk/inspection/indicators/news/", form).status_code == 403

    whole = desk("全站自查岗", username="inspector")
    assert whole.get("/desk/inspection/").context["shown"] == site
    assert whole.get("/desk/inspection/?agency=swj").status_code == 404
    assert whole.post("/desk/inspection/indicators/news/", form).status_code == 302


def test_the_night_inspects_the_site_and_each_part(two, capsys):
    tasks.inspect()
    assert set(Inspection.objects.values_list("agency", flat=True)) == {None, *(o.pk for o in two)}
    Inspection.objects.all().delete()
    call_command("inspect_site", "--agency", two[0].uscc)
    assert Inspection.objects.get().agency == two[0]
    assert "结论" in capsys.readouterr().out
