"""The pages of the application form, in their order, and what has been answered so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from huiyin.foi import public_forms as forms
from huiyin.foi.models import ApplicantKind
from huiyin.organisations.models import Organisation


@dataclass(frozen=True)
class Step:
    """One page: its key in the address, its question, a sentence, its form."""

    key: str
    title: str
    lead: str
    form: type[forms.PublicForm]

    @property
    def address(self) -> str:
        return reverse("apply-step", args=[self.key])


AGENCY = Step("agency", "您向哪个机关申请？", "信息由制作它的机关负责公开。", forms.AgencyForm)
KIND = Step("kind", "您以什么身份申请？", "单位申请的，请按单位性质选择。", forms.KindForm)
WHO = Step("who", "申请人是谁？", "请按证件填写。", forms.PersonForm)
AGENT = Step(
    "agent",
    "由谁提出申请？",
    "委托他人提出的，要在后面上传授权委托书。",
    forms.AgentForm,
)
CONTACT = Step("contact", "怎样联系您？", "只用于办理这件申请。", forms.ContactForm)
WHAT = Step(
    "what",
    "您想获取什么信息？",
    "一次申请一项信息，办得更快。不需要说明用途。",
    forms.WhatForm,
)
HOW = Step("how", "您希望怎样获取信息？", "", forms.HowForm)
PROOF = Step("proof", "请上传身份证明", "", forms.ProofForm)


EVERY = (AGENCY, KIND, WHO, AGENT, CONTACT, WHAT, HOW, PROOF)


def steps() -> list[Step]:
    """All pages; which agency is asked only where there is a choice."""
    return list(EVERY if Organisation.objects.agencies().are_several() else EVERY[1:])


def form_for(step: Step, answers: forms.Answers, data: Any = None) -> forms.PublicForm:
    """The form of a page with what was answered; what was answered wrongly shows its errors."""
    form_class = step.form
    if step is WHO and answers.get("kind", {}).get("applicant_kind") != ApplicantKind.PERSON:
        form_class = forms.OrganisationForm
    return form_class(data if data is not None else answers.get(step.key), answers=answers)


def raw(form: forms.PublicForm, data: Any) -> dict[str, str]:
    """What was typed, for keeping: strings of this form's fields, not longer than sensible."""
    return {name: str(data[name])[:20_000] for name in form.fields if name in data}


def first_open(answers: forms.Answers, files: int) -> Step | None:
    """The first page that is not answered, or not rightly."""
    for step in steps():
        if step is PROOF:
            if not files:
                return PROOF
        elif step.key not in answers or not form_for(step, answers).is_valid():
            return step
    return None


def neighbours(step: Step) -> tuple[int, int, Step | None, Step | None]:
    """Number, how many, the page before and the page after."""
    known = steps()
    at = known.index(step)
    before = known[at - 1] if at else None
    return at + 1, len(known), before, known[at + 1] if at + 1 < len(known) else None


def summary(answers: forms.Answers) -> Iterator[tuple[Step, list[tuple[str, str]]]]:
    """The answers in words, page by page, for the review."""
    for step in steps():
        if step is PROOF:
            continue
        form = form_for(step, answers)
        form.is_valid()
        rows = [
            (str(field.label), shown)
            for name, field in form.fields.items()
            if (shown := _shown(field, form.cleaned_data.get(name)))
        ]
        yield step, rows


def _shown(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if value and hasattr(field, "choices"):
        return str(dict(field.choices).get(value, value))
    return str(value or "")
