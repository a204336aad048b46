from importlib import import_module

from django.apps import AppConfig


class LicensingConfig(AppConfig):
    name = "huiyin.licensing"
    verbose_name = "行政许可"

    def ready(self) -> None:
        for module in ("deadlines", "figures"):
            import_module(f"{self.name}.{module}")
