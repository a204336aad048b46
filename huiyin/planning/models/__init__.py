"""工作计划: documents of superiors, the tasks of a year, and what units report each quarter."""

from .document import Document as Document
from .document import DocumentItem as DocumentItem
from .item import KEEP as KEEP
from .item import VIEW as VIEW
from .item import PlanItem as PlanItem
from .quarter import Evidence as Evidence
from .quarter import Quarter as Quarter
from .quarter import ReportTerm as ReportTerm
from .reopened import Reopened as Reopened
