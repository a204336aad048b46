"""区分处理 (条例第三十七条): cover parts of a PDF or a picture, and prove that they are gone.

`release` is the way to a public file; `redact` and `prove` are its two halves. `page_count`,
`page_image`, `result_image`, `text_under` and `find` serve the tool in which a person draws the boxes.
"""

from .boxes import Box, Rect
from .covered import Under, text_under
from .engine import Redacted, redact
from .finding import find
from .limits import STANDARD, Limits
from .previews import page_count, page_image, page_images, result_image
from .proof import Proof, Released, prove, release
from .refusals import (
    Animated,
    BadBox,
    BrokenFile,
    DynamicForm,
    Encrypted,
    NoBoxes,
    NotDrawn,
    NotProved,
    Refused,
    TooDeep,
    TooLarge,
    UnknownType,
)
from .search import Survivor
from .second_renderer import name as second_renderer_name

__all__ = [
    "STANDARD",
    "Animated",
    "BadBox",
    "Box",
    "BrokenFile",
    "DynamicForm",
    "Encrypted",
    "Limits",
    "NoBoxes",
    "NotDrawn",
    "NotProved",
    "Proof",
    "Rect",
    "Redacted",
    "Refused",
    "Released",
    "Survivor",
    "TooDeep",
    "TooLarge",
    "Under",
    "UnknownType",
    "find",
    "page_count",
    "page_image",
    "page_images",
    "prove",
    "redact",
    "release",
    "result_image",
    "second_renderer_name",
    "text_under",
]
