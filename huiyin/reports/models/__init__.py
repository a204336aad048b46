from .annual import AnnualDate as AnnualDate
from .annual import AnnualReport as AnnualReport
from .annual import AnnualStatement as AnnualStatement
from .published import FrozenFigure as FrozenFigure
from .published import Published as Published
from .published import Row as Row
from .writing import OfficeParagraph as OfficeParagraph
from .writing import Summary as Summary
