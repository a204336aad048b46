"""Learning from closed cases where such a case goes: one linear model, tried on what it has not seen.

Characters and pairs of neighbours, weighed by their inverse frequency, and two support vector
machines a class (liblinear), one of them on values that are weighed by naive Bayes (Wang and Manning
2012); their sum is one linear model, so its weights say in words why. Of what needs no foreign model
nothing else was right more often (docs/adr/0054). Only the nightly job imports this module.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.metrics import f1_score
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from . import counting
from .cases import CASES, MOST_CASES, PERSONS, Case, TooFewError
from .weights import Learned, Quality, Weights

FOLDS = 5
FEW = 10_000
"""Up to so many cases the second machine helps, and each fold is tried in turn; of more, one is."""
MOST_TRIED = 20_000
"""How many of the newest cases measure quality and certainty; more would only take longer."""
MOST_NUMBERS = 2_000_000
"""Of grams for classes: what is stored and loaded stays below 4 and 20 MB, however many classes."""
SURE = 0.7

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]


def learn(cases: Sequence[Case]) -> Learned:
    """A model of these cases, the newest first.

    Raises:
        TooFewError: fewer than two classes have enough cases.
    """
    cases = _enough(cases[:MOST_CASES])
    classes = sorted({case.key for case in cases})
    known = {key: place for place, key in enumerate(classes)}
    labels = np.array([known[case.key] for case in cases])
    persons: dict[str, int] = {}
    writers = [persons.setdefault(case.person, len(persons)) for case in cases]
    texts, at_most = [case.text for case in cases], MOST_NUMBERS // len(classes)
    counted = counting.count(texts, writers, PERSONS, at_most)
    grams, counts = counted.grams, counted.counts
    if not grams:
        raise TooFewError("no passage that enough people wrote")
    worth = _worth(counts)
    values = _values(counts, worth)
    del counted, counts  # as large as what is learned from
    scale, quality = _tried(
        values[:MOST_TRIED], labels[:MOST_TRIED], _folds(cases[:MOST_TRIED]), len(classes)
    )
    speaks, offsets = _fitted(values, labels, len(classes), len(cases) <= FEW)
    weights = Weights(
        tuple(classes),
        tuple(grams),
        _numbers(worth),
        _numbers(speaks.T),
        tuple(offsets.tolist()),
        scale,
        1 / (quality.tried + 2),
    )
    return Learned(weights, quality, len(cases))


def _numbers(values: Matrix) -> "array[float]":
    return array("f", values.astype(np.float32).tobytes())


def _enough(cases: Sequence[Case]) -> list[Case]:
    counts = Counter(case.key for case in cases)
    enough = [case for case in cases if counts[case.key] >= CASES]
    if len({case.key for case in enough}) < 2:
        raise TooFewError(f"{len(cases)} cases, not two classes with {CASES} each")
    return enough


def _worth(counts: sparse.csr_array) -> Matrix:
    """Inverse document frequency, smoothed."""
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    worth: Matrix = np.log((1 + counts.shape[0]) / (1 + texts)) + 1
    return worth


def _values(counts: sparse.csr_array, worth: Matrix) -> sparse.csr_array:
    weighed = sparse.csr_array(
        (
            (1 + np.log(counts.data)) * worth[counts.indices],
            counts.indices.astype(np.int32),
            counts.indptr.astype(np.int32),
        ),
        shape=counts.shape,
    )
    return normalize(weighed, copy=False)


def _fitted(
    values: sparse.csr_array, labels: Labels, width: int, by_two: bool
) -> tuple[Matrix, Matrix]:
    """(class × gram, class): how much each gram speaks for each class, and its offset."""
    speaks, offsets = np.zeros((width, values.shape[1])), np.full(width, -2.0)
    for place in np.unique(labels):
        is_here = labels == place
        plain = LinearSVC(C=2, tol=0.1, class_weight="balanced", random_state=0)
        plain.fit(values, is_here)
        speaks[place], offsets[place] = plain.coef_[0], plain.intercept_[0]
        if by_two:
            favour = _favour(values, is_here)
            weighed = LinearSVC(C=0.1, tol=0.1, random_state=0)
            weighed.fit(_scaled(values, favour), is_here)
            speaks[place] += weighed.coef_[0] * favour
            offsets[place] += weighed.intercept_[0]
    return speaks, offsets


def _favour(values: sparse.csr_array, is_here: NDArray[np.bool_]) -> Matrix:
    """How much likelier or unlikelier each gram is in this class than elsewhere."""
    here = np.bincount(values[is_here].indices, minlength=values.shape[1])
    elsewhere = np.bincount(values.indices, minlength=values.shape[1]) - here
    share, other = (here + 0.5) / is_here.sum(), (elsewhere + 0.5) / (~is_here).sum()
    favour: Matrix = np.abs(np.log(share / other))
    return favour


def _scaled(values: sparse.csr_array, favour: Matrix) -> sparse.csr_array:
    """Each column times its number, without a copy of where the values stand."""
    return sparse.csr_array(
        (values.data * favour[values.indices], values.indices, values.indptr), shape=values.shape
    )


def _folds(cases: Sequence[Case]) -> Labels:
    """The same text always in the same fold: nobody is tried on what he has read."""
    return np.array([crc32(case.text[:60].encode()) % FOLDS for case in cases])


def _tried(
    values: sparse.csr_array, labels: Labels, folds: Labels, width: int
) -> tuple[float, Quality]:
    """The scale of certainty, and the quality, both on cases that were not learned from."""
    is_few = len(labels) <= FEW
    in_turn = range(FOLDS if is_few else 1)
    scores, wanted, parts = [], [], []
    for fold in in_turn:
        is_tried = folds == fold
        if not is_tried.any() or len(np.unique(labels[~is_tried])) < 2:
            continue
        speaks, offsets = _fitted(values[~is_tried], labels[~is_tried], width, is_few)
        scores.append(values[is_tried] @ speaks.T + offsets)
        wanted.append(labels[is_tried])
        parts.append(np.arange(is_tried.sum()) % 2 if not is_few else folds[is_tried])
    if not scores:
        raise TooFewError("too few cases to try the model on")
    return _judged(np.vstack(scores), np.concatenate(wanted), np.concatenate(parts))


def _judged(scores: Matrix, wanted: Labels, parts: Labels) -> tuple[float, Quality]:
    """Certainty is judged with the scale of the other parts, so that it is not flattered."""
    shares = np.zeros_like(scores)
    for part in np.unique(parts):
        others = parts != part if (parts != part).any() else parts == part
        shares[parts == part] = _shares(
            scores[parts == part], _scale(scores[others], wanted[others])
        )
    chosen, certain = shares.argmax(1), shares.max(1)
    is_right = chosen == wanted
    own = np.take_along_axis(scores, wanted[:, None], 1)
    surest = np.argsort(-certain, kind="stable")[: max(1, round(SURE * len(certain)))]
    return _scale(scores, wanted), Quality(
        tried=len(wanted),
        first_right=float(is_right.mean()),
        three_right=float(((scores > own).sum(1) < 3).mean()),
        macro_f1=float(f1_score(wanted, chosen, average="macro")),
        sure_right=float(is_right[surest].mean()),
        calibration_error=_calibration_error(certain, is_right),
    )


def _shares(scores: Matrix, scale: float) -> Matrix:
    powers: Matrix = np.exp(scale * (scores - scores.max(1, keepdims=True)))
    shares: Matrix = powers / powers.sum(1, keepdims=True)
    return shares


def _scale(scores: Matrix, wanted: Labels) -> float:
    """By which scores become shares that were as often right as they say."""

    def surprise(scale: float) -> float:
        own = np.take_along_axis(_shares(scores, scale), wanted[:, None], 1)
        return float(-np.log(np.maximum(own, 1e-12)).mean())

    return float(minimize_scalar(surprise, bounds=(0.1, 30.0), method="bounded").x)


def _calibration_error(certain: Matrix, is_right: NDArray[np.bool_]) -> float:
    """Over ten bands of certainty, weighed by their cases."""
    bands = np.minimum((certain * 10).astype(int), 9)
    apart = [
        (bands == band).sum() * abs(certain[bands == band].mean() - is_right[bands == band].mean())
        for band in np.unique(bands)
    ]
    return float(sum(apart) / len(certain))
