"""台账导入导出: Excel and CSV tables in and out, one declaration of columns for both ways.

`import_file` reads a file into records, `export` writes records to a file that `import_file`
would leave unchanged, `write_template` makes an empty table with its rules.
"""

from huiyin.casework.ledgers import Column, Ledger, UnknownKindError, every, find, keys
from huiyin.ingest.tables.sheets import LedgerFileError

from .exporting import FORMATS, Layout, export
from .headers import DUE, STATE, Mapping
from .importing import import_file
from .results import Rejection, Result
from .template import write_template

__all__ = [
    "DUE",
    "FORMATS",
    "STATE",
    "Column",
    "Layout",
    "Ledger",
    "LedgerFileError",
    "Mapping",
    "Rejection",
    "Result",
    "UnknownKindError",
    "every",
    "export",
    "find",
    "import_file",
    "keys",
    "write_template",
]
