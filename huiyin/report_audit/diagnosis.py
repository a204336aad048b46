"""诊断: of the identities that do not hold, the fewest cells that would mend them.

A wrong number breaks each identity in which it stands, all by the same difference: the cell in which
they meet is the likeliest. What no single cell mends may be two boxes that changed places, or a
number that was changed together with its total.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from huiyin.national_forms.identities import Identity

Numbers = Mapping[str, Decimal]


@dataclass(frozen=True)
class Correction:
    """New numbers of a few cells: what they mend, and what they would break."""

    changes: tuple[tuple[str, Decimal], ...]
    mended: tuple[Identity, ...]
    broken: int
    is_swap: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(cell for cell, _ in self.changes)

    @property
    def gain(self) -> float:
        """More than one cell must mend more; a swap is one slip."""
        cost = 0.5 if self.is_swap else (len(self.changes) - 1) * 0.75
        return len(self.mended) - self.broken - cost


@dataclass(frozen=True)
class Diagnosis:
    """One fault: the identities that it explains, and the corrections that do equally well."""

    identities: tuple[Identity, ...]
    corrections: tuple[Correction, ...]

    @property
    def best(self) -> Correction:
        return self.corrections[0]


def diagnose(identities: Sequence[Identity], numbers: Numbers) -> list[Diagnosis]:
    """Fault after fault, the one that explains most first, until nothing is broken."""
    known = [one for one in identities if all(cell in numbers for cell in one.cells)]
    current = dict(numbers)
    diagnoses = []
    while broken := [one for one in known if not one.holds(current)]:
        corrections = _best(broken, known, current, numbers)
        best = corrections[0]
        diagnoses.append(Diagnosis(best.mended, tuple(corrections)))
        current |= dict(best.changes)
    return diagnoses


def _best(
    broken: Sequence[Identity], known: Sequence[Identity], current: Numbers, printed: Numbers
) -> list[Correction]:
    """Those of the highest gain: slips of the pen before others, totals before their parts."""
    tried = [
        _tried(changes, known, current, is_swap)
        for changes, is_swap in _candidates(broken, current)
        if all(number >= 0 for number in changes.values())
    ]
    most = max((one.gain for one in tried), default=0.0)
    best = [one for one in tried if one.gain == most and one.mended]
    if not best:  # only a number below nought would do: name the sum that does not hold
        left, right = broken[0].sums(current)
        total = broken[0].left[0]
        change = ((total, current[total] + right - left),)
        return [Correction(change, (broken[0],), 0)]
    return sorted(
        best, key=lambda one: (not _is_slip(one, printed), one.cells[0] not in _sums(broken))
    )


def _sums(broken: Sequence[Identity]) -> set[str]:
    """Cells that are a sum of others."""
    return {one.left[0] for one in broken if len(one.left) == 1}


def _tried(
    changes: dict[str, Decimal], known: Sequence[Identity], current: Numbers, is_swap: bool
) -> Correction:
    after = {**current, **changes}
    concerned = [one for one in known if not changes.keys().isdisjoint(one.cells)]
    held = [one.holds(current) for one in concerned]
    holds = [one.holds(after) for one in concerned]
    pairs = list(zip(concerned, held, holds, strict=True))
    mended = tuple(one for one, before, now in pairs if now and not before)
    broken = sum(1 for _, before, now in pairs if before and not now)
    return Correction(tuple(changes.items()), mended, broken, is_swap)


def _candidates(
    broken: Sequence[Identity], current: Numbers
) -> Iterator[tuple[dict[str, Decimal], bool]]:
    """Changes of one cell, of a cell with its total, and boxes or columns that changed places."""
    singles: dict[tuple[str, Decimal], None] = {}
    for identity in broken:
        for cell in (*identity.left, *identity.right):
            singles[cell, _mended(identity, cell, current)] = None
    for cell, number in singles:
        yield {cell: number}, False
        line, _, column = cell.rpartition(".")
        total = f"{line}.total"
        if column != "total" and total in current:
            yield {cell: number, total: current[total] + number - current[cell]}, False
    yield from ((changes, False) for changes in _outweighing(broken, current))
    if len(broken) > 1 or len({cell for one in broken for cell in one.cells}) <= _FEW:
        yield from ((changes, True) for changes in _swaps(broken, current))


def _outweighing(broken: Sequence[Identity], current: Numbers) -> Iterator[dict[str, Decimal]]:
    """Two cells of a line, or of a column, of which one is as much too high as the other too low.

    The sum over both holds, so that only the two sums across them tell of it; in which line, or
    column, both stand they do not tell.
    """
    for one, other in combinations(broken, 2):
        if one.rule != other.rule or _gap(one, current) != _gap(other, current):
            continue
        for cell, beside in product(one.cells, other.cells):
            (line, _, column), (next_line, _, next_column) = (
                key.rpartition(".") for key in (cell, beside)
            )
            number, next_number = _mended(one, cell, current), _mended(other, beside, current)
            shift = number - current[cell] + next_number - current[beside]
            if shift == 0 and (line == next_line) != (column == next_column):
                yield {cell: number, beside: next_number}


def _gap(identity: Identity, current: Numbers) -> Decimal:
    left, right = identity.sums(current)
    return abs(left - right)


def _mended(identity: Identity, cell: str, current: Numbers) -> Decimal:
    """What the cell would have to be for the identity to hold."""
    left, right = identity.sums(current)
    return current[cell] + (right - left if cell in identity.left else left - right)


_FEW = 8
"""cells of the broken identities: a line whose total stands in another column breaks one"""


def _swaps(broken: Sequence[Identity], current: Numbers) -> Iterator[dict[str, Decimal]]:
    """Two boxes of a line, and two columns of the whole table."""
    lines = {cell.rpartition(".")[0] for one in broken for cell in one.cells}
    columns: dict[str, list[str]] = {}
    for cell in current:
        line, _, column = cell.rpartition(".")
        columns.setdefault(column, []).append(line)
    for line in sorted(lines):
        cells = [cell for cell in current if cell.rpartition(".")[0] == line]
        for one, other in combinations(cells, 2):
            if current[one] != current[other]:
                yield {one: current[other], other: current[one]}
    for one, other in combinations(sorted(columns), 2):
        shared = [line for line in columns[one] if line in columns[other] and line[1:2].isdigit()]
        changes: dict[str, Decimal] = {}
        for line in shared:
            first, second = f"{line}.{one}", f"{line}.{other}"
            if current[first] != current[second]:
                changes |= {first: current[second], second: current[first]}
        if len(changes) > 2:
            yield changes


def _is_slip(correction: Correction, printed: Numbers) -> bool:
    """Whether one figure was left out, doubled, mistyped, or two were turned round."""
    if len(correction.changes) != 1:
        return correction.is_swap
    (cell, number) = correction.changes[0]
    was, should = f"{printed[cell]:f}", f"{number:f}"
    if len(was) == len(should):
        different = [
            place for place, pair in enumerate(zip(was, should, strict=True)) if pair[0] != pair[1]
        ]
        turned = len(different) == 2 and sorted(was) == sorted(should)
        return len(was) > 1 and (len(different) == 1 or turned)
    longer, shorter = sorted((was, should), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
