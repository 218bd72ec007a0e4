"""Pages by pdfium: words with their places, and the page's frame.

pdfium is called through its plain C functions: a word costs three calls, a text object five, and
nothing is asked for single characters unless a word is seen to be torn. pdfium is not thread-safe.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as c

from policylint.reading.pdf.frame import Frame, frame_of
from policylint.reading.pdf.sheet import ARTIFACT, UNMARKED, Sheet, Word

MAX_CHARACTERS = 500_000
"""Characters read of one page; the rest is left out and told."""

LINE_END_HYPHENS = "\ufffe\x02"
"""What pdfium gives for a hyphen at which it has joined two lines."""

_TOKEN = re.compile(rf"[^\s{LINE_END_HYPHENS}]+[{LINE_END_HYPHENS}]?|[{LINE_END_HYPHENS}]")
_MAY_BE_RAISED = re.compile(r"[^\W\d]\W?\d{1,3}\W+$")
LEAST_VOWELS = 0.27
"""Share of vowels below which letters that no font names are taken for codes; English has 0.38 to 0.42."""
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
UNUSABLE = re.compile("[\ufffd\ue000-\uefff\uf100-\uf8ff\x00-\x08\x0e-\x1f]")
UNREADABLE = re.compile(f"(?:{UNUSABLE.pattern})+")
BOLD_NAME = re.compile(b"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_STROKED_TEXT = 2
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf06f": "□",
    "\uf06e": "■",
    "\uf06c": "●",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "–",
}
READABLE = str.maketrans(_SYMBOLS | dict.fromkeys(LINE_END_HYPHENS, "-"))
"""One character for one, so that places stay pdfium's: the symbol fonts' bullets, line-end hyphens."""


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A pdfium function with handles as bare addresses, which ctypes passes far faster than pointers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_H, _I = ctypes.c_void_p, ctypes.c_int
_text_object = _plain(c.FPDFText_GetTextObject, _H, _H, _I)
_origin = _plain(c.FPDFText_GetCharOrigin, _I, _H, _I, _H, _H)
_loose_box = _plain(c.FPDFText_GetLooseCharBox, _I, _H, _I, _H)
_font_size = _plain(c.FPDFText_GetFontSize, ctypes.c_double, _H, _I)
_matrix = _plain(c.FPDFText_GetMatrix, _I, _H, _I, _H)
_font_info = _plain(c.FPDFText_GetFontInfo, ctypes.c_ulong, _H, _I, _H, ctypes.c_ulong, _H)
_font = _plain(c.FPDFTextObj_GetFont, _H, _H)
_has_no_letter = _plain(c.FPDFText_HasUnicodeMapError, _I, _H, _I)
_content_id = _plain(c.FPDFPageObj_GetMarkedContentID, _I, _H)
_render_mode = _plain(c.FPDFTextObj_GetTextRenderMode, _I, _H)


class _Look(NamedTuple):
    """What a text object's characters have in common. ``doubtful``: its font may not name its letters."""

    size: float
    bold: bool
    mark: int
    turn: int
    doubtful: bool


