"""证明: every available reader reads the result again, and none may find covered text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from huiyin.common.confined import Work, confined
from huiyin.common.folding import fold

from .boxes import Box, check
from .covered import text_under
from .engine import Redacted, redact
from .limits import STANDARD, Limits
from .refusals import NotProved, TooLarge
from .search import Search, Survivor
from .survey import MEDIA_TYPE as PDF
from .words import is_identifying, pieces

_SHOWN = 12  # survivors named in one message


@dataclass(frozen=True, slots=True)
class Proof:
    """The strings searched, the readers, and the findings. Strings never go into a log."""

    readers: tuple[str, ...]
    notes: tuple[str, ...]
    secrets: tuple[str, ...] = field(repr=False)
    waived: tuple[str, ...] = field(repr=False)
    survivors: tuple[Survivor, ...]
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.survivors and not self.faults

    def require(self) -> None:
        """未通过不得公开: raise with every place that still has to be covered."""
        if self.holds:
            return
        reasons = list(dict.fromkeys([*self.faults, *map(str, self.survivors)]))
        more = f"；另有 {len(reasons) - _SHOWN} 处" if len(reasons) > _SHOWN else ""
        raise NotProved(
            "遮盖没有通过检查，不能公开："
            + "；".join(reasons[:_SHOWN])
            + more
            + "。请把这些地方也框上，再做一次",
            tuple(sorted({item.page for item in self.survivors if item.page is not None})),
            len(self.survivors),
        )

    def facts(self) -> dict[str, object]:
        """For the audit entry: numbers, no content."""
        return {
            "holds": self.holds,
            "readers": list(self.readers),
            "notes": list(self.notes),
            "searched": len(self.secrets),
            "waived": len(self.waived),
            "survivors": len(self.survivors),
            "faults": list(self.faults),
        }


@dataclass(frozen=True, slots=True)
class Released:
    """A redacted file together with the proof that holds for it."""

    redacted: Redacted
    proof: Proof


@confined(Work.DRAWING, refusal=TooLarge)
def release(
    content: bytes,
    media_type: str,
    boxes: Sequence[Box],
    *,
    harmless: Iterable[str] = (),
    limits: Limits = STANDARD,
) -> Released:
    """Redact and prove; raises where the proof does not hold. The only way to a public file."""
    redacted = redact(content, media_type, boxes, limits=limits)
    proof = prove(content, redacted, boxes, media_type, harmless=harmless, limits=limits)
    proof.require()
    return Released(redacted, proof)


def prove(
    original: bytes,
    redacted: Redacted,
    boxes: Sequence[Box],
    media_type: str = PDF,
    *,
    harmless: Iterable[str] = (),
    limits: Limits = STANDARD,
) -> Proof:
    """`harmless`: covered words that may stand elsewhere (姓名, 地址), as a reviewer decided.

    A number of seven digits or more is never harmless.
    """
    check(boxes, redacted.pages)
    under = text_under(original, boxes, media_type, limits=limits)
    secrets = {piece for item in under for run in item.strings for piece in pieces(run)}
    allowed = {fold(word) for word in harmless}
    waived = {piece for piece in secrets if piece in allowed and not is_identifying(piece)}
    notes = list(redacted.notes)
    notes += [
        f"第 {item.box.page + 1} 页有一个框只盖住了部分文字，请看一眼是否要放大"
        for item in under
        if item.cut
    ]
    if not secrets:
        notes.append("框下没有读出文字（例如扫描件）：只能由图像检查证明")
    search = Search(redacted, boxes, sorted(secrets - waived), limits)
    search.run(original, media_type)
    return Proof(
        tuple(search.readers),
        tuple(dict.fromkeys(notes + search.notes)),
        tuple(sorted(secrets)),
        tuple(sorted(waived)),
        tuple(dict.fromkeys(search.survivors)),
        tuple(dict.fromkeys(search.faults)),
    )
