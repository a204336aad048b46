"""JBIG2 as scanners pack it (ITU-T T.88): a page with one region, arithmetically or as a fax."""

import struct

from PIL import Image

# annex E, table E.1: size of the less probable part, the states that follow, whether they swap
_STATES = [
    (0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0),
    (0x0521, 5, 29, 0), (0x0221, 38, 33, 0), (0x5601, 7, 6, 1), (0x5401, 8, 14, 0),
    (0x4801, 9, 14, 0), (0x3801, 10, 14, 0), (0x3001, 11, 17, 0), (0x2401, 12, 18, 0),
    (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0), (0x5601, 15, 14, 1), (0x5401, 16, 14, 0),
    (0x5101, 17, 15, 0), (0x4801, 18, 16, 0), (0x3801, 19, 17, 0), (0x3401, 20, 18, 0),
    (0x3001, 21, 19, 0), (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0),
    (0x1C01, 25, 22, 0), (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0),
    (0x1201, 29, 26, 0), (0x1101, 30, 27, 0), (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0),
    (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0), (0x02A1, 36, 33, 0),
    (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0),
    (0x0049, 41, 38, 0), (0x0025, 42, 39, 0), (0x0015, 43, 40, 0), (0x0009, 44, 41, 0),
    (0x0005, 45, 42, 0), (0x0001, 45, 43, 0), (0x5601, 46, 46, 0),
]  # fmt: skip
_NEAR = [(-1, 0), (-2, 0), (-3, 0), (-4, 0), (3, -1), (2, -1), (1, -1), (0, -1), (-1, -1),
         (-2, -1), (-3, -1), (2, -2), (1, -2), (0, -2), (-1, -2), (-2, -2)]  # fmt: skip
_ADAPTIVE = bytes([3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE])
UNKNOWN_LENGTH = 0xFFFFFFFF


class _Coder:
    """The encoder of annex E.2."""

    def __init__(self):
        self.a, self.c, self.left, self.out, self.states = 0x8000, 0, 12, bytearray(1), {}

    def put(self, context, bit):
        state, usual = self.states.get(context, (0, 0))
        size, next_usual, next_other, swaps = _STATES[state]
        self.a -= size
        if bit == usual and self.a & 0x8000:
            self.c += size
            return
        if (bit == usual) == (self.a < size):
            self.a = size
        else:
            self.c += size
        if bit == usual:
            self.states[context] = next_usual, usual
        else:
            self.states[context] = next_other, usual ^ swaps
        while not self.a & 0x8000:
            self.a, self.c, self.left = self.a << 1, self.c << 1, self.left - 1
            if not self.left:
                self._byte()

    def end(self):
        top = self.c + self.a
        self.c |= 0xFFFF
        if self.c >= top:
            self.c -= 0x8000
        for _ in range(2):
            self.c <<= self.left
            self._byte()
        return bytes(self.out[1:]) + (b"\xac" if self.out[-1] == 0xFF else b"\xff\xac")

    def _byte(self):
        if self.out[-1] != 0xFF and self.c >= 0x8000000:
            self.out[-1] += 1
            self.c &= 0x7FFFFFF
        kept = 20 if self.out[-1] == 0xFF else 19
        self.out.append(self.c >> kept & 0xFF)
        self.c &= (1 << kept) - 1
        self.left = 7 if kept == 20 else 8


def _coded(picture, adaptive=(3, -1)):
    """The points of a picture in black and white, black as 1."""
    places = [adaptive if near == (3, -1) else near for near in _NEAR]
    width, height = picture.size
    points = picture.convert("L").load()
    black = {(x, y) for x in range(width) for y in range(height) if points[x, y] < 128}
    coder = _Coder()
    for y in range(height):
        for x in range(width):
            near = ((x + across, y + down) in black for across, down in places)
            coder.put(sum(bit << place for place, bit in enumerate(near)), (x, y) in black)
    return coder.end()


def segment(number, kind, data, length=None):
    length_field = len(data) if length is None else length
    return struct.pack(">IBBBI", number, kind, 0, 1, length_field) + data


def page(width, height):
    return segment(0, 48, struct.pack(">IIIIBH", width, height, 0, 0, 0, 0))


def region(picture: Image.Image, top=0, number=1, fax=b""):
    """One picture on the page; `fax`: the same packed as fax machines do."""
    place = struct.pack(">IIIIB", *picture.size, 0, top, 0)
    packed = b"\x01" + fax if fax else b"\x00" + _ADAPTIVE + _coded(picture)
    return segment(number, 38, place + packed)


def of_unknown_length(part, rows):
    """The region as a program writes it that does not know yet how long it becomes."""
    return part[:7] + struct.pack(">I", UNKNOWN_LENGTH) + part[11:] + struct.pack(">I", rows)


def patterns(both):
    """Two patterns of four points each way, for all pages, beside each other."""
    data = struct.pack(">BBBI", 0, 4, 4, 1) + _coded(both, (-4, 0))
    return struct.pack(">IBBBI", 0, 16, 0, 0, len(data)) + data


def halftone(places, as_fax=False):
    """Patterns upon the page: each point of `places` says which one."""
    width, height = places.size
    place = struct.pack(">IIIIBB", width * 4, height * 4, 0, 0, 0, as_fax)
    grid = struct.pack(">IIiiHH", width, height, 0, 0, 4 * 256, 0)
    data = place + grid + _coded(places)
    return struct.pack(">IBBBBI", 2, 23, 1 << 5, 0, 1, len(data)) + data
