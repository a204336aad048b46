"""Who acts in two agencies chooses of which one each report is; another one's is not there."""

import io
from datetime import date

import docx
import pytest

from huiyin.accounts.models import User
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.editorial.models import Manuscript
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

pytestmark = pytest.mark.django_db
DOORS = {
    "list of reports": "/desk/reports/",
    "summary": "/desk/reports/2020/summary/",
    "Word file": "/desk/reports/2020/summary.docx",
    "published figures": "/desk/reports/2020/published/",
    "statutory tables": "/desk/reports/2020/applications/",
}


@pytest.fixture
def water(db):
    return Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )


@pytest.fixture
def sign_in(client, bureau, water, robot, morning):
    def enter(*agencies):
        user = User.objects.create_user("someone", password="x", name="张某")
        for agency in agencies:
            appoint(
                user, ensure_posts(agency)["信息公开岗"], actor=robot, at=morning,
                since=date(2019, 1, 1),
            )  # fmt: skip
        client.force_login(user)
        return client

    return enter


def _text(answer):
    """A Word file says whose it is inside."""
    if "wordprocessing" in answer["Content-Type"]:
        document = docx.Document(io.BytesIO(answer.content))
        return "\n".join(p.text for p in document.paragraphs)
    return answer.text.partition("<main")[2]


@pytest.mark.parametrize("door", DOORS)
def test_the_named_agency_is_reported(sign_in, bureau, water, licence, door):
    licence()
    client = sign_in(bureau, water)
    page = _text(client.get(f"{DOORS[door]}?agency=swj"))
    assert "云溪市水务局" in page
    if door != "Word file":
        assert '<option value="cgj"' in page
        assert '<option value="swj" selected' in page


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("slug", ["swj", "nowhere"])
def test_an_agency_of_others_is_not_there(sign_in, bureau, licence, door, slug):
    licence()
    assert sign_in(bureau).get(f"{DOORS[door]}?agency={slug}").status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_who_acts_in_one_is_not_asked(sign_in, bureau, licence, door):
    licence()
    page = _text(sign_in(bureau).get(DOORS[door]))
    assert "云溪市水务局" not in page
    assert '<select name="agency">' not in page


def test_the_choice_travels(sign_in, bureau, water, licence, robot, morning):
    """From the list to the text, from there to the Word file, and into the manuscript."""
    licence()
    page = agency_page(water, actor=robot, at=morning)
    add_column(page, "工作推进", slug="tuijin", actor=robot, at=morning)
    client = sign_in(bureau, water)
    assert "/desk/reports/" in client.get("/desk/reports/?agency=cgj").text
    assert 'href="/desk/reports/2020/summary/?agency=cgj"' in client.get("/desk/reports/").text
    text = client.get("/desk/reports/2020/summary/?agency=swj&as_of=2020-11-17").text
    assert 'href="/desk/reports/2020/summary.docx?agency=swj&amp;as_of=2020-11-17"' in text
    client.post("/desk/reports/2020/summary/publish/", {"agency": "swj", "column": "tuijin"})
    assert Manuscript.objects.get().agency == water
