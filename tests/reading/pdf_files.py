"""Small PDFs written by hand: Courier, whose letters are all 0.6 sizes wide, so that lines can be reckoned."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from hashlib import md5
from itertools import pairwise

LEFT, TOP, STEP, SIZE = 60, 120, 12, 10
"""Left margin, first base line from the top, line distance and font size in points."""
COLUMNS = 78
"""Letters to a full line."""
_FONTS = {"plain": "F1", "bold": "F2"}
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

Tree = tuple[str, list["Tree | tuple[int, int]"]] | tuple[str, list["Tree | tuple[int, int]"], str]


@dataclass
class Page:
    """A page being drawn; heights count from the top."""

    width: int = 595
    height: int = 842
    rotate: int = 0
    left: int = 0
    bottom: int = 0
    drawn: list[str] = field(default_factory=list)
    marks: int = 0

    def text(self, x, y, words, *, size=SIZE, font="plain", turn=None, artifact=False, tag=None):
        """Draw one line; with a tag, give its marked content id."""
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        escaped = "".join(c if ord(c) < 128 else f"\\{c.encode('cp1252')[0]:03o}" for c in escaped)
        matrix = turn or f"1 0 0 1 {x + self.left} {self.height - y + self.bottom}"
        line = f"BT /{_FONTS[font]} {size} Tf {matrix} Tm ({escaped}) Tj ET"
        mark = None
        if artifact:
            line = f"/Artifact BMC {line} EMC"
        elif tag:
            mark = self.marks
            self.marks += 1
            line = f"/{tag} <</MCID {mark}>> BDC {line} EMC"
        self.drawn.append(line)
        return mark

    def lines(self, y, lines, *, x=LEFT, step=STEP, **look):
        """Draw lines below each other; the height of the line after them is returned."""
        for line in lines:
            self.text(x, y, line, **look)
            y += step
        return y

    def paragraph(self, y, words, *, x=LEFT, columns=COLUMNS, **look):
        """Draw a paragraph broken at ``columns`` letters."""
        return self.lines(y, textwrap.wrap(words, columns, break_on_hyphens=False), x=x, **look)

    def rule(self, x0, y0, x1, y1):
        """Draw a line."""
        a, b = self.left, self.height + self.bottom
        self.drawn.append(f"0.5 w {x0 + a} {b - y0} m {x1 + a} {b - y1} l S")

    def fill(self, x0, top, x1, bottom, grey=0.8):
        """Fill a rectangle."""
        self.drawn.append(
            f"q {grey} g {x0 + self.left} {self.height - bottom + self.bottom} {x1 - x0} {bottom - top} re f Q"
        )

    def grid(self, xs, ys):
        """Draw the lines of a whole table, one for each side of each cell."""
        for y in ys:
            for x0, x1 in pairwise(xs):
                self.rule(x0, y, x1, y)
        for x in xs:
            for y0, y1 in pairwise(ys):
                self.rule(x, y0, x, y1)


def pdf(*pages, title=None, language=None, tree=None, user=None, owner="owner", fonts=None, kids=None):
    """The bytes of a PDF. ``tree``: a tagged file's elements, leaves being (page, marked content id)."""
    objects: list[bytes] = [b"", b""]

    def add(body):
        objects.append(body if isinstance(body, bytes) else body.encode())
        return len(objects)

    base = fonts or ["/Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding"] * 2
    names = [base[0], base[1] if fonts else base[1].replace("Courier", "Courier-Bold")]
    plain, bold = (add(f"<<{name}>>") for name in names)
    numbers = []
    for index, page in enumerate(pages):
        content = "\n".join(page.drawn).encode()
        stream = add(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        box = f"{page.left} {page.bottom} {page.left + page.width} {page.bottom + page.height}"
        structure = f"/StructParents {index}" if tree else ""
        numbers.append(
            add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {page.rotate}/Contents {stream} 0 R{structure}"
                f"/Resources<</Font<</F1 {plain} 0 R/F2 {bold} 0 R>>>>>>"
            )
        )
    numbers = [numbers[i] for i in kids] if kids else numbers
    catalog = "/Type/Catalog/Pages 2 0 R"
    if tree:
        catalog += f"/MarkInfo<</Marked true>>/StructTreeRoot {_structure(tree, numbers, objects, add)} 0 R"
    if language:
        catalog += f"/Lang({language})"
    objects[0] = f"<<{catalog}>>".encode()
    kid_list = " ".join(f"{n} 0 R" for n in numbers)
    objects[1] = f"<</Type/Pages/Count {len(numbers)}/Kids[{kid_list}]>>".encode()
    trailer = f"/Root 1 0 R/ID[<{'00' * 16}><{'00' * 16}>]"
    if title:
        trailer += f"/Info {add(f'<</Title({title})>>')} 0 R"
    if user is not None:
        trailer += f"/Encrypt {_encrypt(objects, user, owner, add)} 0 R"
    return _file(objects, trailer)


def _file(objects, trailer):
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer.encode(), start)
    return bytes(out)


def _structure(tree, pages, objects, add):
    root = add("")
    owners: dict[int, dict[int, int]] = {}

    def element(node, parent):
        kind, contents = node[:2]
        number = add("")
        kids = []
        for content in contents:
            if isinstance(content[0], str):
                kids.append(f"{element(content, number)} 0 R")
            else:
                page, mark = content
                owners.setdefault(page, {})[mark] = number
                kids.append(f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mark}>>")
        extra = node[2] if len(node) > 2 else ""
        objects[number - 1] = f"<</Type/StructElem/S/{kind}/P {parent} 0 R/K[{' '.join(kids)}]{extra}>>".encode()
        return number

    top = element(tree, root)
    nums = "".join(
        f"{page}[{' '.join(f'{marks[mark]} 0 R' for mark in range(max(marks) + 1))}]"
        for page, marks in sorted(owners.items())
    )
    objects[root - 1] = f"<</Type/StructTreeRoot/K[{top} 0 R]/ParentTree<</Nums[{nums}]>>>>".encode()
    return root


def _rc4(key, data):
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _encrypt(objects, user, owner, add):
    """The standard security handler, revision 2: only streams are encrypted, the tests use no secret strings."""
    padded = (user.encode() + _PADDING)[:32]
    owner_entry = _rc4(md5((owner.encode() + _PADDING)[:32]).digest()[:5], padded)
    key = md5(padded + owner_entry + (-4).to_bytes(4, "little", signed=True) + bytes(16)).digest()[:5]
    for number, body in enumerate(objects, start=1):
        head, found, rest = body.partition(b">>stream\n")
        if found:
            secret = rest[: -len(b"\nendstream")]
            object_key = md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10]
            objects[number - 1] = head + found + _rc4(object_key, secret) + b"\nendstream"
    entries = f"/O<{owner_entry.hex()}>/U<{_rc4(key, _PADDING).hex()}>"
    return add(f"<</Filter/Standard/V 1/R 2/P -4{entries}>>")
