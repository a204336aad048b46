"""The CMS's screens for accounts: one name, and a password that its owner has to replace."""

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from .models import User


class NameAndPassword(forms.ModelForm):
    """What both screens share: 姓名 instead of two name fields; a password set here is provisional."""

    first_name = last_name = None
    name = forms.CharField(label="姓名", max_length=40)

    def save(self, commit: bool = True) -> User:
        if self.cleaned_data.get("password1"):
            self.instance.must_change_password = True
        saved: User = super().save(commit)
        return saved


class CreationForm(NameAndPassword, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = (set(UserCreationForm.Meta.fields) - {"first_name", "last_name"}) | {"name"}


class EditForm(NameAndPassword, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = (set(UserEditForm.Meta.fields) - {"first_name", "last_name"}) | {"name"}


class AccountViewSet(UserViewSet):
    create_template_name = "accounts/cms/create.html"
    edit_template_name = "accounts/cms/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return EditForm if for_update else CreationForm
