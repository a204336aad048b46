"""限期整改 out of an indicator that is not met: one click, once while it is open."""

from urllib.parse import unquote

import pytest

from huiyin.inspection import running
from huiyin.inspection.models import Indicator, Result
from huiyin.rectification.models import Rectification

pytestmark = pytest.mark.django_db
NEW = "/desk/rectifications/new/"


@pytest.fixture
def broken(column, bureau, robot, morning):
    """An indicator that the newest run of the agency's part finds broken."""
    column()
    run = running.run(running.start(actor=robot, at=morning, agency=bureau), at=morning)
    return run.results.filter(state=Result.State.BROKEN).select_related("indicator").first()


def links(client, query="?agency=cgj"):
    page = client.get(f"/desk/inspection/{query}").content.decode()
    return [unquote(part.split('"')[0]) for part in page.split(f'href="{NEW}')[1:]]


def link_of(client, indicator):
    return next((one for one in links(client) if f":{indicator.pk}:" in one), "")


def test_a_broken_indicator_is_ordered_to_be_mended(broken, desk, bureau):
    client, indicator = desk("信息公开负责人"), broken.indicator
    form = client.get(NEW + link_of(client, indicator)).context["form"]
    assert form["subject"].value() == f"网站自查未达标：{indicator.name}"
    assert indicator.rule in form["problem"].value()
    assert form["unit"].value() == bureau.pk
    sent = {name: form[name].value() or "" for name in form.fields if name != "also"}
    assert client.post(NEW, {**sent, "named_due_on": "2099-01-01"}).status_code == 302
    matter = Rectification.objects.get()
    assert (matter.about_kind, matter.about_pk) == ("inspection.indicator", indicator.pk)
    page = client.get("/desk/inspection/?agency=cgj").content.decode()
    assert matter.reference in page
    assert link_of(client, indicator) == ""
    assert indicator.name in client.get(matter.get_absolute_url()).content.decode()


def test_only_what_is_broken_in_the_newest_run(broken, desk, robot, morning, bureau):
    client = desk("信息公开负责人")
    met = Indicator.objects.filter(results__state=Result.State.MET).first()
    assert link_of(client, met) == ""
    older = broken.inspection_id
    running.run(running.start(actor=robot, at=morning, agency=bureau), at=morning)
    assert links(client, f"?agency=cgj&run={older}") == []
    assert link_of(client, broken.indicator)


def test_whoever_may_not_register_is_not_offered_it(broken, desk):
    assert links(desk("信息公开岗")) == []
