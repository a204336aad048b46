"""稿件: documents on their way to publication, their reviews, and the chains of columns."""

from .beside import Override, Picture
from .chains import DEFAULT, ReviewChain, ReviewStep, Step, StepKind, check_steps
from .manuscript import Manuscript, Outcome, Review

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
