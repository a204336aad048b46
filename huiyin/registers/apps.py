from importlib import import_module

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "huiyin.registers"
    verbose_name = "专项公开"

    def ready(self) -> None:
        import_module(f"{self.name}.figures")
