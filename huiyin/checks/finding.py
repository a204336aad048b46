"""A finding: where, what is wrong, what to do, and the replacement if it is known."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

OPEN, CLOSE = "⟦", "⟧"
_AROUND = 18
_SPACE = re.compile(r"\s+")


class Severity(StrEnum):
    """How sure and how grave: an error stops a release, the others are for a person to judge."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


LABELS = {Severity.ERROR: "错误", Severity.WARNING: "疑问", Severity.NOTICE: "提示"}


@dataclass(frozen=True, slots=True)
class Where:
    """A place: part of the document, heading path, number of the block in its part, characters."""

    part: str
    path: str = ""
    block: int = 0
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.part} › {self.path}" if self.path else self.part


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `suggestion` replaces `fault` as it stands; None where a person must decide."""

    code: str
    severity: Severity
    message: str
    where: Where
    before: str = ""
    fault: str = ""
    after: str = ""
    suggestion: str | None = None
    source: str = ""

    @property
    def excerpt(self) -> str:
        """The fault with the text around it, marked."""
        return f"{self.before}{OPEN}{self.fault}{CLOSE}{self.after}"

    @property
    def key(self) -> str:
        """A stable key: the same fault in the same words has the same key wherever it moves."""
        content = "\0".join(
            (self.code, self.where.part, _SPACE.sub("", self.excerpt), self.suggestion or "")
        )
        return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]

    def as_dict(self) -> dict[str, Any]:
        """For JSON; `where.text` is for people, the rest for programs."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "where": {
                "text": str(self.where),
                "part": self.where.part,
                "path": self.where.path,
                "block": self.where.block,
                "start": self.where.start,
                "end": self.where.end,
            },
            "excerpt": self.excerpt,
            "suggestion": self.suggestion,
            "source": self.source,
            "key": self.key,
        }


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before, at and after a place, for the excerpt."""
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return before.lstrip(), text[start:end], after.rstrip()
