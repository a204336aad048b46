"""The WSGI application; WSGI on purpose: see docs/adr/0003-dependencies.md."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.module_loading import import_string
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
try:
    application = get_wsgi_application()
    import_string("huiyin.config.start.look")()
    import_string("huiyin.config.start.say_warnings")()
    import_string("huiyin.database.writing.bound")(settings.WAITING_WRITERS)
    import_string("huiyin.database.patience.patience").limit(settings.DATABASE_SECONDS)
    connections.close_all()  # each thread that answers opens its own
    # by their names: they read models, which are not there before the first line
    application = import_string("huiyin.web.kept.front_door.FrontDoor")(application)
    import_string("huiyin.web.last_requests.begin")(settings.RUN)
except ImproperlyConfigured as error:
    sys.exit(f"huiyin: {error}")  # one line that names the setting, not a traceback
if settings.TRUSTED_PROXIES:
    # Who really asks: sign-in throttling and the audit log need the visitor's address.
    application = wrap_wsgi_with_proxy_headers(application, settings.TRUSTED_PROXIES)
