"""公示及时: the public page says the rule and what was done, by the figures."""

from datetime import date

import pytest

from huiyin.figures import registry
from huiyin.figures.scope import Scope
from huiyin.licensing.models import Licence
from huiyin.licensing.punctuality import punctuality

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(licence):
    """Three decisions due in 2020: in time, late, and still not published."""
    for number, published in enumerate((date(2020, 5, 8), date(2020, 6, 30), None), 1):
        record = licence(reference=f"云城管许字〔2020〕{number}号")
        Licence.objects.filter(pk=record.pk).update(
            published_on=published, publish_due_on=date(2020, 5, 15)
        )


def test_the_page_tells_how_many_were_late(client, decided):
    counts = punctuality(2020)
    assert (counts.due, counts.in_time, counts.late) == (3, 1, 2)
    page = client.get("/licences/?year=2020").content.decode()
    assert "应当自作出之日起7个工作日内公示" in page
    assert "2020年应公示 3 件，按期公示 1 件，超期 2 件" in page


def test_a_year_in_which_nothing_was_due_says_the_rule_only(client, decided):
    assert punctuality(2019) is None
    assert punctuality(9000) is None
    page = client.get("/licences/?year=2019").content.decode()
    assert "应当自作出之日起7个工作日内公示" in page
    assert "应公示" not in page


def test_it_is_what_the_figures_say(bureau, decided):
    known = {figure.key: figure for figure in registry.all_figures(bureau.pk)}
    late = known["licensing.published.late"].value(Scope.year(bureau.pk, 2020))
    assert late == punctuality(2020).late
