"""What the tool shows: a page with its boxes, what lies beneath them, and where to go next."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from huiyin.files import plans, redaction
from huiyin.files.models import RedactionPlan
from huiyin.files.plans import PlanBox
from huiyin.foi.models import Application, ApplicationFile, Exemption, FileRole

from .forms import SIDES, BoxForm, DrawForm
from .grounds import Portion, caption, portions
from .work import KINDS, LIST_NAME

_MOST_LINES, _LONGEST_LINE = 6, 60


@dataclass(frozen=True)
class Shown:
    """One box of the page: its number in the plan, its sides in per cent, what it takes away."""

    number: int
    place: int
    box: PlanBox
    under: tuple[str, ...]
    more: int
    cut: tuple[str, ...]

    @property
    def percent(self) -> dict[str, str]:
        return {name: f"{getattr(self.box, name) * 100:.3f}" for name in SIDES}

    @property
    def label_x(self) -> str:
        return f"{self.box.x * 100 + 0.3:.3f}"

    @property
    def label_y(self) -> str:
        return f"{max(self.box.y * 100 - 0.3, 1.2):.3f}"

    @property
    def ground(self) -> str:
        return caption(self.box.code)

    @property
    def ground_label(self) -> str:
        return str(Exemption(self.box.code).label)


class Look:
    """One page of one plan."""

    def __init__(
        self, attached: ApplicationFile, plan: RedactionPlan, content: bytes, page: int
    ) -> None:
        self.attached, self.plan, self.content, self.page = attached, plan, content, page
        self.boxes = [
            (number, box) for number, box in enumerate(plans.boxes_of(plan)) if box.page == page
        ]

    def shown(self) -> list[Shown]:
        if not self.boxes:
            return []
        drawn = [box.drawn(caption(box.code)) for _, box in self.boxes]
        texts = redaction.text_under(self.content, drawn, self.attached.file.media_type)
        return [
            Shown(
                number, place, box,
                tuple(_shortened(text) for text in under.strings[:_MOST_LINES]),
                max(len(under.strings) - _MOST_LINES, 0),
                tuple(_shortened(text) for text in under.cut[:_MOST_LINES]),
            )
            for place, ((number, box), under) in enumerate(
                zip(self.boxes, texts, strict=True), 1
            )
        ]  # fmt: skip


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + "…"


def engine_boxes(plan: RedactionPlan) -> list[redaction.Box]:
    return [box.drawn(caption(box.code)) for box in plans.boxes_of(plan)]


def portions_of(plan: RedactionPlan) -> list[tuple[str, Portion]]:
    parts = portions(plans.boxes_of(plan))
    return [(str(Exemption(portion.code).label), portion) for portion in parts]


def page_number(asked: str | None, plan: RedactionPlan) -> int:
    """Counted from 0; what is no page of the file is the nearest one."""
    text = (asked or "1").strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    return min(max(number, 1), plan.pages) - 1


def pager(plan: RedactionPlan, page: int) -> dict[str, Any]:
    """Neighbours, and the pages that hold boxes with their number."""
    boxes = Counter(box.page + 1 for box in plans.boxes_of(plan))
    near = {1, plan.pages, *range(page - 1, page + 4), *boxes}
    numbers = sorted(number for number in near if 1 <= number <= plan.pages)
    return {
        "page": page + 1,
        "before": page if page else None,
        "after": page + 2 if page + 1 < plan.pages else None,
        "pages": [(number, boxes.get(number, 0)) for number in numbers],
        "total": sum(boxes.values()),
    }


def blank_form(look: Look) -> DrawForm:
    """For the next box: the ground of the last one drawn."""
    initial: dict[str, Any] = {"version": look.plan.version}
    known = [box for _, box in look.boxes] or plans.boxes_of(look.plan)
    if known:
        initial |= {"ground": known[-1].code, "reason": known[-1].reason}
    return DrawForm(initial=initial)


def renewed_form(data: QueryDict, plan: RedactionPlan) -> DrawForm:
    """What was typed, upon the version there is now."""
    return DrawForm({**data.dict(), "version": str(plan.version)})


def complaints(form: Any) -> list[str]:
    return [
        f"{form.fields[name].label or ''}：{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]


def with_new(boxes: list[PlanBox], new_boxes: list[PlanBox]) -> list[PlanBox]:
    """The boxes and those found places that no box covers yet."""
    return boxes + [new for new in new_boxes if not any(box.covers(new) for box in boxes)]


def replaced(boxes: list[PlanBox], number: int, form: BoxForm) -> list[PlanBox]:
    _check(boxes, number)
    return [*boxes[:number], form.box(boxes[number].page), *boxes[number + 1 :]]


def without(boxes: list[PlanBox], number: int) -> list[PlanBox]:
    _check(boxes, number)
    return [*boxes[:number], *boxes[number + 1 :]]


def _check(boxes: list[PlanBox], number: int) -> None:
    if not 0 <= number < len(boxes):
        raise ValidationError("没有这个框，请刷新页面")


def result_name(plan: RedactionPlan) -> str:
    """A name made without the original one, which may contain a person's name."""
    return f"答复附件{plan.pk}（区分处理）"


@dataclass(frozen=True)
class Row:
    """One file of the application on the page of its materials."""

    attached: ApplicationFile
    can_redact: bool
    plan: RedactionPlan | None
    result_of: str = ""


def rows(application: Application) -> list[Row]:
    of_file: dict[int, RedactionPlan] = {}
    results: dict[int, str] = {}
    for plan in plans.of_subject(application).select_related("original").order_by("pk"):
        of_file[plan.original_id] = plan
        if plan.released_id:
            results[plan.released_id] = plan.original.name
    return [
        Row(
            attached,
            attached.file.media_type in KINDS
            and attached.file_id not in results
            and not _is_listing(attached),
            of_file.get(attached.file_id),
            results.get(attached.file_id, ""),
        )
        for attached in application.files.select_related("file")
    ]


def _is_listing(attached: ApplicationFile) -> bool:
    return attached.file.name == LIST_NAME and attached.role == FileRole.ANSWER
