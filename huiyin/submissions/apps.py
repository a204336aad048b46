from django.apps import AppConfig
from django.core import checks

from .names import unheard


class SubmissionsConfig(AppConfig):
    name = "huiyin.submissions"
    verbose_name = "填写与提交"

    def ready(self) -> None:
        checks.register(unheard)
