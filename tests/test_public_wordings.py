"""What is kept of a publication: its digest is the same after the code was written anew."""

from datetime import date

import pytest
from django.urls import get_resolver

from huiyin.commitments.models import Commitment
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.penalties.models import Penalty
from huiyin.publicity import kinds
from huiyin.web.publiclists import declared

DAY, LAST = date(2020, 5, 6), date(2099, 12, 31)
OFFICE = {"issuer": "云溪市城市管理局", "issuer_uscc": "11341799MB1Q00017E"}
HOLDERS = {
    "organisation": {
        "holder_kind": "法人及非法人组织", "holder_name": "云溪市样例建设有限公司",
        "holder_uscc": "91341799MA2TEX01KJ", "representative": "周小明",
    },
    "sole trader": {
        "holder_kind": "个体工商户", "holder_name": "周小明面馆",
        "holder_uscc": "92341799MA2TEX01KF", "representative": "周小明",
    },
    "person": {
        "holder_kind": "自然人", "holder_name": "周小明", "holder_id": "11010519491231002X",
    },
}  # fmt: skip
SAID = "周小明（11010519491231002X，13800001111）在云溪大道1号2栋301室与李大为占用道路"


def licence(**values):
    return Licence(
        matter=LicenceMatter(name="占用城市道路审批"), reference="云城管许字〔2020〕1号",
        document_name="行政许可决定书", licence_type="普通", content=SAID, decided_on=DAY,
        valid_from=DAY, valid_to=LAST, published_on=date(2020, 5, 8), **OFFICE, **values,
    )  # fmt: skip


def penalty(**values):
    return Penalty(
        reference="云城管罚决字〔2020〕1号", offence="擅自占用城市道路", facts=SAID,
        basis="《城市道路管理条例》第四十二条", kinds="警告", content=SAID, others="李大为",
        decided_on=DAY, published_on=date(2020, 5, 8), **OFFICE, **values,
    )  # fmt: skip


def commitment(**values):
    return Commitment(
        reference="云城管诺〔2020〕1号", type="approval", matter="告知承诺", content=SAID,
        committed_on=DAY, valid_to=LAST, accepted_by=OFFICE["issuer"],
        accepted_by_uscc=OFFICE["issuer_uscc"], published_on=date(2020, 5, 8), **values,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("record", "holder", "digest"),
    [
        (licence, "organisation", "44f217b35c90e9116da96c0ca67bcca497bf88c687862c87787bca7de77ae4ca"),
        (licence, "sole trader", "821ac10d656bdc2cb797beb9f714d8431b872086de28ee1ac623dd591557fe44"),
        (licence, "person", "c0c8c88a705080d1496be4be567980d0a361b510811979d90a6c363b39f8e723"),
        (penalty, "organisation", "4f8af6f67af53d29b96474b85679f44a406f27751d6246097f0e375f15b884c0"),
        (penalty, "sole trader", "a46234741ccd12bcece965190c776fdd2954acc4323408ec7f92a6f22137dee8"),
        (penalty, "person", "a56a731b4302cae821b783ea90db21e0fe756ca5087948bbfcbfd3290db14074"),
        (commitment, "person", "a7d7565eeece9f52e12e1e457b1a5a2b338e495c9abc842e30b7c9c9fc808459"),
    ],
)  # fmt: skip
def test_the_digest_of_a_wording_is_what_it_was(record, holder, digest):
    one = record(**HOLDERS[holder])
    kind = kinds.of(one)
    assert kinds.digest_of(kind.wording(one)) == digest
    assert [kinds.digest_of(said) for said in kind.wordings_of([one])] == [digest]


@pytest.mark.parametrize("record", [licence, penalty, commitment])
@pytest.mark.parametrize("holder", HOLDERS)
def test_nobody_reads_a_number_or_a_home(record, holder):
    one = record(**HOLDERS[holder])
    texts = "".join(text for _, text in kinds.of(one).wording(one))
    for personal in ("19491231", "13800001111", "301室"):
        assert personal not in texts


@pytest.mark.parametrize("record", [penalty, commitment])
@pytest.mark.parametrize("holder", HOLDERS)
def test_no_person_is_named_whole_in_what_is_told(record, holder):
    one = record(**HOLDERS[holder])
    told = kinds.of(one).told(one, "content")
    assert "周小明" not in told
    assert "周*明" in told


@pytest.mark.parametrize("record", [licence, penalty, commitment])
@pytest.mark.parametrize("holder", HOLDERS)
def test_the_line_below_a_figure_says_what_the_wording_says(record, holder):
    assert get_resolver().url_patterns  # public lists are declared beside their addresses
    one = record(**HOLDERS[holder])
    one.reference = f"{one.reference}（13800001111）"
    if holder == "organisation":
        one.holder_name = "云溪市样例建设有限公司（13800001111）"
    for free in {"offence", "matter"} & {field.attname for field in one._meta.concrete_fields}:
        setattr(one, free, SAID)
    said = [text for _, text in kinds.of(one).wording(one)]
    lines = [each.line(one) for each in declared() if each.model is type(one) and each.line]
    assert len(lines) == 1
    for title, reference, _ in lines:
        assert reference in said
        assert all(any(part in text for text in said) for part in title.split())
        for personal in ("19491231", "13800001111", "301室"):
            assert personal not in title + reference
