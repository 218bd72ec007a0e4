"""Fields: their instructions are not text, their results are, and a contents field's are a contents list."""

from __future__ import annotations

from dataclasses import dataclass, field

_CONTENTS = frozenset({"TOC", "TOA", "INDEX"})
MAX_INSTRUCTION = 256


@dataclass(slots=True)
class Field:
    """An open field."""

    instruction: str = ""
    in_result: bool = False
    contents: bool = False


@dataclass(slots=True)
class Fields:
    """The fields open at one point of a story."""

    open: list[Field] = field(default_factory=list)
    instructions: int = 0
    """How many of them are still in their instruction: text there is not shown."""

    contents: int = 0
    """How many of them are contents fields in their result."""

    blocks: list[int] = field(default_factory=list)
    """Indexes of the blocks held to be contents because of the contents field that is open."""

    def begin(self) -> None:
        """A field begins."""
        self.open.append(Field())
        self.instructions += 1

    def instruct(self, text: str) -> None:
        """A stretch of the innermost field's instruction."""
        if self.open and len(self.open[-1].instruction) < MAX_INSTRUCTION:
            self.open[-1].instruction += text[:MAX_INSTRUCTION]

    def separate(self) -> None:
        """The innermost field's result begins."""
        if self.open and not self.open[-1].in_result:
            innermost = self.open[-1]
            innermost.in_result = True
            innermost.contents = is_contents(innermost.instruction)
            self.instructions -= 1
            self.contents += innermost.contents

    def end(self) -> None:
        """The innermost field ends."""
        if self.open:
            ended = self.open.pop()
            self.instructions -= not ended.in_result
            self.contents -= ended.contents
            if not self.contents:
                self.blocks.clear()

    def end_paragraph(self) -> None:
        """A field still without a result at the paragraph's end is broken and hides nothing further."""
        for latest in reversed(self.open):
            if not self.instructions:
                break
            self.instructions -= not latest.in_result
            latest.in_result = True


def is_contents(instruction: str) -> bool:
    """Whether the instruction is that of a table of contents or an index."""
    words = instruction.split(maxsplit=1)
    return bool(words) and words[0].upper() in _CONTENTS
