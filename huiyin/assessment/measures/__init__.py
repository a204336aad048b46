"""What the inspection of a site does not measure, and a rubric asks for. All of them only read."""

from . import columns, documents, services
from .columns import LISTS

__all__ = ["LISTS", "columns", "documents", "services"]
