"""By which codes two holders are one subject, and what never joins them."""

from datetime import date

import pytest

from huiyin.subjects.joining import join
from huiyin.subjects.kinds import Holder
from huiyin.subjects.models import Subject, SubjectCode, SubjectKind, SubjectName

pytestmark = pytest.mark.django_db
ONE, OTHER = "91341799MA2TEX011T", "91341799MA2TEX02F7"
TRADER = "92341799MA2TEX01KF"
NAME = "云溪市样例建设有限公司"
REGISTRATION = {"registration": "341799000000001"}
MA = {"organisation": "MA2TEX011"}


def holder(name=NAME, day=date(2020, 5, 6), kind=SubjectKind.ORGANISATION, **codes):
    return Holder(kind, name, day, **codes)


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        pytest.param(
            {"uscc": ONE}, {"uscc": ONE, "name": "新名称"}, True, id="one code, two names"
        ),
        pytest.param({"uscc": ONE}, {"uscc": OTHER}, False, id="one name, two codes"),
        pytest.param(
            {"older": REGISTRATION}, {"older": REGISTRATION}, True, id="a registration number"
        ),
        pytest.param(
            {"older": REGISTRATION},
            {"uscc": ONE, "older": REGISTRATION},
            True,
            id="it got the one code",
        ),
        pytest.param(
            {"uscc": ONE, "older": REGISTRATION},
            {"older": REGISTRATION},
            True,
            id="an older row comes later",
        ),
        pytest.param(
            {"uscc": ONE}, {"older": MA}, True, id="the organisation code within the one code"
        ),
        pytest.param(
            {"uscc": ONE, "older": REGISTRATION},
            {"uscc": OTHER, "older": REGISTRATION},
            False,
            id="an older code does not join two that have the one code",
        ),
        pytest.param(
            {"kind": SubjectKind.PERSON, "digest": "a" * 64},
            {"kind": SubjectKind.PERSON, "digest": "a" * 64, "name": "周某"},
            True,
            id="the same paper of a person",
        ),
        pytest.param(
            {"kind": SubjectKind.PERSON, "digest": "a" * 64},
            {"kind": SubjectKind.PERSON, "digest": "b" * 64},
            False,
            id="two persons of one name",
        ),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_codes_join(first, second, are_one, at_once):
    holders = [holder(**first), holder(**second)]
    keys = join(holders) if at_once else [*join(holders[:1]), *join(holders[1:])]
    assert None not in keys
    assert (keys[0] == keys[1]) is are_one
    assert Subject.objects.count() == (1 if are_one else 2)


@pytest.mark.parametrize("kind", SubjectKind)
def test_a_name_alone_is_nobody(kind):
    join([holder(uscc=ONE)])
    assert join([holder(kind=kind), holder(kind=kind)]) == [None, None]
    assert Subject.objects.count() == 1


def test_the_one_code_is_noted_beside_the_older_one():
    (key,) = join([holder(older=REGISTRATION)])
    join([holder(uscc=ONE, older=REGISTRATION)])
    assert Subject.objects.get(pk=key).uscc == ONE
    assert set(SubjectCode.objects.values_list("scheme", "code")) == {
        *REGISTRATION.items(),
        *MA.items(),
    }


def test_names_have_their_days_and_the_latest_is_shown():
    days = [("旧名", 2019), ("新名", 2022), ("旧名", 2017), ("新名", 2024), ("旧名", 2020)]
    for name, year in days:
        join([holder(name=name, day=date(year, 1, 1), uscc=ONE)])
    assert Subject.objects.get().name == "新名"
    assert list(SubjectName.objects.values_list("name", "since__year", "until__year")) == [
        ("新名", 2022, 2024),
        ("旧名", 2017, 2020),
    ]


@pytest.mark.parametrize(
    ("code", "kinds", "stays"),
    [
        pytest.param(ONE, ("organisation", "organisation"), "organisation", id="an organisation"),
        pytest.param(ONE, ("organisation", "sole-trader"), "sole-trader", id="corrected later"),
        pytest.param(ONE, ("sole-trader", "organisation"), "sole-trader", id="wrong later"),
        pytest.param(TRADER, ("organisation", "organisation"), "sole-trader", id="by its code"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_sole_trader_is_none_of_the_organisations(code, kinds, stays, at_once):
    earlier, later = (holder(kind=SubjectKind(kind), uscc=code) for kind in kinds)
    for batch in [[earlier, later]] if at_once else [[earlier], [later]]:
        join(batch)
    one = Subject.objects.get()
    assert (one.kind, one.has_page) == (stays, stays == "organisation")


def test_who_got_the_code_of_a_sole_trader_is_one():
    join([holder(older=REGISTRATION)])
    join([holder(uscc=TRADER, older=REGISTRATION)])
    assert Subject.objects.get().kind == SubjectKind.SOLE_TRADER


def test_of_a_person_only_the_digest_is_kept():
    join([holder(kind=SubjectKind.PERSON, digest="a" * 64, name="周小明")])
    assert Subject.objects.get().name == ""
    assert not SubjectName.objects.exists()


def test_a_thousand_cost_as_many_statements_as_one(django_assert_max_num_queries):
    holders = [
        holder(name=f"样例{number}", older={"registration": f"{number:015d}"})
        for number in range(1000)
    ]
    with django_assert_max_num_queries(20):
        join(holders)
    with django_assert_max_num_queries(6):
        join(holders)
    assert Subject.objects.count() == 1000
