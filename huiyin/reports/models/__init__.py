from .plans import PlanItem as PlanItem
from .published import FrozenFigure as FrozenFigure
from .published import Published as Published
from .published import Row as Row
from .writing import OfficeParagraph as OfficeParagraph
from .writing import Summary as Summary
