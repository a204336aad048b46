from importlib import import_module

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "huiyin.disclosure"
    verbose_name = "信息公开"

    def ready(self) -> None:
        for module in ("deadlines", "figures"):
            import_module(f"{self.name}.{module}")
        for module in ("publishing", "tally"):
            import_module(f"{self.name}.{module}").connect()
