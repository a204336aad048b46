"""稿件: documents on their way to publication, their reviews, and the chains of columns."""

from .chains import DEFAULT, ReviewChain, ReviewStep, Step, StepKind, check_steps
from .manuscript import Manuscript
from .review import Outcome, Override, Picture, Review

__all__ = [
    "DEFAULT",
    "Manuscript",
    "Outcome",
    "Override",
    "Picture",
    "Review",
    "ReviewChain",
    "ReviewStep",
    "Step",
    "StepKind",
    "check_steps",
]
