from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "huiyin.accounts"
    verbose_name = "账号"
