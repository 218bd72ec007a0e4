"""Which lines make one paragraph, in a column and over the end of a column or page.

The strongest sign is room: where the first word of a line would still have fitted on the line before,
that line was ended on purpose. Then come labels, gaps, indents and a change of letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from policylint.reading.pdf.hyphens import broken
from policylint.reading.pdf.lines import Line

ALIGNED = 2.5
"""Points by which lines that begin at one place may differ."""
_CLOSING = "\"'’”)]"
_ENDING = ".!?:;"
_JOINED_ITEMS = ("; and", "; or", ", and", ", or")

Steps = dict[float, float]
"""The usual distance from line to line, in points, by font size."""


def line_steps(lines: Iterable[Line]) -> Steps:
    """Measure the distance between lines that are broken because they are full."""
    counts: dict[float, Counter[float]] = {}
    before: Line | None = None
    for line in lines:
        if before is not None and _together(before, line) and before.size == line.size:
            step = line.base - before.base
            if 0 < step < 3 * line.size and not has_room(before, line) and not line.label:
                counts.setdefault(line.size, Counter())[round(step * 2) / 2] += 1
        before = line
    steps: Steps = {}
    for size, seen in counts.items():
        most = max(seen.values())
        steps[size] = min(step for step, count in seen.items() if count * 3 >= most)
    return steps


def _together(before: Line, line: Line) -> bool:
    return before.page == line.page and before.region == line.region


def has_room(before: Line, line: Line) -> bool:
    """Whether the first word of ``line`` would have fitted at the end of the line before."""
    return before.x1 + 0.25 * before.size + line.lead <= before.right - 0.5


def unfinished(text: str) -> bool:
    """Whether a text ends inside a sentence."""
    return text.rstrip(_CLOSING)[-1:] not in _ENDING


def _starts_low(line: Line) -> bool:
    return next((char for char in line.text if char.isalpha()), "").islower()


def continues(paragraph: Sequence[Line], line: Line, steps: Steps) -> bool:
    """Whether a line goes on with the paragraph that the lines before it form."""
    last = paragraph[-1]
    if line.turned != last.turned or abs(line.size - last.size) > 0.6:
        return False
    if _together(last, line):
        return _goes_on_below(paragraph, line, steps)
    return _goes_on_elsewhere(paragraph, line)


def _goes_on_below(paragraph: Sequence[Line], line: Line, steps: Steps) -> bool:
    last = paragraph[-1]
    step = line.base - last.base
    if len(paragraph) > 1 and _together(paragraph[-2], last):
        usual = last.base - paragraph[-2].base
    else:
        usual = steps.get(line.size, 1.25 * line.size)
    near = 0.3 * line.size < step <= 1.15 * usual + 0.5
    room, low, open_ = has_room(last, line), _starts_low(line), unfinished(last.text)
    aligned = _is_aligned(paragraph, line)
    if line.label and (line.tab or not near or room or not aligned or not open_ or last.text.endswith(_JOINED_ITEMS)):
        return False
    if low and (last.hyphen or broken(last.text)):
        return 0 < step <= 2 * usual
    if not near:
        return aligned and open_ and low and not room and 0 < step <= max(1.7 * usual, 2.2 * line.size)
    if (line.bold != last.bold or line.run_in) and (room or not open_ or (last.bold and not low)):
        return False
    if aligned and not room:
        return True
    # Lines of a block set narrower than the column all have room, and so do lists without bullets.
    long = aligned and last.x1 > last.left + 0.6 * (last.right - last.left)
    return open_ and low and (long or not room)


def _is_aligned(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether the line begins where the paragraph's next line would."""
    first, last = paragraph[0], paragraph[-1]
    middle = abs(line.x0 + line.x1 - last.x0 - last.x1) / 2 <= ALIGNED and last.x0 > last.left + 5
    if len(paragraph) > 1:
        return middle or abs(line.x0 - last.x0) <= ALIGNED
    if first.label:
        if first.tab:
            return abs(line.x0 - first.body) <= ALIGNED or abs(line.x0 - first.x0) <= ALIGNED
        return -ALIGNED <= line.x0 - first.x0 <= 60
    first_line_indent = 0 < first.x0 - line.x0 <= 60 and (
        line.x0 <= line.left + ALIGNED or (first.x0 - line.x0 <= 40 and unfinished(first.text))
    )
    return middle or first_line_indent or abs(line.x0 - first.x0) <= ALIGNED


def _goes_on_elsewhere(paragraph: Sequence[Line], line: Line) -> bool:
    """Over the end of a column or page: an unfinished sentence goes on, and so does a hanging item."""
    first, last = paragraph[0], paragraph[-1]
    room, low, open_ = has_room(last, line), _starts_low(line), unfinished(last.text)
    if line.label and (line.tab or not open_ or room):
        return False
    if low and (last.hyphen or broken(last.text)):
        return True
    beside = line.page == last.page and line.whole != last.whole  # into columns, or out of them
    if line.bold != last.bold or beside:
        return open_ and low and not room
    place = line.x0 - line.left
    hanging = bool(first.label) and first.body - first.x0 > 6 and abs(place - (first.body - first.left)) <= 4
    same = hanging or abs(place - (last.x0 - last.left)) <= 4
    if not open_:
        # A last line that is full by chance is rarer than a sentence that ends with its line.
        return same and not room and not line.label and (hanging or len(paragraph) > 1)
    return (low and (same or not room)) or (same and not room)
