"""改放栏目: within the agency; the old address leads on, whether public now or not yet."""

import pytest
from django.core.exceptions import ValidationError

from huiyin.audit.models import Entry
from huiyin.disclosure.models import AgencyPage, DocumentPage, OldAddress, public_path
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.organisations.models import Organisation
from huiyin.web.kept.page_cache import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(column, bureau, robot, morning):
    root = AgencyPage.objects.get(organisation=bureau)
    return add_column(root, "工作动态", slug="gzdt", actor=robot, at=morning)


def test_what_is_public_is_found_at_both_addresses(standing, go, news, client):
    manuscript = standing("published")
    was_at, was_in = public_path(manuscript.page), manuscript.page.column.pk
    assert client.get(was_at).status_code == 200
    go(manuscript, "place", "releaser", column=news)
    pages.clear()
    page = DocumentPage.objects.get()
    assert public_path(page).startswith("/cgj/gzdt/")
    assert client.get(public_path(page)).status_code == 200
    assert client.get(was_at)["Location"] == page.permanent_address
    entry = Entry.objects.filter(verb="editorial.manuscript.place").get()
    assert "工作动态" in str(entry.facts["details"])
    (placed,) = page.placements.all()
    assert (placed.trail, placed.left_at) == (f"/{was_in}/", entry.at)


def test_a_draft_leaves_no_trace(begun, go, news, client):
    manuscript = begun()
    was_at = public_path(manuscript.page)
    go(manuscript, "place", "drafter", column=news)
    assert not OldAddress.objects.exists()
    assert client.get(was_at).status_code == 404


def test_another_agencys_column_is_refused(begun, go, news, robot, morning):
    other = Organisation.objects.create(name="别的局", short_name="别局", slug="bj", is_agency=True)
    far = add_column(
        agency_page(other, actor=robot, at=morning), "别处", slug="bc", actor=robot, at=morning
    )
    manuscript = begun()
    go(manuscript, "place", "drafter", column=news)
    for wrong in (far, news):
        with pytest.raises(ValidationError, match=r"本机关|已经在"):
            go(manuscript, "place", "drafter", column=wrong)
