"""自评材料: one model, and the same content of it as Word, PDF, HTML, JSON and one package with all evidence."""

from .content import Material, Table, material
from .files import TYPES, write
from .package import Written, content_or_why

__all__ = ["TYPES", "Material", "Table", "Written", "content_or_why", "material", "write"]
