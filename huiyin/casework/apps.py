from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "huiyin.casework"
    verbose_name = "办件"
