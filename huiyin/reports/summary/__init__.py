"""年度工作总结: the yearly summary of disclosure and hotline work.

Sentences about records are written from cited figures; everything else is a paragraph of the
office; measures are those of the work plan. The program promises nothing by itself.
"""

from .office import Statement
from .outline import OPENING, OUTLINE, Part, Slot, slots
from .writing import write

__all__ = ["OPENING", "OUTLINE", "Part", "Slot", "Statement", "slots", "write"]
