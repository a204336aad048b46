"""How long it takes to import a licence ledger, next to only reading the same file.

Import means: every cell checked, personal numbers encrypted, records, audit entries and origin
rows stored. Both are timed in one run, taking turns: the seconds are the best of three, the ratio is
that of processor time, the middle one of three pairs, which holds on a busy machine, too.
"""

import statistics
import tempfile
import time
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from python_calamine import CalamineWorkbook

from . import site

HEADERS = [
    "XK_XDR_MC",
    "XK_XDR_LB",
    "XK_XDR_SHXYM",
    "XK_XDR_GSZC",
    "XK_XDR_ZZJG",
    "XK_XDR_SWDJ",
    "XK_XDR_SYDW",
    "XK_XDR_SHZZ",
    "XK_FRDB",
    "XK_FR_ZJLX",
    "XK_FR_ZJHM",
    "XK_XDR_ZJLX",
    "XK_XDR_ZJHM",
    "XK_XKWS",
    "XK_WSH",
    "XK_XKLB",
    "XK_XKZS",
    "XK_XKBH",
    "XK_NR",
    "XK_JDRQ",
    "XK_YXQZ",
    "XK_YXQZI",
    "XK_XKJG",
    "XK_XKJGDM",
    "XK_ZT",
    "XK_LYDW",
    "XK_LYDWDM",
    "BZ",
    "许可事项",
    "公示日期",
]
TIMES = 3
AGENCY, AGENCY_USCC = "云溪市城市管理局", "11341799MB1Q00017E"
MATTERS = ("城市建筑垃圾处置核准", "占用城市道路审批", "挖掘城市道路审批", "燃气经营许可")


def run(rows: int = 20_000) -> dict[str, float]:
    """Seconds to read and to import a ledger of that many rows, all columns filled."""
    site.prepare()
    from huiyin.audit.actors import system
    from huiyin.ingest import ledgers
    from huiyin.organisations.models import Organisation

    at = datetime.fromisoformat("2026-03-03T09:00:00+08:00")
    readings, imports = [], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "licences.xlsx"
        write(file, rows)
        for _ in range(TIMES):
            # a fresh agency each time: its ledger is empty
            number = Organisation.objects.count()
            agency = Organisation.objects.create(
                name=AGENCY, short_name=AGENCY, slug=f"bench-{number}", is_agency=True
            )
            readings.append(_timed(read, file)[0])
            taken, result = _timed(
                partial(ledgers.import_file, agency=agency, actor=system("bench"), at=at),
                "licences",
                file,
            )
            imports.append(taken)
            assert (result.created, result.rejected) == (rows, []), result.rejected[:3]
    return {
        "rows": rows,
        "read_seconds": round(min(taken.wall for taken in readings), 3),
        "import_seconds": round(min(taken.wall for taken in imports), 3),
        "ratio": round(
            statistics.median(
                importing.own / reading.own
                for importing, reading in zip(imports, readings, strict=True)
            ),
            2,
        ),
    }


def read(file: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


class Taken(NamedTuple):
    """Seconds by the clock on the wall, and of this process alone."""

    wall: float
    own: float


def _timed(work: Any, *args: Any) -> tuple[Taken, Any]:
    begun, busy = time.perf_counter(), time.process_time()
    value = work(*args)
    return Taken(time.perf_counter() - begun, time.process_time() - busy), value


def write(file: Path, rows: int) -> None:
    """The same table each time: strings shared as Excel shares them, dates as real dates."""
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy/m/d"})
    for index, header in enumerate(HEADERS):
        sheet.write_string(0, index, header)
    for line in range(1, rows + 1):
        for index, cell in enumerate(row(line)):
            if isinstance(cell, date):
                sheet.write_datetime(line, index, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            else:
                sheet.write_string(line, index, cell)
    book.close()


def row(line: int) -> list[Any]:
    """One invented licence; every number in it is made from its line."""
    decided = date(2018, 1, 2) + timedelta(days=line % 2800)
    uscc = made_uscc(line)
    return [
        f"云溪市样例第{line}建设有限公司", "法人及非法人组织", uscc, f"{341799000000000 + line}", uscc[8:17],
        f"{340000000000000 + line}", f"{134179900000 + line}", f"社证字第{line:07d}号",
        f"周示例{line % 977}", "居民身份证", made_identity(line), "居民身份证", made_identity(line + 7),
        "准予行政许可决定书", f"云城管许字〔{decided.year}〕{line}号", "核准", "城市建筑垃圾处置核准证",
        f"云证{line:06d}", f"准予在示例路{line % 400}号工地处置建筑垃圾{line % 900 + 10}立方米，按指定路线运输",
        decided, decided, decided + timedelta(days=365), AGENCY, AGENCY_USCC, "1", AGENCY, AGENCY_USCC,
        f"第{line}件", MATTERS[line % len(MATTERS)], decided + timedelta(days=3),
    ]  # fmt: skip


def made_uscc(line: int) -> str:
    from huiyin.common import uscc

    first = f"91341799MA{line:07d}"
    return first + uscc.check_character(first)


def made_identity(line: int) -> str:
    """An 18-digit number of an area code that was never given out."""
    return f"999999{1950 + line % 50}{line % 12 + 1:02d}{line % 28 + 1:02d}{line % 1000:03d}X"
