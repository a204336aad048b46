"""A workbook of Excel 97 (.xls) of text cells and numbers, as few bytes as a reader takes."""

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(rows):
    """The file of one sheet with these rows of cells."""
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0x600))
    name = "台账"
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 1) + name.encode("utf-16-le")
    start = len(head) + len(record(0x85, bound)) + len(record(0x0A))
    bound = struct.pack("<I", start) + bound[4:]
    stream = head + record(0x85, bound) + record(0x0A)
    stream += record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600))
    width = max(map(len, rows))
    stream += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            stream += _cell(number, place, cell)
    return compound(stream + record(0x0A))


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row, place, cell):
    where = struct.pack("<HHH", row, place, 0)
    if isinstance(cell, int | float):
        return record(0x203, where + struct.pack("<d", cell))
    if not cell:
        return b""
    return record(0x204, where + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))


def compound(stream):
    """The compound file that holds the stream `Workbook`."""
    stream = stream.ljust(max(len(stream), 4096), b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    table = [FAT, END, *range(3, count + 2), END]
    sectors = -(-len(table) // 128)
    assert sectors == 1, "too long for one sector of the table"
    table += [FREE] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    entries = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    entries += _entry("", 0, 0, 0) * 2
    return header + struct.pack("<128I", *table) + entries + stream


def _entry(name, kind, start, size, child=FREE):
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    body = text.ljust(64, b"\0") + struct.pack("<HBB", length, kind, 1)
    body += struct.pack("<III", FREE, FREE, child) + b"\0" * 36
    return body + struct.pack("<IQ", start, size)
