"""No pattern takes more time than its text is long, whatever somebody sends.

Judged by the pattern's own structure, not by the clock. Three shapes cost more: a repeat without
end whose pieces can be read in two ways (exponential); a search that begins with a repeat without
end, and one whose repeat takes in its own beginning (quadratic: each place of a long run is tried,
and each try reads the rest of the run).
"""

import ast
import importlib
import re
from re import _constants as codes  # the parser of `re` itself: there is no public one
from re import _parser as parser

from . import tree

ENDLESS = 1000  # what ends before costs a constant
SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split"}
REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT}
LOOKS = {codes.AT, codes.ASSERT, codes.ASSERT_NOT}
SAMPLE = frozenset(
    [*map(chr, range(0x100)), *"\u3000–—一二年月日。，、；：（）【】《》“”〔〕１ａ𠀀"]
)


def patterns():
    """(name, pattern, whether it is searched with) of every module of the program."""
    for path in tree.python():
        if path.parts[-2] in {"tests", "testing"} or tree.name(path).split("/")[0] != "huiyin":
            continue
        text = path.read_text(encoding="utf-8")
        if "re.compile" not in text:
            continue
        module = tree.name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        searched = {
            node.value.id
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Attribute)
            and node.attr in SEARCHES
            and isinstance(node.value, ast.Name)
        }
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, re.Pattern) and f"{name} = re.compile" in text:
                yield f"{module}.{name}", value, name in searched


def members(node):
    """The characters of the sample that one node for a single character takes."""
    code, value = node
    if code is codes.LITERAL:
        return frozenset([chr(value)])
    if code is codes.NOT_LITERAL:
        return SAMPLE - {chr(value)}
    if code is codes.ANY:
        return SAMPLE - {"\n"}
    if code is codes.RANGE:
        return frozenset(c for c in SAMPLE if value[0] <= ord(c) <= value[1]) or frozenset(
            [chr(value[0])]
        )
    if code is codes.CATEGORY:
        kind = str(value).rsplit("_", 1)[-1].lower()
        letter = {"digit": "d", "space": "s", "word": "w"}[kind]
        letter = letter.upper() if "NOT" in str(value) else letter
        return frozenset(c for c in SAMPLE if re.match(rf"\{letter}", c))
    assert code is codes.IN
    taken = frozenset().union(*(members(one) for one in value if one[0] is not codes.NEGATE))
    return SAMPLE - taken if value[0][0] is codes.NEGATE else taken


def inside(node):
    """The sequences that a node is made of."""
    code, value = node
    if code is codes.BRANCH:
        return [list(one) for one in value[1]]
    if code is codes.SUBPATTERN:
        return [list(value[3])]
    if code is codes.ATOMIC_GROUP:
        return [list(value)]
    if code in REPEATS or code is codes.POSSESSIVE_REPEAT:
        return [list(value[2])]
    return []


def nullable(node):
    code, value = node
    if code in LOOKS or code is codes.GROUPREF:
        return True
    if code in REPEATS or code is codes.POSSESSIVE_REPEAT:
        return value[0] == 0 or all(map(nullable, value[2]))
    return bool(inside(node)) and any(all(map(nullable, one)) for one in inside(node))


def is_always(rest):
    """Whether what follows can never be missing."""
    return all(nullable(node) and node[0] not in LOOKS for node in rest)


def first(sequence):
    """What a sequence can begin with."""
    characters = frozenset()
    for node in sequence:
        if node[0] in LOOKS or node[0] in {codes.GROUPREF, codes.GROUPREF_EXISTS}:
            continue
        parts = inside(node)
        characters |= frozenset().union(*map(first, parts)) if parts else members(node)
        if not nullable(node):
            break
    return characters


def is_endless(node):
    return (node[0] in REPEATS or node[0] is codes.POSSESSIVE_REPEAT) and node[1][1] >= ENDLESS


def opened(sequence):
    """A sequence without the groups around its single parts."""
    for node in sequence:
        if node[0] in {codes.SUBPATTERN, codes.ATOMIC_GROUP}:
            yield from opened(inside(node)[0])
        else:
            yield node


def width(sequence):
    return sum(
        0 if nullable(node) else min(map(width, inside(node)), default=1) for node in sequence
    )


def ambiguous(sequence):
    """A repeat without end whose body can be read in two ways."""
    for node in sequence:
        if is_endless(node) and node[0] in REPEATS:
            body = list(opened(node[1][2]))
            if any(
                is_endless(one) and all(nullable(o) for o in body if o is not one) for one in body
            ):
                return True
            for one in body:
                if one[0] is codes.BRANCH and len(body) == 1:
                    seen = frozenset()
                    for way in inside(one):
                        begin = first(way) if width(way) <= 1 else frozenset()
                        if seen & begin:
                            return True
                        seen |= begin
        if any(map(ambiguous, inside(node))):
            return True
    return False


def shared(sequence):
    """Two endless repeats side by side that can part the same run in many ways."""
    sequence = list(opened(sequence))
    for place, node in enumerate(sequence):
        if any(map(shared, inside(node))):
            return True
        if not is_endless(node) or node[0] not in REPEATS:
            continue
        taken = frozenset().union(*(first(one) for one in inside(node)))
        for later, other in enumerate(sequence[place + 1 :], place + 1):
            rest = sequence[later + 1 :]
            if is_endless(other) and first([other]) & taken and not is_always(rest):
                return True
            if not nullable(other):
                break
    return False


def quadratic(sequence):
    """A search that can begin anywhere in its own first endless repeat."""
    before = frozenset()
    sequence = list(opened(sequence))
    for place, node in enumerate(sequence):
        if node[0] in {codes.AT, codes.ASSERT_NOT, codes.ASSERT} and not place:
            return False  # it begins where something else ends
        if is_endless(node):
            rest = sequence[place + 1 :]
            return not is_always(rest) and before <= first([node])
        if node[0] is codes.BRANCH:
            return (
                any(quadratic([*way, *sequence[place + 1 :]]) for way in inside(node))
                if not before
                else False
            )
        if node[0] not in LOOKS:
            before |= first([node]) if not nullable(node) else frozenset()
    return False


def keeps_a_group(sequence):
    """A possessive repeat of more than single characters: Python before 3.11.5 reads it wrongly."""
    return any(
        (node[0] is codes.POSSESSIVE_REPEAT and bool(inside(node[1][2][0])))
        or any(map(keeps_a_group, inside(node)))
        for node in sequence
    )


def test_no_pattern_takes_more_time_than_its_text_is_long():
    wrong = []
    number = 0
    for name, pattern, is_searched in patterns():
        number += 1
        text = (
            pattern.pattern
            if isinstance(pattern.pattern, str)
            else pattern.pattern.decode("latin-1")
        )
        parsed = list(parser.parse(text, pattern.flags & ~re.UNICODE & ~re.DEBUG))
        if ambiguous(parsed):
            wrong.append(f"{name} can be read in two ways: {text[:120]!r}")
        if keeps_a_group(parsed):
            wrong.append(f"{name} keeps what a group took: {text[:120]!r}")
        if shared(parsed):
            wrong.append(f"{name} shares a run out in many ways: {text[:120]!r}")
        if is_searched and quadratic(parsed):
            wrong.append(f"{name} begins in its own repeat: {text[:120]!r}")
    assert number > 100
    assert not wrong, "\n".join(wrong)
