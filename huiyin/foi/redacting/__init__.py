"""区分处理 (条例第三十七条) in the matter of an application: the office's tool around the engine."""

from .grounds import caption, grounds_of, portions
from .work import LIST_NAME, attach, may_redact, release

__all__ = [
    "LIST_NAME",
    "attach",
    "caption",
    "grounds_of",
    "may_redact",
    "portions",
    "release",
]
