"""What a person fills in for a manuscript: the moves, the beginning, a chain."""

from typing import Any

from django import forms
from django.utils import timezone

from huiyin.casework.forms import DayField, MoveForm, PlainErrors
from huiyin.disclosure.models import AgencyPage, ColumnPage, LegalItem, Validity
from huiyin.organisations.models import Organisation, Post
from huiyin.workdays.load import calendar

from . import attaching, secrecy
from .models import Manuscript, StepKind
from .models.chains import LONGEST

CHINESE = "一二三四五六七八九十"


def usual_ground(column: ColumnPage) -> str:
    """The article that most likely makes what is in this column public."""
    item = column.legal_item
    if item == LegalItem.LOCAL:
        return "条例第二十一条"
    if not item.startswith("20-"):
        return "条例第十九条"
    number = int(item[3:])
    ordinal = CHINESE[number - 1] if number <= 10 else f"十{CHINESE[number - 11]}"
    return f"条例第二十条第（{ordinal}）项"


def _asked(name: str) -> forms.ChoiceField:
    """One point of the secrecy review; nothing is chosen beforehand."""
    point = secrecy.point(name)
    return forms.ChoiceField(
        label=point.question, help_text=point.article, choices=point.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip


class ApproveForm(MoveForm):
    """通过, in the reviewer's own words; the secrecy review goes through its points one by one."""

    state_secret = _asked("state_secret")
    forbidden = _asked("forbidden")
    endangers = _asked("endangers")
    third_party = _asked("third_party")
    work_secret = _asked("work_secret")
    internal = _asked("internal")
    process = _asked("process")
    enforcement = _asked("enforcement")
    field_order = tuple(point.name for point in secrecy.POINTS)

    def __init__(self, *args: Any, matter: Any = None, **options: Any) -> None:
        super().__init__(*args, matter=matter, **options)
        review = matter.current_review if isinstance(matter, Manuscript) else None
        if review is None or review.kind != StepKind.SECRECY:
            for name in (*(point.name for point in secrecy.POINTS), "attribute", "ground"):
                del self.fields[name]
        else:
            usual = usual_ground(matter.page.column)
            self.fields[
                "ground"
            ].help_text = f"条例的条款，本栏目通常是{usual}；不予公开的写明理由（第十四至十六条）"


class AttachForm(MoveForm):
    """添加附件, checked by its content before it is kept."""

    file = forms.FileField(
        label="文件",
        help_text="docx、wps、pdf、xlsx、pptx、ofd、zip 等；带宏的文件、可以运行的文件不收",
        widget=forms.ClearableFileInput(attrs={"accept": attaching.ACCEPTED}),
    )
    field_order = ("file",)

    def clean_file(self) -> Any:
        return attaching.take_in(self.cleaned_data["file"])


class ScheduleForm(MoveForm):
    """A day by the calendar, or so many working days from today."""

    days = forms.IntegerField(
        label="几个工作日后", min_value=1, max_value=200, required=False,
        help_text="自今天起按工作日历计算；填了这一项就不用选日期",
    )  # fmt: skip
    field_order = ("days",)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        days, matter = values.pop("days", None), self.matter
        if days and matter is not None:
            values["on"] = calendar(matter.agency.region).add(timezone.localdate(), days)
        elif not values.get("on") and "on" not in self.errors:
            self.add_error("on", "请选择发布日期，或填写几个工作日后")
        return values


def columns_of(agency: Organisation) -> list[ColumnPage]:
    """The columns of an agency, in the order of its tree."""
    page = AgencyPage.objects.filter(organisation=agency).first()
    if page is None:
        return []
    return list(ColumnPage.objects.descendant_of(page).order_by("path"))


class BeginForm(PlainErrors, forms.Form):
    """起草信息: column, title and what the Regulation counts from; or a Word file to begin with."""

    column = forms.ChoiceField(label="栏目")
    title = forms.CharField(
        label="标题", max_length=200, required=False, help_text="从 Word 文件起草的可以空着"
    )
    formed_on = DayField(
        label="成文日期",
        required=False,
        initial=timezone.localdate,
        help_text="公开期限自这一天起算",
    )
    doc_number = forms.CharField(
        label="文号", max_length=100, required=False, help_text="例如：云城管〔2026〕5号"
    )
    validity = forms.ChoiceField(
        label="有效性",
        choices=[("", "不标注"), (Validity.VALID.value, "有效")],
        required=False,
        help_text="规范性文件请标注",
    )
    word = forms.FileField(
        label="从 Word 文件起草",
        required=False,
        help_text="docx；标题、正文、表格、图片带进来，再到编辑器里改",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    keep_word = forms.BooleanField(label="把原文件作为附件", required=False)

    def __init__(self, *args: Any, agency: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        columns = columns_of(agency)
        self.by_key = {str(column.pk): column for column in columns}
        lowest = min((column.depth for column in columns), default=0)
        self.fields["column"].choices = [  # type: ignore[attr-defined]
            ("", "请选择"),
            *(
                (str(column.pk), "　" * (column.depth - lowest) + column.title)
                for column in columns
            ),
        ]
        self.say_what_to_do()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("title") and not values.get("word") and "word" not in self.errors:
            self.add_error("title", "请填写标题，或上传 Word 文件")
        if values.get("keep_word") and not values.get("word"):
            self.add_error("keep_word", "没有上传 Word 文件")
        return values


class PictureForm(PlainErrors, forms.Form):
    file = forms.FileField(
        label="图片",
        help_text="JPG 或 PNG",
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )
    alternative = forms.CharField(
        label="替代文字",
        max_length=200,
        help_text="看不见图片的人靠它知道图上是什么，例如：清溪大道改造后的人行道",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.say_what_to_do()


class StepForm(forms.Form):
    """One line of a chain; an empty name leaves it out."""

    name = forms.CharField(label="环节", max_length=40, required=False)
    kind = forms.ChoiceField(label="类型", choices=StepKind.choices)
    post = forms.ModelChoiceField(
        Post.objects.none(), label="岗位", required=False, empty_label="有权限的任何岗位"
    )
    days = forms.IntegerField(label="时限（工作日）", min_value=1, max_value=LONGEST, initial=2)

    def __init__(self, *args: Any, posts: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if posts is not None:
            self.fields["post"].queryset = posts  # type: ignore[attr-defined]


StepForms = forms.formset_factory(StepForm, extra=0, max_num=8)
