from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "huiyin.letters"
    verbose_name = "文书"
