"""考核期限提醒: to whoever has the next step, from three days before its last day on."""

from datetime import timedelta

import pytest

from huiyin.assessment import reminding
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(person, bureau):
    unit = Organisation.objects.create(name="法规科", short_name="法规科", slug="fg", parent=bureau)
    posts = {"unit": ("考核联络岗", unit), "review": ("考核复核岗", bureau), "head": ("主要负责人", bureau)}  # fmt: skip
    users = {key: person(post, of=of, username=key).user for key, (post, of) in posts.items()}
    return unit, {user.pk: key for key, user in users.items()}


def parts(bureau, at):
    return list(reminding.due(Walk("test", at))(bureau))


@pytest.mark.parametrize(
    ("state", "days", "whose", "says"),
    [
        pytest.param("scoring", 10, None, "", id="four days before: nothing"),
        pytest.param("scoring", 11, "unit", "自评，2026-03-17 到期", id="three days before"),
        pytest.param("scoring", 15, "unit", "应于 2026-03-17 完成，已超期", id="over"),
        pytest.param("reviewing", 20, "review", "复核，2026-03-24 到期", id="the review"),
        pytest.param("open", 6, "unit", "申诉或者认可", id="a unit may still appeal"),
        pytest.param("open", 8, "head", "确认结果，申诉期限 2026-03-10 已过", id="to confirm"),
        pytest.param("appealed", 6, "review", "答复申诉", id="an appeal"),
    ],
)
def test_who_is_told_what(people, standing, bureau, morning, state, days, whose, says):
    unit, keys = people
    matter = standing(state, unit=unit)
    told = parts(bureau, morning + timedelta(days=days))
    assert [keys[part.person] for part in told] == ([whose] if whose else [])
    for part in told:
        (line,) = part.lines
        assert line.startswith(f"{matter.reference} 法规科：")
        assert says in line


@pytest.mark.parametrize("state", ["confirmed", "voided"])
def test_what_is_over_is_not_told(people, standing, bureau, morning, state):
    standing(state, unit=people[0])
    assert parts(bureau, morning + timedelta(days=60)) == []


def test_many_are_one_part_of_a_person(people, standing, bureau, morning):
    _, keys = people
    for number in range(33):
        name = f"第{number}科"
        unit = Organisation.objects.create(
            name=name, short_name=name, slug=f"k{number}", parent=bureau
        )
        standing("reviewing", unit=unit)
    (part,) = parts(bureau, morning + timedelta(days=20))
    assert keys[part.person] == "review"
    assert (part.count, len(part.lines), part.lines[-1]) == (33, 31, "另有 3 件，请在列表中查看")
