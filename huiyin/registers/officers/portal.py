"""/officers/: 行政执法人员名录, those with a certificate that is valid today."""

from django.db.models import Q
from django.utils import timezone

from huiyin.common import docnumber
from huiyin.registers import agencies
from huiyin.web.context import Section
from huiyin.web.narrowings import Choice, Words
from huiyin.web.publiclists import PublicList
from huiyin.web.tables import fields

from .models import Officer, OfficerQuerySet


def _public(records: OfficerQuerySet) -> OfficerQuerySet:
    return records.public(timezone.localdate())


def _matching(records: OfficerQuerySet, text: str) -> OfficerQuerySet:
    """A number or a name finds one."""
    for word in text.split():
        records = records.filter(
            Q(reference__iexact=docnumber.normalise(word)) | Q(name__icontains=word)
        )
    return records


OFFICERS = PublicList(
    key="officers",
    section=Section(
        "行政执法人员名录",
        "查询本机关行政执法人员的姓名、单位、执法证号和执法范围",
        "执法人员,执法证,行政执法公示",
        "机构职能",
    ),
    door="disclosure",
    register=(20, "行政执法人员", "执法证号查得到的人才能执法"),
    model=Officer,
    public=_public,
    order=("department", "reference", "pk"),
    template="registers/portal/officers.html",
    narrowings=(agencies.choice(), Choice("category", "所在科室", "department", least=2)),
    words=Words("q", "按执法证号或姓名查找", "核对执法人员", _matching),
    columns=fields(
        Officer, "reference", "name", "unit", "department", "post", "scope", "valid_until"
    ),
    more=lambda chosen: {"today": timezone.localdate()},
    line=lambda officer: (officer.name, officer.reference, officer.issued_on),
    size=30,
)
"""Officers have no pages of their own."""
