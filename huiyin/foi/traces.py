"""申请人的痕迹: what of an answer that becomes proactive (条例第四十四条) would tell who applied."""

from collections.abc import Iterator

from huiyin.common import masking
from huiyin.personal import traces as reader
from huiyin.personal.fields import encrypted_fields
from huiyin.personal.traces import Known, Trace

from .models import ApplicantKind, Application


def traces(application: Application, text: str) -> list[Trace]:
    """Every place that names or identifies the applicant, and any personal number or home address."""
    is_person = application.applicant_kind == ApplicantKind.PERSON
    return reader.traces(
        text,
        _known(application),
        surname_of=application.applicant_name if is_person else "",
        code_digest=application.query_digest,
        public=[application.agency.telephone],
    )


def _known(application: Application) -> Iterator[Known]:
    for field in encrypted_fields(Application):
        value = str(getattr(application, field.attname) or "").strip()
        if value:
            yield Known(str(field.verbose_name), value, field.mask or _middle)
    yield Known("统一社会信用代码", application.applicant_uscc, _middle)
    yield Known("申请编号", application.reference, _middle)


def _middle(value: str) -> str:
    return masking.middle(value, 1, 1)
