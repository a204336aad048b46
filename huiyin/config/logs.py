"""What stands in the log at level ERROR wants a person; what a visitor sent wants nobody."""

import logging

OF_VISITORS = "django.security."


class VisitorsFaults(logging.Filter):
    """A foreign host name or a form of a thousand fields is one line, without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(OF_VISITORS) and record.levelno > logging.WARNING:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info, record.exc_text = None, None
        return True
