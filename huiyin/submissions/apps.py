from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "huiyin.submissions"
    verbose_name = "填写与提交"
