from importlib import import_module

from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "huiyin.foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        for module in ("deadlines", "figures"):
            import_module(f"{self.name}.{module}")
