from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "huiyin.backup"
    verbose_name = "备份"
