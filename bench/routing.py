"""Learning where requests go: 50,000 of them, one suggestion, and what more cases bring.

Requests are made up, always the same: each speaks of its own matter in a few words among words that
all share, and one in twelve went elsewhere. Where the messages with labels lie beside the project,
the learning curve is measured on them.
"""

import csv
import random
import re
import resource
import statistics
import time
from pathlib import Path
from typing import Any

from huiyin.routing import apart, learning, reading
from huiyin.routing.cases import Case
from huiyin.routing.weights import Weights

COUNT, CLASSES, WORDS, LENGTH, ASKED = 50_000, 20, 4_000, 120, 500
REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "messages" / "labelled.csv"
CURVE = (300, 700, 1400, 2819)


def run() -> dict[str, Any]:
    cases = [_case(number) for number in range(COUNT)]
    with apart.learner() as learn:
        learned = learn(cases)
    # of the process that learned: its start, its libraries and the cases included
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    stored = learned.weights.packed()
    weights = Weights.unpacked(stored)
    figures = {
        "train_seconds": round(spent.ru_utime + spent.ru_stime, 1),
        "train_mib": round(spent.ru_maxrss / 1024, 1),
        "stored_mib": round(len(stored) / 2**20, 2),
        "suggest_ms": _suggest(weights, [case.text for case in cases[:ASKED]]),
        "made_up_first_right": round(learned.quality.first_right, 4),
    }
    return figures | _curve()


def _case(number: int) -> Case:
    drawn = random.Random(number)
    label = number % CLASSES
    own = [_word(label * 60 + drawn.randrange(60)) for _ in range(LENGTH // 8)]
    common = [_word(CLASSES * 60 + int(drawn.random() ** 2 * WORDS)) for _ in range(LENGTH)]
    words = own + common
    drawn.shuffle(words)
    went = drawn.randrange(CLASSES) if drawn.random() < 1 / 12 else label
    return Case(
        "\n".join("".join(words[at : at + 6]) for at in range(0, len(words), 6)),
        f"{went}",
        f"{number}",
    )


def _word(number: int) -> str:
    """Two characters, a different pair for each number."""
    return chr(0x4E8C + 40 + number % 1500) + chr(0x5500 + number // 3)


def _suggest(weights: Weights, texts: list[str]) -> float:
    taken = []
    for text in texts:
        begun = time.process_time()
        weights.likeliest(text)
        taken.append((time.process_time() - begun) * 1000)
    return round(statistics.median(taken), 2)


def _curve() -> dict[str, float]:
    """Share of first suggestions that were right, by how many cases were learned from."""
    if not REAL.exists():
        return {}
    with REAL.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    random.Random(54).shuffle(rows)
    cases = [
        Case(
            reading.plain(row["留言详情"]), row["一级标签"], re.sub(r"\W", "", row["留言详情"])[:60]
        )
        for row in rows
    ]
    return {
        f"right_of_{count}": round(learning.learn(cases[:count]).quality.first_right, 4)
        for count in CURVE
    }
