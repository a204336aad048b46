"""Sorts the rows of a file: new, changing a record, unchanged, or refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.audit.actors import Actor
from huiyin.casework.cells import CellError, Reader, plain_text
from huiyin.casework.ledgers import KEY, Column, Ledger
from huiyin.casework.models import Matter
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.ingest import others
from huiyin.organisations.models import Organisation
from huiyin.personal.bulk import unsaved

from .results import Rejection, Result, shown
from .rows import KEEP, Line, RowReader

_LOOKED_UP = 400
STEP = 1000


@dataclass
class Plan:
    """What is to be done with some rows: new records, and changes of existing ones by key."""

    new: list[tuple[Line, Matter]] = field(default_factory=list)
    changed: list[tuple[Line, Matter, dict[str, Any]]] = field(default_factory=list)


class Sorter:
    """Checks the lines of one file against the rules and the existing records."""

    def __init__(
        self,
        ledger: Ledger[Any],
        agency: Organisation,
        reader: RowReader,
        result: Result,
        today: date,
        actor: Actor,
    ) -> None:
        self.ledger, self.agency, self.reader, self.result = ledger, agency, reader, result
        self.actor = actor
        self.today = today
        self.check = ledger.checker()
        self.complete = ledger.completer()
        self.owed = [column for column in reader.columns if column.required and column.has_fallback]
        self.owed += [column for column in reader.absent if column.required]
        self.current = {column.field: column.current for column in ledger.columns if column.current}
        self.plan = Plan()
        self.stored = {field.attname for field in ledger.model._meta.concrete_fields}

    def sort(self, lines: Iterable[Line]) -> Iterator[Plan]:
        """A plan for each thousand rows, at least one: no more than these are records at a time."""
        known = self._known()
        first: dict[str, int] = {}
        there: list[tuple[Line, int]] = []
        for line in lines:
            self.result.read += 1
            key = line.key
            if key and key in first:
                line.faults.append(self._fault(line, KEY, self._twice(line, first[key])))
            elif key:
                first[key] = line.number
            if line.faults:
                self.result.refuse(line.number, line.cells, line.faults)
            elif key in known:
                there.append((line, known[key]))
            else:
                self._sort_new(line)
            if len(there) >= _LOOKED_UP:
                self._sort_existing(there)
                there = []
            if len(self.plan.new) >= STEP or len(self.plan.changed) >= STEP:
                yield self._taken()
        self._sort_existing(there)
        yield self._taken()

    def _taken(self) -> Plan:
        plan, self.plan = self.plan, Plan()
        return plan

    def _twice(self, line: Line, number: int) -> str:
        """A number that stood further up in the file already: whether the rows differ, and where."""
        first = self.reader.read_again(number)
        differing = [
            column.header
            for place, name, column, *_ in self.reader.plan
            if line.cells[place] != first.cells[place]
            and line.values.get(name) != first.values.get(name)
        ]
        if not differing:
            return f"与第{first.number}行重复，内容相同，只取第{first.number}行"
        where = "、".join(differing[:5]) + ("等" if len(differing) > 5 else "")
        return f"与第{first.number}行重复，但{where}不同，没有导入；请核对哪一行是对的"

    def _known(self) -> dict[str, int]:
        """Reference → key of the agency's records that are not void, spelt as the reader spells."""
        column = self.ledger.column(KEY)
        pairs = self.ledger.model._default_manager.filter(agency=self.agency).exclude(
            state=Matter.VOIDED
        )
        return {
            _respelt(column.reader, reference) if column else reference: pk
            for pk, reference in pairs.values_list("pk", "reference").iterator(chunk_size=5000)
        }

    def _sort_new(self, line: Line) -> None:
        names = [name for name, value in line.values.items() if value is KEEP]
        self.complete(line.values, self.agency)
        faults = [
            self._fault(line, name, "内容已脱敏或被截断，新记录必须填写完整内容") for name in names
        ]
        faults += [
            self._fault(line, column.field, column.lacking)
            for column in self.owed
            if not line.values.get(column.field)
        ]
        if not faults:
            record = self._build(line.values)
            faults = self._checked(line, record)
        if faults:
            self.result.refuse(line.number, line.cells, faults)
        else:
            self.plan.new.append((line, record))

    def _build(self, values: dict[str, Any]) -> Matter:
        stored = {name: value for name, value in values.items() if name in self.stored}
        beside = [(name, value) for name, value in values.items() if name not in self.stored]
        record: Matter = unsaved(self.ledger.model, **stored, agency_id=self.agency.pk)
        if beside:
            record.agency = self.agency
        for name, value in beside:
            setattr(record, name, value)
        return record

    def _checked(self, line: Line, record: Matter) -> list[Rejection]:
        try:
            self.check(record, self.today)
        except ValidationError as error:
            return self.faults(line, error)
        return []

    def _sort_existing(self, part: list[tuple[Line, int]]) -> None:
        manager: Any = self.ledger.model._default_manager.select_related("agency")
        known = manager.known_to(self.actor).prefetch_related(*self.ledger.beside)
        keys = [pk for _, pk in part]
        records = known.in_bulk(keys)
        kept = others.kept(self.ledger.model, keys) if self.reader.others else {}
        for line, pk in part:
            if (record := records.get(pk)) is None:
                message = "这个编号已经登记过，您不能更正它；请核对编号，或者请本科室负责人办理"
                self.result.refuse(line.number, line.cells, [self._fault(line, KEY, message)])
                continue
            changes = self._changes(line, record)
            line.others = others.differing(line.others, kept.get(pk, {}))
            if not changes and not line.others:
                self.result.unchanged += 1
                continue
            if not changes:
                faults = []
            elif record.state not in self.ledger.workflow.moves["amend"].sources:
                state = self.ledger.workflow.state_label(record)
                faults = [self._fault(line, KEY, f"这条记录{state}，不能再更正")]
            else:
                for name, value in changes.items():
                    setattr(record, name, value)
                faults = self._checked(line, record)
            if faults:
                self.result.refuse(line.number, line.cells, faults)
            else:
                self.plan.changed.append((line, record, changes))

    def _changes(self, line: Line, record: Matter) -> dict[str, Any]:
        """The fields whose stored value, read as this ledger reads it, differs from the row."""
        changes = {}
        for name, value in line.values.items():
            stored = getattr(record, name)
            if value is KEEP or stored == value or self._says_nothing(name, value):
                continue
            if name in self.current and getattr(record, self.current[name]) == value:
                continue
            reader = self.reader.readers.get(name)
            if reader is None or _respelt(reader, reader.show(stored)) != value:
                changes[name] = value
        changes.pop(KEY, None)
        return changes

    def _says_nothing(self, name: str, value: Any) -> bool:
        """An empty cell of a column that the ledger fills in by itself."""
        column = self.ledger.column(name)
        return column is not None and column.has_fallback and value == column.reader.blank

    def _fault(self, line: Line, name: str, message: str) -> Rejection:
        position, column = next(
            (
                (place, column)
                for place, field_name, column, *_ in self.reader.plan
                if field_name == name
            ),
            (None, self.ledger.column(name)),
        )
        raw = line.cells[position] if position is not None else ""
        return Rejection(
            line.number,
            column.header if column else "",
            shown(raw, is_private=column is not None and column.is_private),
            message,
        )

    def faults(
        self, line: Line, error: ValidationError | MoveRefusedError | MoveForbiddenError
    ) -> list[Rejection]:
        if not isinstance(error, ValidationError) or not hasattr(error, "error_dict"):
            texts = error.messages if isinstance(error, ValidationError) else [str(error)]
            return [Rejection(line.number, "", "", message) for message in texts]
        rejections = []
        for name, messages in error.message_dict.items():
            column = self._column(name)
            rejections += [
                self._fault(line, column.field if column else name, message) for message in messages
            ]
        return rejections

    def _column(self, name: str) -> Column | None:
        return self.ledger.column(name) or self.ledger.column(f"{name}_id")


def _respelt(reader: Reader, stored: Any) -> Any:
    """The value read from a cell that shows this value; the value itself if unreadable."""
    try:
        return reader.blank if stored in ("", None) else reader.read(stored)
    except CellError:
        return plain_text(stored) if isinstance(stored, str) else stored
