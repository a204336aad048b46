"""The rules and the checks that apply them. A check may find faults against several rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .document import Block, Context, Document
from .finding import Finding, Severity, Where, around

Check = Callable[[Document, Context], Iterable[Finding]]
RULES: dict[str, "Rule"] = {}
CHECKS: list[Check] = []


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold, how grave a breach is, and where it is written."""

    code: str
    label: str
    severity: Severity
    source: str

    def at(
        self,
        block: Block,
        start: int,
        end: int,
        message: str,
        suggestion: str | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding at characters of a block."""
        before, fault, after = around(block.text, start, end)
        where = Where(block.part, block.path, block.number, start, end)
        return Finding(
            self.code, severity or self.severity, message, where, before, fault, after,
            suggestion, self.source,
        )  # fmt: skip

    def on(self, part: str, fault: str, message: str, path: str = "", block: int = 0) -> Finding:
        """A finding about something that is not a passage of text: a picture, a file, a date."""
        where = Where(part, path, block, 0, 0)
        return Finding(
            self.code, self.severity, message, where, fault=fault[:80], source=self.source
        )


def rule(code: str, label: str, severity: Severity, source: str) -> Rule:
    """Declare a rule. A code is used once and never renamed: overrides are stored under it."""
    if code in RULES:
        raise ValueError(f"rule {code} is declared twice")
    RULES[code] = Rule(code, label, severity, source)
    return RULES[code]


def check(function: Check) -> Check:
    """Decorator: this function is part of every check of a document."""
    CHECKS.append(function)
    return function
