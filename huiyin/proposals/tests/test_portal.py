"""建议提案办理 on the portal: what is public, how, and nothing else."""

import pytest

from huiyin.proposals.actions import register, void

from .trial import make
from .trial import proposal as new

pytestmark = pytest.mark.django_db
CONTACT = {"proposer_phone": "13912345670", "proposer_address": "云溪市望江门12号303室"}


@pytest.fixture
def public(standing, robot, morning):
    def make_public(publication="full", number="023", **changes):
        proposal = standing("replied", number=number, **CONTACT)
        proposal = make("propose", proposal, robot, morning, publication=publication, **changes)
        return make("publish", proposal, robot, morning)

    return make_public


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_full_reply(client, public):
    proposal = public()
    page = text(client, f"/proposals/{proposal.pk}/")
    for said in (
        "年内新增停车位80个。",
        "张某某",
        "云城管建提〔2026〕1号",
        "B类（正在解决或者列入规划逐步解决）",
        "答复全文",
    ):
        assert said in page
    assert "13912345670" not in page
    assert "望江门" not in page


def test_a_summary_and_why_it_is_withheld(client, public):
    short = public("summary", public_text="新增停车位。")
    withheld = public("withheld", number="024", withheld_because="涉及工作秘密")
    page = text(client, f"/proposals/{short.pk}/")
    assert "答复摘要" in page
    assert "新增停车位。" in page
    assert "80个" not in page
    page = text(client, f"/proposals/{withheld.pk}/")
    assert "涉及工作秘密" in page
    assert "80个" not in page


def test_what_is_not_public_is_not_there(client, standing, bureau, robot, morning):
    proposed = make("propose", standing("replied"), robot, morning)
    received = register(new(bureau, number="025"), actor=robot, at=morning)
    for proposal in (proposed, received):
        assert client.get(f"/proposals/{proposal.pk}/").status_code == 404
    assert "增加老旧小区停车位" not in text(client, "/proposals/")


def test_files_have_no_contact(client, public):
    public()
    for form in ("json", "csv"):
        answer = client.get(f"/proposals.{form}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "市五届人大四次会议" in content.decode()
        assert "13912345670" not in content.decode()
        assert "望江门" not in content.decode()


def test_narrowed(client, public, robot, morning):
    public()
    for query, count in (("year=2026", 1), ("category=suggestion", 1), ("category=proposal", 0),
                         ("class=B", 1), ("class=A", 0), ("words=停车", 1), ("words=路灯", 0)):  # fmt: skip
        shown = client.get(f"/proposals/?{query}").context["records"]
        assert len(shown) == count, query
    assert client.get("/proposals/?category=nothing").status_code == 404


def test_the_years_side_by_side(client, public):
    public()
    page = text(client, "/proposals/")
    assert "建议提案办复率" in page
    assert "/reports/2026/figures/proposals.replied.rate/" in page


def test_a_void_one_is_gone(client, public, robot, morning):
    proposal = public()
    void(proposal, reason="重复", actor=robot, at=morning)
    assert client.get(f"/proposals/{proposal.pk}/").status_code == 404


def test_a_list_costs_as_many_questions_for_one_as_for_many(
    client, public, django_assert_max_num_queries
):
    for number in range(23, 29):
        public(number=f"{number:03d}")
    client.get("/proposals/")
    with django_assert_max_num_queries(12):
        client.get("/proposals/?words=停车")
