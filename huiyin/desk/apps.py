from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules


class DeskConfig(AppConfig):
    name = "huiyin.desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        autodiscover_modules("desk")
        from .icons import undrawn  # noqa: PLC0415 - the rail needs the rooms

        checks.register(undrawn)
