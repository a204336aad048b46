"""The Content-Type that a request declares, checked before its body is read.

The name of a character set is the name of a codec, and whoever sends a form may choose it: some
take time by the square of the length, some are none for texts, some names end the request before
there is a page to answer with. Forms of this site are UTF-8.
"""

import re

LONGEST = 300
_TYPE = r"[\w.+*-]+/[\w.+*-]+"
_PARAMETER = r"charset=\"?utf-?8\"?|boundary=(?:[\w'()+,./:=?-]{1,200}|\"[\w'()+,./:=? -]{1,200}\")"
_PLAIN = re.compile(rf"{_TYPE}(?:\s*;\s*(?:{_PARAMETER}))*\s*;?", re.ASCII | re.IGNORECASE)


def is_plain(content_type: str) -> bool:
    """Nothing, or a type with no more than `charset=utf-8` and a boundary."""
    said = content_type.strip()
    return not said or (len(said) <= LONGEST and _PLAIN.fullmatch(said) is not None)
