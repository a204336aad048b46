"""Every write to decisions, and to the opinions on their drafts."""

from . import decisions, opinions

__all__ = ["decisions", "opinions"]
