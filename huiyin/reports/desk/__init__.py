"""Reports at the desk: the summary where it is read, written and sent."""

from . import annual_room as annual_room
from .annual import annual_file as annual_file
from .annual import annual_paragraph as annual_paragraph
from .annual import annual_state as annual_state
from .annual import annual_text as annual_text
from .annual_total import annual_total as annual_total
from .annual_total import annual_total_file as annual_total_file
from .published import published_figures as published_figures
from .statistics import publish_statistics as publish_statistics
from .statistics import statistics as statistics
from .statistics import statistics_file as statistics_file
from .summary import paper as paper
from .summary import publish_summary as publish_summary
from .summary import summary_file as summary_file
from .summary import summary_page as summary_page
from .writing import frame as frame
from .writing import measures as measures
from .writing import paragraph as paragraph
