"""What a table leaves out about holder and office, by what else it says."""

from dataclasses import dataclass

import pytest

from huiyin.publicity.holder_columns import fill_kind, fill_offices
from huiyin.publicity.holders import HolderKind

BODY, TRADER, PERSON = "91341799MA2TEX01KJ", "92341799MA2TEX02KE", "110101199003070011"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"holder_uscc": BODY}, HolderKind.ORGANISATION),
        ({"holder_uscc": BODY, "holder_id": PERSON}, HolderKind.ORGANISATION),
        ({"holder_uscc": TRADER}, HolderKind.SOLE_TRADER),
        ({"holder_id": PERSON}, HolderKind.PERSON),
        ({"holder_uscc": BODY, "holder_kind": HolderKind.SOLE_TRADER}, HolderKind.SOLE_TRADER),
        ({"holder_uscc": "", "holder_id": ""}, None),
        ({}, None),
    ],
)
def test_the_numbers_tell_the_kind_where_the_table_does_not(values, kind):
    fill_kind(values)
    assert values["holder_kind"] == kind


@dataclass
class Agency:
    name: str = "云溪市城市管理局"
    uscc: str = "11341799MB1Q00017E"


@pytest.mark.parametrize(
    ("values", "name", "code"),
    [
        ({}, "云溪市城市管理局", "11341799MB1Q00017E"),
        ({"issuer": "云溪市城市管理局"}, "云溪市城市管理局", "11341799MB1Q00017E"),
        ({"issuer": "长亭镇人民政府"}, "长亭镇人民政府", None),
        ({"issuer": "", "issuer_uscc": BODY}, "云溪市城市管理局", BODY),
    ],
)
def test_only_the_agency_itself_gets_its_code(values, name, code):
    fill_offices(values, Agency(), "issuer")
    assert (values["issuer"], values.get("issuer_uscc")) == (name, code)
