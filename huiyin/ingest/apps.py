from django.apps import AppConfig


class IngestConfig(AppConfig):
    name = "huiyin.ingest"
    verbose_name = "导入"
