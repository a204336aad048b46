from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "huiyin.files"
    verbose_name = "文件"
