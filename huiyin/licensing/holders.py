"""Whom a licence names, for the register of subjects; of a model of any time."""

from typing import Any

from huiyin.personal import keys
from huiyin.personal.fields import is_readable
from huiyin.subjects.kinds import Holder
from huiyin.subjects.models import Scheme, SubjectKind

KINDS = {
    "法人及非法人组织": SubjectKind.ORGANISATION,
    "个体工商户": SubjectKind.SOLE_TRADER,
    "自然人": SubjectKind.PERSON,
}


def holder(licence: Any) -> Holder:
    """The codes of the holder; of a natural person the digest of the number of its paper."""
    kind = KINDS[licence.holder_kind]
    if kind == SubjectKind.PERSON:
        number = "".join(licence.holder_id.split()).upper()
        is_known = number and is_readable(licence.holder_id)
        digest = keys.digest(number) if is_known else ""
        return Holder(kind, licence.holder_name, licence.decided_on, digest=digest)
    older = {
        Scheme.REGISTRATION: licence.holder_registration,
        Scheme.ORGANISATION: licence.holder_organisation_code.replace("-", ""),
        Scheme.INSTITUTION: licence.holder_institution_number,
        Scheme.SOCIETY: licence.holder_society_number,
    }
    return Holder(
        kind,
        licence.holder_name,
        licence.decided_on,
        uscc=licence.holder_uscc,
        older={scheme.value: code for scheme, code in older.items() if code},
    )
