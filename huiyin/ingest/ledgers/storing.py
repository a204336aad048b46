"""Stores the sorted rows through the actions of the kind, with a batch and each row's origin."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.ledgers import Ledger
from huiyin.casework.models import Matter
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.ingest import batches, others
from huiyin.ingest.models import Batch, Row
from huiyin.ingest.tables.sheets import LedgerFileError, Source
from huiyin.organisations.models import Organisation
from huiyin.personal.bulk import insert_many, unsaved

from .rows import Line
from .sorting import Plan, Sorter


class _StrictRefusalError(Exception):
    """Rolls everything back: the import is strict, and a row was refused while storing."""


class Store:
    """Stores the rows of one file, a thousand in a transaction."""

    def __init__(
        self, ledger: Ledger[Any], agency: Organisation, actor: Actor, at: datetime, sorter: Sorter
    ) -> None:
        self.ledger, self.agency, self.actor, self.at = ledger, agency, actor, at
        self.sorter, self.result = sorter, sorter.result

    def store(self, source: Source, plans: Iterator[Plan], *, strict: bool) -> bool:
        """Store plan after plan; False if a strict import was rolled back.

        Raises:
            LedgerFileError: the file has no row of data, or somebody else has registered one of its
                rows meanwhile.
        """
        first = next(plans)
        if not self.result.read:
            raise LedgerFileError("表头下面没有数据行，请填写后再导入")
        try:
            with ExitStack() as stack:
                if strict:
                    stack.enter_context(transaction.atomic())
                batch = self._begin(source)
                stack.enter_context(batches.under_way(batch))
                for plan in chain([first], plans):
                    if strict and self.result.rejected:
                        continue  # to tell what else is wrong
                    if plan.new:
                        self._register(batch, plan.new)
                    if plan.changed:
                        self._amend(batch, plan.changed)
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
            other_columns=[name for _, name in self.sorter.reader.others],
        )

    def _register(self, batch: Batch, part: list[tuple[Line, Matter]]) -> None:
        with transaction.atomic():
            try:
                records = self.ledger.register_many(
                    [record for _, record in part], actor=self.actor, at=self.at
                )
            except ValidationError as error:  # by what was stored after the rows were checked
                raise LedgerFileError("；".join(error.messages)) from error
            insert_many(
                _origin(batch, line, record, is_new=True)
                for (line, _), record in zip(part, records, strict=True)
            )
            self._note(batch, created=self.result.created + len(records))
        self.result.created += len(records)

    def _amend(self, batch: Batch, part: list[tuple[Line, Matter, dict[str, Any]]]) -> None:
        with transaction.atomic():
            origins = []
            for line, record, values in part:
                try:
                    if values:  # else only other columns say something new
                        self.ledger.amend(record, actor=self.actor, at=self.at, values=values)
                except (ValidationError, MoveRefusedError, MoveForbiddenError) as error:
                    self.result.refuse(line.number, line.cells, self.sorter.faults(line, error))
                else:
                    origins.append(_origin(batch, line, record, is_new=False))
            insert_many(origins)
            self._note(batch, updated=self.result.updated + len(origins))
        self.result.updated += len(origins)

    def _note(self, batch: Batch, **counts: int) -> None:
        """Store the progress in the same transaction as the rows."""
        Batch.objects.filter(pk=batch.pk).update(**counts)

    def _finish(self, batch: Batch) -> None:
        result = self.result
        batch.created, batch.updated, batch.unchanged = (
            result.created,
            result.updated,
            result.unchanged,
        )
        batch.rejected, batch.is_complete = result.rejected_rows, True
        batch.rows_read = result.read
        with transaction.atomic():
            batch.save()
            log.record(
                self.actor,
                "ingest.import",
                batch,
                at=self.at,
                kind=self.ledger.key,
                sha256=batch.sha256,
                read=result.read,
                created=result.created,
                updated=result.updated,
                unchanged=result.unchanged,
                rejected=result.rejected_rows,
            )
        result.batch = batch


def _origin(batch: Batch, line: Line, record: Matter, *, is_new: bool) -> Row:
    said = others.written({name: text for name, text in line.others.items() if text or not is_new})
    return unsaved(
        Row, batch_id=batch.pk, number=line.number, subject_key=record.pk, is_new=is_new,
        other_columns=said,
    )  # fmt: skip
