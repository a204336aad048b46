"""许可证: what the certificate of a licence says, and its making in the move that issues it."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from huiyin.casework.reading import Reading
from huiyin.common import days
from huiyin.letters import issuing
from huiyin.letters.checks import Vocabulary
from huiyin.letters.kinds import Family
from huiyin.letters.kinds import Kind as LetterKind
from huiyin.publicity.holders import HolderKind

from .models import Certificate, Licence

NAMES = {
    "机关名称": "许可机关全称",
    "文书名称": "许可证书名称，没有登记的为“行政许可证”",
    "文号": "许可编号，没有登记的为决定文书号",
    "成文日期": "制发日期",
    "持证人": "名称、统一社会信用代码和法定代表人",
    "许可事项": "许可事项的名称，有项目的加项目名称",
    "许可内容": "许可的内容",
    "有效期": "自何日至何日",
    "决定文书": "决定文书的名称",
    "决定文号": "决定文书号",
}
BLOCKS = frozenset({"持证人", "许可事项", "许可内容"})
REQUIRED = frozenset({"机关名称", "文号", "成文日期", "持证人", "许可内容", "有效期"})


REGISTER, CERTIFY = "licensing.register_licence", "licensing.issue_certificate"
READING = Reading(
    "licensing.certificate.read",
    (REGISTER, CERTIFY),
    "许可证写明持证人全名，由登记许可或者制发许可证的岗位查看。",
)


class Kind(LetterKind):
    """A certificate; the licence brings its number."""

    family = "licences"
    folder = Path(__file__).parent / "letters"

    @property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(NAMES, BLOCKS, REQUIRED)


CERTIFICATE = Kind("certificate")
FAMILY = Family("licences", {CERTIFICATE.key: CERTIFICATE})


def newest(licence: Licence) -> Certificate | None:
    return licence.certificates.select_related("pdf").last()


def is_issued(licence: Licence) -> bool:
    """Whether the newest certificate says all that the licence says now."""
    certificate = newest(licence)
    return certificate is not None and certificate.digest == licence.certified


def issue(licence: Licence, *, at: datetime) -> Certificate:
    """制发: a certificate of what the ledger says now, as Word and PDF."""
    name = licence.certificate_name or CERTIFICATE.text.title
    certificate = Certificate(
        licence=licence,
        title=name,
        licence_number=licence.certificate_number or licence.reference,
        digest=licence.certified,
        frozen_at=at,
    )
    words = {
        **_words(licence),
        "机关名称": licence.agency.on(at).name,
        "成文日期": days.written(timezone.localdate(at)),
    }
    template = CERTIFICATE.template(licence.agency)
    issuing.write(certificate, name, template, words, agency=licence.agency, at=at)
    certificate.full_clean()
    certificate.save()
    return certificate


def _words(licence: Licence) -> dict[str, str | list[str]]:
    matter = [f"许可事项：{licence.matter.name}"]
    if licence.project_name:
        matter.append(f"项目：{licence.project_name}")
    period = (days.written(licence.valid_from), days.written(licence.valid_to))
    return {
        "文书名称": licence.certificate_name or CERTIFICATE.text.title,
        "文号": licence.certificate_number or licence.reference,
        "持证人": _holder(licence),
        "许可事项": matter,
        "许可内容": issuing.lines(f"许可内容：{licence.content}"),
        "有效期": f"自{period[0]}至{period[1]}",
        "决定文书": f"《{licence.document_name}》",
        "决定文号": licence.reference,
    }


def _holder(licence: Licence) -> list[str]:
    """A natural person by the name alone: whoever looks at a certificate needs no more."""
    lines = [f"持证人：{licence.holder_name}"]
    if licence.holder_kind != HolderKind.PERSON:
        lines += [f"统一社会信用代码：{licence.holder_uscc}"] if licence.holder_uscc else []
        lines += [f"法定代表人：{licence.representative}"] if licence.representative else []
    return lines
