"""The entry point of `huiyin …` and `python manage.py …`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    if len(sys.argv) > 1:
        sys.argv[1] = sys.argv[1].replace("-", "_") if sys.argv[1][:1] != "-" else sys.argv[1]
    execute_from_command_line(sys.argv)
