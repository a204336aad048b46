from dataclasses import replace

from django.apps import AppConfig
from django.conf import settings

from huiyin.common.confined import Work, limits


class FilesConfig(AppConfig):
    name = "huiyin.files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Pass the limits to the readers, which do not read settings themselves."""
        for work, seconds, megabytes in (
            (Work.READING, settings.READ_SECONDS, settings.READ_MEGABYTES),
            (Work.DRAWING, settings.DRAW_SECONDS, settings.DRAW_MEGABYTES),
        ):
            limits[work] = replace(limits[work], seconds=seconds, megabytes=megabytes)
