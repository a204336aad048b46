from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "huiyin.jobs"
    verbose_name = "定时任务"
