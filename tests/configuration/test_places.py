"""Places are right when the text that stands there is the value that was read."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.configuration.places import KeyPath, spots_of

WRITTEN = """\
# a comment = [1, 2]
top = "a # b" # behind
'quoted "key"' = 'x'
"esc\\t.aped" = 1979-05-27 07:32:00
dotted . inner."third" = true
many = [ "a", # [ comment ]
  'b]', ["c", 1.5], {x = "}", y.z = [2]},
]
long = \"\"\"
one = "not a key" \\\"\"\"
[two] \"\"\"\"\"
lit = '''
'' [x]
'''

[table.sub]
a = -1
[[list]]
n = 1
[list.inside]
m = 2
[[list]]
n = 3
[[list.deep]]
o = 4
"""


def flat(value: Any, path: KeyPath = ()) -> dict[KeyPath, Any]:
    if isinstance(value, dict):
        below = [flat(v, (*path, k)) for k, v in value.items()]
    elif isinstance(value, list):
        below = [flat(v, (*path, i)) for i, v in enumerate(value)]
    else:
        return {path: value}
    found: dict[KeyPath, Any] = {path: value} if path else {}
    return found | {k: v for part in below for k, v in part.items()}


def check_places(text: str) -> None:
    """Every value is placed; the rest of the text from there begins with a value that reads the same."""
    values = flat(tomllib.loads(text))
    spots = spots_of(text)
    assert set(spots) == set(values)
    for path, value in values.items():
        if isinstance(value, (dict, list)):
            continue
        rest = text[spots[path].value :]
        assert any(reads_as(rest[:end], value) for end in range(1, len(rest) + 1)), path


def reads_as(written: str, value: Any) -> bool:
    try:
        return bool(tomllib.loads(f"k = {written}")["k"] == value)
    except tomllib.TOMLDecodeError:
        return False


def test_everything_toml_can_write_is_placed() -> None:
    check_places(WRITTEN)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [(("top",), 2, 1), (("many", 2, 1), 7, 15), (("many", 3, "y", "z", 0), 7, 38), (("list", 1, "n"), 23, 1)],
)
def test_lines_and_columns(path: KeyPath, line: int, column: int) -> None:
    offset = spots_of(WRITTEN)[path].key
    before = WRITTEN[:offset]
    assert (before.count("\n") + 1, offset - before.rfind("\n")) == (line, column)


SCALARS = st.sampled_from(['"a"', "'b # c'", "1", "true", '"""x\n"y" """', "'''[z]'''", '"\\"]"', "1.5e3"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda v: "[ " + ", # c ]\n".join(v) + "\n]")
        | st.lists(inner, max_size=3).map(
            lambda v: "{" + ", ".join(f"k{i} = {x}" for i, x in enumerate(v) if "#" not in x and "\n]" not in x) + "}"
        )
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(st.sampled_from(["", "[t{}]\n", "[[a]]\n", "[a.b{}]\n"]), VALUES), max_size=5))
def test_places_hold_for_whatever_is_written(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{header.format(n)}v{n} = {value}\n" for n, (header, value) in enumerate(parts))
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    check_places(text)
