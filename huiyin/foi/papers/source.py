"""What one letter is made from: the application, the kind of letter, what the clerk filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.foi.models import ApplicantKind, Application, Consultation, DeliveryChannel, Fee
from huiyin.letters import issuing

from . import remedies
from .kinds import DecisionText, Kind, decision_texts

NOBODY_ASKED = "请先登记征求意见的对象和日期，再制作这份文书"
NOBODY_REFUSED = "没有登记过不同意公开的第三方：本文书只告知不同意公开的第三方（条例第三十二条）"


def addressed(application: Application) -> str:
    """您 to a person, 贵单位 to everybody else."""
    return issuing.addressed(is_person=application.applicant_kind == ApplicantKind.PERSON)


@dataclass(frozen=True)
class Source:
    """All that one letter is made from."""

    application: Application
    kind: Kind
    facts: Mapping[str, Any]
    day: date
    number: str = ""

    @cached_property
    def consultation(self) -> Consultation:
        kinds = self.kind.to | self.kind.about
        enquiries = self.application.consultations.filter(kind__in=kinds)
        if self.kind.after:
            enquiries = enquiries.filter(opinion=self.kind.after)
        if key := self.facts.get("consultation"):
            enquiries = enquiries.filter(pk=key)
        last = enquiries.last()
        if last is None:
            raise ValidationError(NOBODY_REFUSED if self.kind.after else NOBODY_ASKED)
        return last

    @cached_property
    def fee(self) -> Fee | None:
        return self.application.fees.last()

    @cached_property
    def decision(self) -> str:
        decision = self.facts.get("decision") or self.application.decision
        return str(decision or self.application.draft_decision)

    @cached_property
    def decision_text(self) -> DecisionText:
        if self.decision not in self.kind.decides:
            what = "请先拟定办理结果" if not self.decision else "这一办理结果不使用本文书"
            raise ValidationError(f"{what}，再制作{self.kind.text.title}")
        return decision_texts()[self.decision]

    @property
    def is_of_the_draft(self) -> bool:
        """A lapse or a withdrawal does not tell what was drafted before for another result."""
        return self.decision == self.application.draft_decision

    @property
    def title(self) -> str:
        return self.kind.text.title

    @cached_property
    def grounds(self) -> list[Any]:
        return list(self.application.grounds.all())

    @property
    def way(self) -> remedies.Way:
        return remedies.way(self.decision, [ground.code for ground in self.grounds])

    @property
    def channel_is_needed(self) -> bool:
        """Served through the internet, the decision names a way to contest it there as well."""
        online = {DeliveryChannel.ONLINE, DeliveryChannel.EMAIL}
        return self.application.delivery_channel in online or (
            self.application.service_method == "electronic"
        )
