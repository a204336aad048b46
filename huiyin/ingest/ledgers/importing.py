"""导入台账: all rows are checked, then stored through the actions of their kind, a thousand at a time.

A file can be read any number of times: what is there already is left as it is, so an import
that was broken off is taken up by running it again.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.models import Matter
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.ingest.models import Batch, Row
from huiyin.organisations.models import Organisation

from . import headers
from .declaration import KEY, Column, Ledger, find
from .headers import Found, Mapping
from .readers import CellError, Reader, plain_text
from .results import Rejection, Result, shown
from .rows import KEEP, Line, RowReader
from .sheets import MOST_ROWS, LedgerFileError, Sheet, Source, open_source

STEP = 1000
_LOOKED_UP = 400


class _StrictRefusalError(Exception):
    """Undoes everything: the import is strict, and a row was refused while it was stored."""


@dataclass
class _Plan:
    """What an import will do: new records, and changes of records by key."""

    new: list[tuple[Line, Matter]] = field(default_factory=list)
    changed: list[tuple[Line, Matter, dict[str, Any]]] = field(default_factory=list)


def import_file(
    kind: str,
    source: Path | str | BinaryIO,
    *,
    agency: Organisation,
    actor: Actor,
    at: datetime,
    name: str = "",
    strict: bool = False,
    mapping: Path | str | Mapping | None = None,
) -> Result:
    """Read a ledger file into the records of `agency`. `name` is the file name of a stream.

    With `strict` one refused row and nothing is stored.

    Raises:
        UnknownKindError: no such ledger.
        LedgerFileError: the file as a whole cannot be taken in; nothing was stored.
        MoveForbiddenError: the actor may not register this kind for this agency.
    """
    ledger = find(kind)
    _permit(ledger, actor, agency)
    if mapping is None or isinstance(mapping, Mapping):
        rules = mapping or Mapping()
    else:
        rules = headers.read_mapping(mapping, ledger)
    with _without_collector():
        return _Import(ledger, agency, actor, at, rules).run(
            open_source(source, name), strict=strict
        )


def _permit(ledger: Ledger, actor: Actor, agency: Organisation) -> None:
    label, rule = ledger.workflow.starts["register"]
    if not (rule(actor) and actor.sees(agency.pk)):
        raise MoveForbiddenError(f"您没有在{agency}“{label}”的权限")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Cells and records make no cycles; going through all of them again and again is a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Import:
    """One import of one file."""

    def __init__(
        self, ledger: Ledger, agency: Organisation, actor: Actor, at: datetime, mapping: Mapping
    ) -> None:
        self.ledger, self.agency, self.mapping = ledger, agency, mapping
        self.actor, self.at = actor, at
        self.today = timezone.localdate(at)
        self.check = ledger.checker()
        self.result = Result()
        self.plan = _Plan()
        self.reader: RowReader

    def run(self, source: Source, *, strict: bool) -> Result:
        sheet, found = self._table(source)
        self.reader = RowReader(self.ledger, self.agency, found, self.mapping)
        self.result.header = found.cells
        self._note_fallbacks(found)
        self._sort(self.reader.lines(sheet))
        if not self.result.read:
            raise LedgerFileError("表头下面没有数据行，请填写后再导入")
        refused = strict and bool(self.result.rejected)
        if not refused:
            refused = not self._store(source, strict=strict)
        if refused:
            self.result.is_stored = False
            self.result.created = self.result.updated = 0
        self.result.rejected.sort(key=lambda rejection: rejection.row)
        return self.result

    def _table(self, source: Source) -> tuple[Sheet, Found]:
        """The first sheet with a header of this ledger; others like it are named in a note."""
        chosen: tuple[Sheet, Found] | None = None
        for sheet in source.sheets:
            found = headers.find_header(sheet, self.ledger, self.mapping)
            if found is None:
                continue
            if chosen is not None:
                if not headers.missing(found, self.ledger, self.mapping):
                    self.result.notes.append(
                        f"只导入了工作表“{chosen[0].name}”，工作表“{sheet.name}”请另存为单独的文件导入"
                    )
            else:
                chosen = sheet, found
        if chosen is None:
            raise LedgerFileError(
                f"前{headers.LOOK_AT}行里没有找到{self.ledger.label}的表头，请用 ledger-template 生成的模板填写"
            )
        lacking = headers.missing(chosen[1], self.ledger, self.mapping)
        if lacking:
            raise LedgerFileError(f"缺少必需的列：{'、'.join(lacking)}")
        if len(chosen[0].rows) - chosen[1].number > MOST_ROWS:
            raise LedgerFileError(f"一次最多导入{MOST_ROWS}行，请删除多余的行或按年度拆分后导入")
        self.result.notes.extend(chosen[1].notes)
        return chosen

    def _note_fallbacks(self, found: Found) -> None:
        there = {column.field for _, column in found.columns}
        absent = [
            column.header
            for column in self.ledger.columns
            if column.has_fallback
            and column.field not in there
            and column.header not in {*self.mapping.defaults, *self.mapping.copies}
        ]
        if absent:
            self.result.notes.append(f"没有这些列，新记录按本机关和其他列推定：{'、'.join(absent)}")

    # -- sorting rows into new, changed, unchanged and refused

    def _sort(self, lines: Iterable[Line]) -> None:
        known = self._known()
        first: dict[str, int] = {}
        there: list[tuple[Line, int]] = []
        for line in lines:
            self.result.read += 1
            key = line.key
            if key and key in first:
                line.faults.append(self._fault(line, KEY, f"与第{first[key]}行重复"))
            elif key:
                first[key] = line.number
            if line.faults:
                self.result.refuse(line.number, line.cells, line.faults)
            elif key in known:
                there.append((line, known[key]))
            else:
                self._sort_new(line)
        for start in range(0, len(there), _LOOKED_UP):
            self._sort_existing(there[start : start + _LOOKED_UP])

    def _known(self) -> dict[str, int]:
        """Reference → key of all records of the agency that are not void, spelt as the reader spells."""
        column = self.ledger.column(KEY)
        assert column is not None  # noqa: S101 - every ledger has its key
        pairs = self.ledger.model._default_manager.filter(agency=self.agency).exclude(
            state=Matter.VOIDED
        )
        return {
            _respelt(column.reader, reference): pk
            for pk, reference in pairs.values_list("pk", "reference").iterator(chunk_size=5000)
        }

    def _sort_new(self, line: Line) -> None:
        kept = [name for name, value in line.values.items() if value is KEEP]
        self.ledger.complete(line.values, self.agency)
        faults = [
            self._fault(line, name, "内容已脱敏或被截断，新记录必须填写完整内容") for name in kept
        ]
        faults += [
            self._fault(line, column.field, "必填，请补上")
            for column in self.reader.absent
            if column.required and not line.values.get(column.field)
        ]
        if not faults:
            record = self._build(line.values)
            faults = self._checked(line, record)
        if faults:
            self.result.refuse(line.number, line.cells, faults)
        else:
            self.plan.new.append((line, record))

    def _build(self, values: dict[str, Any]) -> Matter:
        if not hasattr(self, "_blank"):
            fields = self.ledger.model._meta.concrete_fields
            self._blank = [f.get_default() for f in fields]
            self._place = {f.attname: index for index, f in enumerate(fields)}
            self._blank[self._place["agency_id"]] = self.agency.pk
        told = self._blank.copy()
        for name, value in values.items():
            told[self._place[name]] = value
        return self.ledger.model(*told)

    def _checked(self, line: Line, record: Matter) -> list[Rejection]:
        try:
            self.check(record, self.today)
        except ValidationError as error:
            return self._faults(line, error)
        return []

    def _sort_existing(self, part: list[tuple[Line, int]]) -> None:
        records = self.ledger.model._default_manager.in_bulk([pk for _, pk in part])
        for line, pk in part:
            record = records[pk]
            changes = self._changes(line, record)
            if not changes:
                self.result.unchanged += 1
                continue
            if record.state not in self.ledger.workflow.moves["amend"].sources:
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
        """Fields whose stored value, read as this ledger reads it, is not what the row says."""
        changes = {}
        for name, value in line.values.items():
            stored = getattr(record, name)
            if value is KEEP or stored == value:
                continue
            reader = self.reader.readers.get(name)
            if reader is None or _respelt(reader, reader.show(stored)) != value:
                changes[name] = value
        changes.pop(KEY, None)
        return changes

    # -- storing

    def _store(self, source: Source, *, strict: bool) -> bool:
        """Store what was planned; False when a strict import was undone."""
        try:
            with ExitStack() as stack:
                if strict:
                    stack.enter_context(transaction.atomic())
                batch = self._begin(source)
                for start in range(0, len(self.plan.new), STEP):
                    self._register(batch, self.plan.new[start : start + STEP])
                for start in range(0, len(self.plan.changed), STEP):
                    self._amend(batch, self.plan.changed[start : start + STEP])
                if strict and self.result.rejected:
                    raise _StrictRefusalError
                self._finish(batch)
        except _StrictRefusalError:
            return False
        except IntegrityError as error:
            raise LedgerFileError(
                "导入期间有人登记了同一编号的记录，已停下；请重新导入，已存的行不会重复"
            ) from error
        return True

    def _begin(self, source: Source) -> Batch:
        return Batch.objects.create(
            kind=self.ledger.key,
            subject_type=self.ledger.model._meta.label_lower,
            file_name=source.name[-255:],
            sha256=source.sha256,
            agency=self.agency,
            actor_key=self.actor.key,
            actor_name=self.actor.name[:100],
            at=self.at,
            rows_read=self.result.read,
        )

    def _register(self, batch: Batch, part: list[tuple[Line, Matter]]) -> None:
        with transaction.atomic():
            made = self.ledger.register_many(
                [record for _, record in part], actor=self.actor, at=self.at
            )
            Row.objects.bulk_create(
                Row(batch_id=batch.pk, number=line.number, subject_key=record.pk, is_new=True)
                for (line, _), record in zip(part, made, strict=True)
            )
        self.result.created += len(made)

    def _amend(self, batch: Batch, part: list[tuple[Line, Matter, dict[str, Any]]]) -> None:
        with transaction.atomic():
            origins = []
            for line, record, values in part:
                try:
                    self.ledger.amend(record, actor=self.actor, at=self.at, values=values)
                except (ValidationError, MoveRefusedError) as error:
                    self.result.refuse(line.number, line.cells, self._faults(line, error))
                else:
                    origins.append(
                        Row(
                            batch_id=batch.pk,
                            number=line.number,
                            subject_key=record.pk,
                            is_new=False,
                        )
                    )
            Row.objects.bulk_create(origins)
        self.result.updated += len(origins)

    def _finish(self, batch: Batch) -> None:
        done = self.result
        batch.created, batch.updated, batch.unchanged = done.created, done.updated, done.unchanged
        batch.rejected, batch.is_complete = done.rejected_rows, True
        with transaction.atomic():
            batch.save()
            log.record(
                self.actor,
                "ingest.import",
                batch,
                at=self.at,
                kind=self.ledger.key,
                sha256=batch.sha256,
                read=done.read,
                created=done.created,
                updated=done.updated,
                unchanged=done.unchanged,
                rejected=done.rejected_rows,
            )
        done.batch = batch

    # -- faults

    def _fault(self, line: Line, name: str, message: str) -> Rejection:
        position, column = next(
            (
                (place, column)
                for place, field_name, column, _ in self.reader.plan
                if field_name == name
            ),
            (None, self.ledger.column(name)),
        )
        raw = line.cells[position] if position is not None else ""
        return Rejection(
            line.number,
            column.header if column else "",
            shown(raw, is_private=column is not None and column.is_private is not None),
            message,
        )

    def _faults(self, line: Line, error: ValidationError | MoveRefusedError) -> list[Rejection]:
        if isinstance(error, MoveRefusedError) or not hasattr(error, "error_dict"):
            told = error.messages if isinstance(error, ValidationError) else [str(error)]
            return [Rejection(line.number, "", "", message) for message in told]
        made = []
        for name, messages in error.message_dict.items():
            column = self._column(name)
            made += [
                self._fault(line, column.field if column else name, message) for message in messages
            ]
        return made

    def _column(self, name: str) -> Column | None:
        return self.ledger.column(name) or self.ledger.column(f"{name}_id")


def _respelt(reader: Reader, stored: Any) -> Any:
    """What would be read from a cell that shows this value; the value itself if nothing could."""
    try:
        return reader.blank if stored in ("", None) else reader.read(stored)
    except CellError:
        return plain_text(stored) if isinstance(stored, str) else stored
