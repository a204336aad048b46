"""正文编辑器: how a document is written in the CMS, and who may write it at the moment."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from wagtail.admin.compare import RichTextFieldComparison
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.locks import BaseLock

from .tidying import UnreadableTextError, tidy_typed

LockMaker = Callable[[Any], BaseLock | None]
_lock_makers: list[LockMaker] = []


def locks(maker: LockMaker) -> LockMaker:
    """Make known what may close a document to editing: a function from a page to a lock or None."""
    _lock_makers.append(maker)
    return maker


def lock_of(page: Any) -> BaseLock | None:
    """The first lock that somebody puts on this document."""
    for maker in _lock_makers:
        if (lock := maker(page)) is not None:
            return lock
    return None


class EditingLock(BaseLock):
    """Closed to all but one, with a sentence that says where the document stands."""

    def __init__(self, page: Any, said: str, address: str, *, writer: str = "") -> None:
        super().__init__(page)
        self.said, self.address, self.writer = said, address, writer

    def for_user(self, user: Any) -> bool:
        return not self.writer or str(user.pk) != self.writer

    def get_message(self, user: Any) -> str | None:
        if not self.for_user(user):
            return None
        return format_html('{} <a href="{}">到工作台办理</a>', self.said, self.address)

    def get_locked_by(self, user: Any) -> str:
        return "只读" if self.for_user(user) else "由您起草"

    def get_description(self, user: Any) -> str:
        return self.said


HELP = "可以直接写，也可以从 Word、WPS 复制后粘贴：标题、列表、表格会保留，其余格式去掉"
EDITOR: Any = forms.Script("disclosure/body-editor.js", type="module")


class BodyWidget(forms.Textarea):
    """A text area of HTML; with script, an editor that takes pastes from Word and WPS."""

    pictures = ""
    """Where a picture is chosen or uploaded; the button is left out without it."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={
                "all": [
                    "django_prose_editor/material-icons.css",
                    "django_prose_editor/editor.css",
                    "disclosure/body-editor.css",
                ]
            },
            js=("disclosure/body-editor-words.js", EDITOR),
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-body-editor": "",
            "data-pictures": self.pictures,
            "rows": "24",
        }
        return context


class BodyPanel(FieldPanel):
    """The body: compared as text, not as markup."""

    def __init__(self, **options: Any) -> None:
        super().__init__("body", **{"widget": BodyWidget, "help_text": HELP, **options})

    def clone_kwargs(self) -> dict[str, Any]:
        arguments: dict[str, Any] = super().clone_kwargs()
        arguments.pop("field_name", None)
        return arguments

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison_class(self) -> Any:
            return RichTextFieldComparison


class DocumentForm(WagtailAdminPageForm):
    """Tells the editor where pictures of this document come from."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        body = self.fields.get("body")
        if body is not None and isinstance(body.widget, BodyWidget) and self.instance.pk:
            body.widget.pictures = f"/desk/documents/{self.instance.pk}/pictures/"

    def clean_body(self) -> str:
        try:
            return tidy_typed(self.cleaned_data["body"])
        except UnreadableTextError as error:
            raise ValidationError(str(error)) from error
