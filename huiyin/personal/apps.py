from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "huiyin.personal"
    verbose_name = "个人信息"
