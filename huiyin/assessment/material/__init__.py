"""自评材料: one model, and the same content of it as Word, PDF, HTML and one package with all evidence."""

from .content import Material, Table, material
from .package import Package, content_or_why, package

__all__ = ["Material", "Package", "Table", "content_or_why", "material", "package"]
