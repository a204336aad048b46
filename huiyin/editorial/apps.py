from importlib import import_module

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "huiyin.editorial"
    verbose_name = "稿件编审"

    def ready(self) -> None:
        for module in ("locking", "access", "pictures", "printed"):
            import_module(f"{self.name}.{module}")
