"""The differences between two texts, with bounded work for any texts.

The shortest edit script (Myers, An O(ND) Difference Algorithm, 1986) is cheap for similar texts and
quadratic for different ones. So it has a budget of steps: sequences are split first at elements
unique in both, and a passage whose budget ends counts as changed as a whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

STEPS = 600_000  # of one comparison: about half a second
SHARE = 150_000  # of it for one passage, so that no paragraph takes all
LIKE_ENOUGH = 0.4
"""Two texts with a smaller common part count as changed as a whole."""
SHORTEST = 2
"""The shortest run between two changes that counts as equal; a shorter one is a coincidence."""
_CLAUSE = re.compile(r"[^。；，、：！？;,!?\s]*[。；，、：！？;,!?\s]?")

Tokens = Sequence[Hashable]


class Block(NamedTuple):
    """`before[i:i + length]` is `after[j:j + length]`."""

    i: int
    j: int
    length: int


class Work:
    """The number of steps left."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def share(self) -> int:
        return min(self.left, SHARE)


class Run(NamedTuple):
    """`before[i1:i2]` became `after[j1:j2]`; `is_equal` when nothing changed."""

    is_equal: bool
    i1: int
    i2: int
    j1: int
    j2: int


def runs(before: Tokens, after: Tokens, work: Work) -> list[Run]:
    """Both sequences from beginning to end, as alternating equal and changed runs."""
    merged: list[Run] = []
    for i, j, length in [*_blocks(before, after, work), (len(before), len(after), 0)]:
        i0, j0 = (merged[-1].i2, merged[-1].j2) if merged else (0, 0)
        if i > i0 or j > j0:
            merged.append(Run(False, i0, i, j0, j))
        if length and merged and merged[-1].is_equal:
            merged[-1] = Run(True, merged[-1].i1, i + length, merged[-1].j1, j + length)
        elif length:
            merged.append(Run(True, i, i + length, j, j + length))
    return merged


def of_texts(before: str, after: str, work: Work) -> list[Run]:
    """Runs of characters: clause by clause, then character by character where clauses differ."""
    left, right = (_CLAUSE.findall(text) for text in (before, after))
    changes: list[Run] = []
    i = j = 0
    for run in runs(left, right, work):
        old, new = "".join(left[run.i1 : run.i2]), "".join(right[run.j1 : run.j2])
        inside = [Run(True, 0, len(old), 0, len(new))] if run.is_equal else runs(old, new, work)
        changes += [
            Run(one.is_equal, one.i1 + i, one.i2 + i, one.j1 + j, one.j2 + j) for one in inside
        ]
        i, j = i + len(old), j + len(new)
    unchanged = sum(run.i2 - run.i1 for run in changes if run.is_equal)
    if not before or not after or 2 * unchanged < LIKE_ENOUGH * (len(before) + len(after)):
        return [Run(before == after, 0, len(before), 0, len(after))]
    return _merged(changes)


def _merged(pieces: list[Run]) -> list[Run]:
    """Adjacent runs of one kind joined; a single character between two changes becomes part of
    them.
    """
    merged: list[Run] = []
    for place, run in enumerate(pieces):
        inner = 0 < place < len(pieces) - 1
        is_equal = run.is_equal and not (inner and run.i2 - run.i1 < SHORTEST)
        if merged and merged[-1].is_equal == is_equal:
            last = merged.pop()
            merged.append(Run(is_equal, last.i1, run.i2, last.j1, run.j2))
        else:
            merged.append(Run(is_equal, *run[1:]))
    return merged


def _blocks(before: Tokens, after: Tokens, work: Work) -> list[Block]:
    """The equal blocks in order: both ends, and the shortest script between them if affordable."""
    start, end = _ends(before, after)
    lasts = (len(before) - end, len(after) - end)
    middle = (before[start : lasts[0]], after[start : lasts[1]])
    inner = _shortest(*middle, work)
    if inner is None:
        inner = _between_anchors(*middle, work)
    return [
        Block(0, 0, start),
        *(Block(i + start, j + start, length) for i, j, length in inner),
        Block(*lasts, end),
    ]


def _ends(before: Tokens, after: Tokens) -> tuple[int, int]:
    """The number of equal elements at the beginning, and at the end."""
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _between_anchors(before: Tokens, after: Tokens, work: Work) -> list[Block]:
    """For sequences too different for one script: one script for each passage between anchors."""
    blocks: list[Block] = []
    i0 = j0 = 0
    for i, j in [*_anchors(before, after), (len(before), len(after))]:
        passage = (before[i0:i], after[j0:j])
        inner = _shortest(*passage, work) or []
        blocks += [Block(i0 + k, j0 + m, length) for k, m, length in inner]
        if i < len(before):
            blocks.append(Block(i, j, 1))
        i0, j0 = i + 1, j + 1
    return blocks


def _anchors(before: Tokens, after: Tokens) -> list[tuple[int, int]]:
    """Elements that occur once on either side, as many as are in the same order (patience diff)."""
    here, there = Counter(before), Counter(after)
    places = {
        token: place for place, token in enumerate(after) if here[token] == 1 and there[token] == 1
    }
    ends: list[int] = []  # the smallest place in which a rising row of this length can end
    pairs: list[tuple[int, int]] = []
    lasts: list[int] = []
    above: list[int] = []
    for i, token in enumerate(before):
        if (j := places.get(token)) is None:
            continue
        length = bisect_left(ends, j)
        above.append(lasts[length - 1] if length else -1)
        pairs.append((i, j))
        ends[length : length + 1], lasts[length : length + 1] = [j], [len(pairs) - 1]
    chosen: list[tuple[int, int]] = []
    at = lasts[-1] if lasts else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = above[at]
    return chosen[::-1]


def _shortest(before: Tokens, after: Tokens, work: Work) -> list[Block] | None:
    """The equal runs of the shortest edit script; None if it exceeds its share of the budget."""
    if not before or not after:
        return []
    farthest = {1: 0}  # diagonal → how far in `before` the edits so far reach
    reached: list[dict[int, int]] = []
    steps, most = 0, work.share()
    for edits in range(len(before) + len(after) + 1):
        steps += 2 * edits  # one step a diagonal, one for keeping it
        if steps > most:
            break
        reached.append(dict(farthest))
        for diagonal in range(-edits, edits + 1, 2):
            x, y, _ = _edit(farthest, diagonal, edits)
            while x < len(before) and y < len(after) and before[x] == after[y]:
                x, y, steps = x + 1, y + 1, steps + 1
            farthest[diagonal] = x
            if x >= len(before) and y >= len(after):
                work.left -= min(steps, work.left)
                return _back(reached, x, y)
    work.left -= min(steps, work.left)
    return None


def _edit(farthest: dict[int, int], diagonal: int, edits: int) -> tuple[int, int, int]:
    """Where the next edit on this diagonal leads, and the diagonal that it comes from."""
    down = diagonal == -edits or (
        diagonal != edits and farthest[diagonal - 1] < farthest[diagonal + 1]
    )
    x = farthest[diagonal + 1] if down else farthest[diagonal - 1] + 1
    return x, x - diagonal, diagonal + 1 if down else diagonal - 1


def _back(reached: list[dict[int, int]], x: int, y: int) -> list[Block]:
    """The equal runs on the way, from its end to its beginning."""
    blocks: list[Block] = []
    for edits in range(len(reached) - 1, -1, -1):
        i, j, origin = _edit(reached[edits], x - y, edits)
        if x > i:
            blocks.append(Block(i, j, x - i))
        x = reached[edits][origin]
        y = x - origin
    return blocks[::-1]