class _Reader:
    """Reads one text page; lives as long as the page does."""

    def __init__(self, text_page: Any, frame: Frame, *, tagged: bool) -> None:
        self.handle = ctypes.cast(text_page, ctypes.c_void_p).value
        self.frame = frame
        self.tagged = tagged
        self.looks: dict[int, _Look] = {}
        self.fonts: dict[int | None, bool] = {}
        self.doubtful: set[int] = set()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_at, self.y_at = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.box = c.FS_RECTF()
        self.box_at = ctypes.addressof(self.box)
        self.matrix = c.FS_MATRIX()
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    def look(self, at: int) -> _Look:
        """The look of the character's text object."""
        key = _text_object(self.handle, at)
        found = self.looks.get(key) if key else None
        if found is None:
            found = self._look(key, at)
            if key:
                self.looks[key] = found
        return found

    def _look(self, text_object: int | None, at: int) -> _Look:
        matrix = self.matrix
        _matrix(self.handle, at, ctypes.addressof(matrix))
        scale = math.hypot(matrix.c, matrix.d) or math.hypot(matrix.a, matrix.b) or 1.0
        bold, mark = False, UNMARKED
        if text_object:
            font = _font(text_object)
            if font not in self.fonts:
                self.fonts[font] = self._is_bold(at)
            bold = self.fonts[font] or _render_mode(text_object) == _STROKED_TEXT
            if self.tagged:
                mark = _content_id(text_object)
                if mark < 0 and _is_artifact(text_object):
                    mark = ARTIFACT
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)))
        size = _font_size(self.handle, at) * scale
        doubtful = _has_no_letter(self.handle, at) == 1
        return _Look(size, bold, mark, (angle - 90 * self.frame.turns) % 360, doubtful)

    def _is_bold(self, at: int) -> bool:
        length = _font_info(self.handle, at, ctypes.addressof(self.name), len(self.name), ctypes.addressof(self.flags))
        named = 0 < length <= len(self.name) and BOLD_NAME.search(self.name.raw, 0, length) is not None
        return named or bool(self.flags.value & _FORCE_BOLD)

    def origin(self, at: int) -> tuple[float, float]:
        """The character's point on the base line, on the displayed page."""
        _origin(self.handle, at, self.x_at, self.y_at)
        return self.frame.place(self.x.value, self.y.value)

    def extent(self, at: int) -> tuple[float, float, float, float]:
        """The character's box on the displayed page: x0, top, x1, bottom."""
        _loose_box(self.handle, at, self.box_at)
        box = self.box
        x0, y0 = self.frame.place(box.left, box.bottom)
        x1, y1 = self.frame.place(box.right, box.top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def words(self, text: str) -> Iterator[Word]:
        """The words of the page's text, in pdfium's order."""
        handle, box, box_at, looks = self.handle, self.box, self.box_at, self.looks
        x, y, x_at, y_at = self.x, self.y, self.x_at, self.y_at
        frame = self.frame
        left, top, upright = frame.left, frame.top, not frame.turns
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            look = looks.get(_text_object(handle, start)) or self.look(start)
            token = match.group()
            hyphen = token[-1] in LINE_END_HYPHENS
            if hyphen or not token.isascii():
                token = token.translate(READABLE)
            if look.doubtful and _has_no_letter(handle, start) == 1:
                self.doubtful.add(start)
            if look.turn:
                yield self._turned(token, start, end, look)
                continue
            _origin(handle, start, x_at, y_at)
            _loose_box(handle, end - 1, box_at)
            if upright:
                x0, base, x1, bottom = x.value - left, top - y.value, box.right - left, top - box.bottom
            else:
                x0, base = frame.place(x.value, y.value)
                _, _, x1, bottom = self.extent(end - 1)
            size = look.size
            if end - start == 1 or (
                base - 0.2 * size < bottom < base + 0.3 * size
                and x0 < x1 < x0 + (end - start) * size * 1.2
                and (token[-1].isalnum() or not _MAY_BE_RAISED.search(token))
            ):
                yield Word(token, x0, x1, base, size, look.bold, start, look.mark, 0, hyphen)
            else:
                yield from self._torn(token, start, hyphen=hyphen)

    def _turned(self, token: str, start: int, end: int, look: _Look) -> Word:
        first, last = self.extent(start), self.extent(end - 1)
        return Word(
            token,
            min(first[0], last[0]),
            max(first[2], last[2]),
            max(first[3], last[3]),
            look.size,
            look.bold,
            start,
            look.mark,
            look.turn,
        )

    def _torn(self, token: str, start: int, *, hyphen: bool) -> Iterator[Word]:
        """Cut a token where its characters jump: raised digits, or blocks pdfium has glued together."""
        begin = 0
        before = ""
        x0, base = self.origin(start)
        look = self.look(start)
        right = x0
        for offset in range(len(token) + 1):
            if offset < len(token):
                x, y = self.origin(start + offset)
                here = self.look(start + offset)
                away = max(look.size, here.size)
                stays = abs(y - base) <= 0.12 * away and -0.5 * away <= x - right <= 0.8 * away
                if stays or not offset:
                    right = max(right, self.extent(start + offset)[2])
                    continue
            before = token[begin:offset]
            last = offset == len(token)
            yield Word(before, x0, right, base, look.size, look.bold, start + begin, look.mark, 0, hyphen and last)
            if not last:
                begin, x0, base, look = offset, x, y, here
                right = max(x0, self.extent(start + offset)[2])


def _is_artifact(text_object: int) -> bool:
    handle = ctypes.cast(text_object, c.FPDF_PAGEOBJECT)
    name = (ctypes.c_ushort * 32)()
    length = ctypes.c_ulong()
    for index in range(c.FPDFPageObj_CountMarks(handle)):
        mark = c.FPDFPageObj_GetMark(handle, index)
        if c.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length):
            text = bytes(name)[: length.value].decode("utf-16-le", "replace").rstrip("\0")
            if text == "Artifact":
                return True
    return False


def page_text(text_page: Any) -> tuple[str, bool]:
    """The page's characters, one for each of pdfium's character indexes, and whether some are left out."""
    count = max(0, c.FPDFText_CountChars(text_page))
    cut = count > MAX_CHARACTERS
    count = min(count, MAX_CHARACTERS)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = c.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "surrogatepass")
    if len(text) != count or (not text.isprintable() and re.search("[\ud800-\udfff]", text)):
        codes = (c.FPDFText_GetUnicode(text_page, index) for index in range(count))
        text = "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    return text, cut


def read_words(sheet: Sheet, page: Any, text_page: Any, *, tagged: bool) -> Frame:
    """Fill the sheet's words; the frame used is given back, for the page's drawings."""
    text, sheet.cut = page_text(text_page)
    frame = frame_of(page)
    reader = _Reader(text_page, frame, tagged=tagged)
    words = list(reader.words(text))
    turns = Counter(word.turn for word in words)
    common, count = turns.most_common(1)[0] if turns else (0, 0)
    if common % 90 == 0 and common and count * 2 > len(words):
        # A page drawn on its side without saying so: read it as its reader would turn it.
        frame = frame._replace(turns=(frame.turns + common // 90) % 4)
        reader = _Reader(text_page, frame, tagged=tagged)
        words = list(reader.words(text))
    sheet.width, sheet.height = frame.size
    sheet.words = [word for word in words if not UNREADABLE.fullmatch(word.text)]
    if reader.doubtful and _is_gibberish([word.text for word in words if word.at in reader.doubtful]):
        sheet.words = [word for word in sheet.words if word.at not in reader.doubtful]
    sheet.characters = sum(len(word.text) for word in words)
    read = "".join([word.text for word in sheet.words])
    sheet.usable = len(read) - len(UNUSABLE.findall(read))
    return frame


def _is_gibberish(words: Sequence[str]) -> bool:
    """Whether words in fonts that do not name their letters are only the fonts' own codes.

    Many old fonts have codes that are letters all the same: then there are as many vowels as in any text.
    """
    text = "".join(words)
    if len(UNUSABLE.findall(text)) * 20 > len(text):
        return True
    letters = sum(map(str.isalpha, text))
    return letters > 20 and len(_VOWEL.findall(text)) < LEAST_VOWELS * letters
