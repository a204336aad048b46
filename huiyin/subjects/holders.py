"""Whom a record names, by the columns of the 双公示 standard; of a model of any time."""

import re
from datetime import date
from typing import Any

from huiyin.common import uscc
from huiyin.personal import keys
from huiyin.personal.fields import is_readable

from .kinds import Holder
from .models import Scheme, SubjectKind

KINDS = {
    "法人及非法人组织": SubjectKind.ORGANISATION,
    "个体工商户": SubjectKind.SOLE_TRADER,
    "自然人": SubjectKind.PERSON,
}
OLDER = {
    Scheme.REGISTRATION: "holder_registration",
    Scheme.ORGANISATION: "holder_organisation_code",
    Scheme.INSTITUTION: "holder_institution_number",
    Scheme.SOCIETY: "holder_society_number",
}
"""Columns of the codes before the one code; a kind may have fewer."""
_FEWEST_DIGITS = 5


def holder(record: Any, day: date) -> Holder:
    """The codes of the holder; of a natural person the digest of the number of its paper."""
    kind = KINDS[record.holder_kind]
    if kind == SubjectKind.PERSON:
        number = "".join(record.holder_id.split()).upper()
        is_known = number and is_readable(record.holder_id)
        digest = keys.digest(number) if is_known else ""
        return Holder(kind, record.holder_name, day, digest=digest)
    older = {scheme: getattr(record, column, "") for scheme, column in OLDER.items()}
    return Holder(
        kind,
        record.holder_name,
        day,
        uscc=record.holder_uscc if uscc.is_valid(record.holder_uscc) else "",
        older={
            scheme.value: code for scheme, text in older.items() if (code := told(scheme, text))
        },
    )


def told(scheme: Scheme, text: str) -> str:
    """The older code that a column holds, or nothing: “无”, “/” and zeros are nobody's code."""
    if scheme == Scheme.ORGANISATION:
        code = text.replace("-", "")
        return code if uscc.is_valid_organisation_code(code) else ""
    digits = re.sub(r"\D", "", text)
    return text if len(digits) >= _FEWEST_DIGITS and len(set(digits)) > 1 else ""
