"""A process of its own that works on the test's database, to be killed in the middle of it."""

import os
import signal
import subprocess
import sys

from django.conf import settings
from django.db import connections

_BEGIN = """
import os, signal, sys
import django
django.setup()
from datetime import datetime
from zoneinfo import ZoneInfo
from django.conf import settings
from django.db import connection
from huiyin.audit.actors import system

AT = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))

def die(*arguments, **details):
    os.kill(os.getpid(), signal.SIGKILL)

def after(function):
    def run(*arguments, **details):
        function(*arguments, **details)
        die()
    return run

settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
"""


def command(script, *arguments):
    name = connections["default"].settings_dict["NAME"]
    return [sys.executable, "-c", _BEGIN + script, str(name), *map(str, arguments)]


def environment():
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
        "HUIYIN_HOME": str(settings.HOME),
        "HUIYIN_AUDIT_KEY": settings.AUDIT_KEY,
        "HUIYIN_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
    }


def dies(script, *arguments):
    """Run a script that kills itself (`die`, `after(function)`); its arguments begin at `sys.argv[2]`."""
    ran = command(script, *arguments)
    connections["default"].close()
    died = subprocess.run(
        ran, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    return died.stdout
