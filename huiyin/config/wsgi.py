"""The WSGI application; WSGI on purpose: see docs/adr/0003-dependencies.md."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"huiyin: {error}")  # one line that names the setting, not a traceback
