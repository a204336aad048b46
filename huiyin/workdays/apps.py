from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "huiyin.workdays"
    verbose_name = "工作日历"
