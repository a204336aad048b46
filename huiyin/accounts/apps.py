from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "huiyin.accounts"
    verbose_name = "账号"
    default = True


class CmsUsersConfig(WagtailUsersAppConfig):
    """The CMS's account screens, with our form: see `cms.py`."""

    user_viewset = "huiyin.accounts.cms.AccountViewSet"
