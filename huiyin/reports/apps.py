from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "huiyin.reports"
    verbose_name = "报告"
