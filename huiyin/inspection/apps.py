from importlib import import_module

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "huiyin.inspection"
    verbose_name = "网站自查"

    def ready(self) -> None:
        import_module(f"{self.name}.sources").declare()
