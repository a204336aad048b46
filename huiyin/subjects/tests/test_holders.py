"""Which of the codes that a record holds tell whom it names."""

from datetime import date
from types import SimpleNamespace

import pytest

from huiyin.subjects.holders import holder
from huiyin.subjects.models import SubjectKind

DAY = date(2020, 5, 6)
CODE = "91341799MA2TEX011T"
IDENTITY = "11010519491231002X"


def record(**values):
    return SimpleNamespace(
        **{
            "holder_kind": "法人及非法人组织",
            "holder_name": "云溪市样例建设有限公司",
            "holder_uscc": "",
            "holder_id": "",
            **values,
        }
    )


@pytest.mark.parametrize(
    ("values", "uscc", "older"),
    [
        pytest.param({"holder_uscc": CODE}, CODE, {}, id="the one code"),
        pytest.param({"holder_uscc": f"{CODE[:17]}X"}, "", {}, id="a wrong check character"),
        pytest.param({"holder_uscc": IDENTITY}, "", {}, id="a person's number"),
        pytest.param(
            {"holder_registration": "341799000012345"},
            "",
            {"registration": "341799000012345"},
            id="a registration number of 15 digits",
        ),
        pytest.param(
            {"holder_registration": "皖工商3417991234567"},
            "",
            {"registration": "皖工商3417991234567"},
            id="an older registration number",
        ),
        pytest.param({"holder_registration": "无"}, "", {}, id="none"),
        pytest.param({"holder_registration": "/"}, "", {}, id="a stroke"),
        pytest.param({"holder_registration": "000000000000000"}, "", {}, id="zeros"),
        pytest.param(
            {"holder_organisation_code": "MA2TEX01-1"},
            "",
            {"organisation": "MA2TEX011"},
            id="an organisation code with its hyphen",
        ),
        pytest.param(
            {"holder_organisation_code": "MA2TEX012"}, "", {}, id="one that does not check"
        ),
        pytest.param(
            {
                "holder_society_number": "社证字第12345号",
                "holder_institution_number": "134179900012",
            },
            "",
            {"society": "社证字第12345号", "institution": "134179900012"},
            id="a society and an institution",
        ),
    ],
)
def test_codes_of_an_organisation(values, uscc, older):
    found = holder(record(**values), DAY)
    assert (found.kind, found.day, found.uscc, found.older) == (
        SubjectKind.ORGANISATION,
        DAY,
        uscc,
        older,
    )


def test_a_person_is_known_by_the_number_however_it_is_spelt():
    spellings = (IDENTITY, IDENTITY.lower(), f" {IDENTITY[:6]} {IDENTITY[6:]}")
    digests = {
        holder(record(holder_kind="自然人", holder_id=one, holder_uscc=CODE), DAY).digest
        for one in spellings
    }
    assert len(digests) == 1
    assert "" not in digests
    assert holder(record(holder_kind="自然人"), DAY).digest == ""
