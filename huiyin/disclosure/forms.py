"""What a person fills in on the desk."""

from typing import Any, ClassVar

from django import forms
from wagtail.models import Page

from huiyin.organisations.models import Organisation

from .tree.columns import FIELDS, NAMES, keepers, places_for, units_of
from .tree.models import ColumnPage

TOP = 3
"""How deep the page of an agency lies."""


class ParentField(forms.ModelChoiceField):
    """上级栏目, shown as deep as it lies."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            Page.objects.none(),
            label="上级栏目",
            empty_label=None,
            error_messages={"required": "请选择上级栏目", "invalid_choice": "请选本机关的栏目"},
            **options,
        )

    def label_from_instance(self, page: Page) -> str:
        indent: str = "　" * (page.depth - TOP)
        return f"{indent}{page.title}"

    def clean(self, value: Any) -> Any:
        page = super().clean(value)
        return page.specific if page is not None else None


class NewColumnForm(forms.ModelForm):
    """新建栏目: what it is called, where it lies, what it is for."""

    use_required_attribute = False
    parent = ParentField()

    class Meta:
        model = ColumnPage
        fields: ClassVar[tuple[str, ...]] = NAMES
        labels: ClassVar[dict[str, str]] = {"title": "栏目名称", "slug": "网址标识"}
        help_texts: ClassVar[dict[str, str]] = {
            "title": "",
            "slug": "网址的最后一段，小写字母、数字和连字符；改了以后，原来的网址自动转到新的网址",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "title": {"required": "请填写栏目名称"},
            "slug": {"required": "请填写网址标识，如 tzgg"},
            "column_type": {"required": "请选择栏目类别"},
            "description": {"required": "请填写栏目描述"},
            "keywords": {"required": "请填写栏目关键词"},
        }

    def __init__(self, *arguments: Any, agency: Organisation, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        kinds: Any = self.fields["column_type"]
        kinds.choices = [("", "请选择"), *[choice for choice in kinds.choices if choice[0]]]
        column = self.instance if self.instance.pk else None
        self.fields["parent"].queryset = places_for(agency, column)  # type: ignore[attr-defined]
        if column is not None:
            self.initial["parent"] = column.get_parent().pk
        self.order_fields(["title", "slug", "parent", *NAMES[2:]])


class RemoveForm(forms.Form):
    """删除栏目: why."""

    use_required_attribute = False
    reason = forms.CharField(
        label="理由",
        max_length=200,
        help_text="会记入审计",
        error_messages={"required": "请填写删除的理由"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ColumnForm(NewColumnForm):
    """栏目设置."""

    class Meta(NewColumnForm.Meta):
        fields = (*NAMES, *FIELDS)

    def __init__(self, *arguments: Any, agency: Organisation, **keywords: Any) -> None:
        super().__init__(*arguments, agency=agency, **keywords)
        people = {keeper.user_id: keeper.user.get_full_name() for keeper in keepers(agency)}
        keeper, department = self.fields["keeper"], self.fields["department"]
        keeper.queryset = keeper.queryset.filter(pk__in=people)  # type: ignore[attr-defined]
        keeper.label_from_instance = lambda user: people[user.pk]  # type: ignore[attr-defined]
        department.queryset = units_of(agency)  # type: ignore[attr-defined]
        for field in (keeper, department):
            field.empty_label = "未指定"  # type: ignore[attr-defined]
