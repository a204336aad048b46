from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "huiyin.registers"
    verbose_name = "专项公开"
