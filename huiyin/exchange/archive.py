"""A package of tables. Pure; only what this system has packed is opened."""

import io
import zipfile
from collections.abc import Mapping


def packed(tables: Mapping[str, bytes]) -> bytes:
    """Name → content of each table, as one package."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in tables.items():
            file.writestr(name, content)
    return package.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Name → content of the tables of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}
