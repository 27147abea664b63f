"""Any text goes in; what comes out is data, and nothing a reader of the code would obey."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from importlib import import_module
from typing import Any

import black
import pytest
from hypothesis import given, strategies as st
from jinja2 import StrictUndefined, UndefinedError
from markdown_it import MarkdownIt

from clientsmith.languages.escapers import FILTERS, comment, docstring, literal, markdown, toml

tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

# Drawn often, next to any other character: what ends strings, comments, lines, blocks.
sharp = ['"', '"""', "'", "\\", "\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\0", "\u202e"]
sharp += ["#", "# ", "type: ignore", "coding: utf-7", "fmt: off", "noqa", "/// script", "\t", "  "]
sharp += ["- ", "1. ", "```", "<b", "&#60;", "![", "](javascript:x)", "[a]: b", "===", "---", "|"]
any_text = st.lists(
    st.sampled_from(sharp) | st.text(st.characters(exclude_categories=()), max_size=9)
)
texts = any_text.map("".join)
indents = st.sampled_from([4, 8, 12])
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars | texts,
    lambda inner: st.lists(inner)
    | st.lists(inner).map(tuple)
    | st.dictionaries(texts | st.integers(), inner),
    max_leaves=9,
)


UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u180b\u180f\u200b\u200d\u202e\u2060\u2800\u3164\ufe00\ufe0f\ufeff"
)
UNSEEN += "\uffa0\U0001d159\U000e0001\U000e0100\U000e01ef"


@pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"U+{ord(char):04X}")
def test_what_can_t_be_seen_is_spelled_out_or_left_out(char: str) -> None:
    text = f"a{char}b"
    for made in (comment(text), docstring(text), markdown(text), markdown(text, line=True)):
        assert char not in made
        assert made.removeprefix("# ") in (
            "ab",
            f"a<U+{ord(char):04X}>b",
            f"a&lt;U+{ord(char):04X}>b",
        )
    for made in (literal(text), toml(text)):
        assert char not in made
    assert ast.literal_eval(literal(text)) == text
    assert tomllib.loads(f"a = {toml(text)}") == {"a": text}


def test_an_emoji_reads_as_people_write_it() -> None:
    warning = "\N{WARNING SIGN}\N{VARIATION SELECTOR-16} Deprecated"
    assert comment(warning) == "# \N{WARNING SIGN} Deprecated"


@given(values)
def test_a_literal_is_the_same_value(value: Any) -> None:
    code = literal(value)
    assert repr(ast.literal_eval(code)) == repr(value)
    assert code.isprintable()


@given(texts)
def test_a_literal_in_code_is_one_constant(text: str) -> None:
    (statement,) = ast.parse(f"x = {literal(text)}\n").body
    assert isinstance(statement, ast.Assign)
    assert isinstance(statement.value, ast.Constant)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_what_python_has_no_literal_for_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="no literal"):
        literal(value)


def test_an_object_is_refused() -> None:
    with pytest.raises(TypeError, match="a object has no literal"):
        literal({"a": object()})


def test_literals_look_as_a_person_writes_them() -> None:
    value = {"name": 'say "hi"', "bidi": "\u202e", "astral": "\U000e0001", "one": (1,), "é": -0.5}
    expected = r'{"name": "say \"hi\"", "bidi": "\u202e", "astral": "\U000e0001", '
    assert literal(value) == expected + '"one": (1,), "é": -0.5}'


@given(texts, indents)
def test_a_docstring_is_one_constant_and_black_agrees(text: str, columns: int) -> None:
    depth = columns // 4
    head = "".join(f"{'    ' * level}class C{level}:\n" for level in range(depth))
    code = f'{head}{" " * columns}"""{docstring(text, columns)}"""\n'
    for source in (code, black.format_str(code, mode=black.Mode(line_length=100))):
        node: Any = ast.parse(source)
        for _ in range(depth):
            (node,) = node.body
        (statement,) = node.body
        assert isinstance(statement, ast.Expr)
        assert isinstance(statement.value, ast.Constant)


@pytest.mark.parametrize(
    "payload",
    [
        'x"""\nCANARY()\n"""',
        'x\\"""\nCANARY()\n"""',
        "ends in a backslash \\",
        'ends in a quote "',
        '""""""""',
        "a\rCANARY()",
        "nul \0",
    ],
)
def test_known_attacks_stay_inside_a_docstring(payload: str) -> None:
    tree = ast.parse(f'def f():\n    """{docstring(payload)}"""\n')
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_a_short_docstring_stands_on_one_line() -> None:
    assert docstring("Get a model.") == "Get a model."


def test_an_empty_docstring_is_empty() -> None:
    assert docstring(" \n ") == ""


def test_a_docstring_keeps_paragraphs_lists_arguments_and_code() -> None:
    text = (
        "Create a message.\n\n\n"
        "A paragraph\nwhose lines flow together, however short they are.\n\n"
        "- an item\n  that goes on\n- another\n\n"
        "Args:\n    model: " + "long " * 20 + "\n    other: short\n\n"
        "```python\nx = {\n    'a':   1,\n}\n```"
    )
    assert docstring(text, 4).split("\n") == [
        "Create a message.",
        "",
        "    A paragraph whose lines flow together, however short they are.",
        "",
        "    - an item that goes on",
        "    - another",
        "",
        "    Args:",
        "        model: " + "long " * 16 + "long",
        "            long long long",
        "        other: short",
        "",
        "    ```python",
        "    x = {",
        "        'a':   1,",
        "    }",
        "    ```",
        "    ",
    ]


@given(st.text("ab cd", max_size=400), indents)
def test_docstring_lines_fit(text: str, columns: int) -> None:
    lines = (" " * columns + '"""' + docstring(text, columns)).split("\n")
    assert all(len(line) <= 100 for line in lines if " " in line.strip())


@given(texts, st.sampled_from([0, 4]))
def test_a_comment_stays_a_comment(text: str, columns: int) -> None:
    code = " " * columns + comment(text, columns)
    assert all(line.startswith(" " * columns + "#") for line in code.split("\n"))
    source = "if x:\n    pass\n" + code + "\n"
    kinds = {tokenize.NAME, tokenize.OP, tokenize.STRING, tokenize.NUMBER}
    found = [t.string for t in tokenize.generate_tokens(io.StringIO(source).readline)]
    assert found.count("pass") == found.count("if") == 1
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type in kinds]
    assert [t.string for t in tokens] == ["if", "x", ":", "pass"]


@given(texts)
def test_no_tool_obeys_a_comment(text: str) -> None:
    code = comment(text)
    assert not re.search(r"coding[:=]", code)
    assert not re.search(r"#\s*(type|fmt|pyright|mypy|ruff|noqa)(:|\b[^ ])", code)
    assert not re.search(r"^# ///", code, re.MULTILINE)


def test_wrapping_makes_no_inline_script() -> None:
    assert "# /// script" not in comment("word " * 19 + "/// script")


@given(texts)
def test_a_file_that_begins_with_a_comment_is_still_utf_8(text: str) -> None:
    source = f"# {comment(text)[2:]}\nx = 'é'\n"
    assert tokenize.detect_encoding(io.BytesIO(source.encode()).readline)[0] == "utf-8"


@given(texts)
def test_markdown_stays_inside_its_place(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).parse(f"{markdown(text)}\n\n[a]\n")
    kinds = {token.type for token in tokens}
    inline = {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"heading_open", "html_block", "fence", "hr"}
    assert not inline & {"html_inline", "image"}
    last = [token for token in tokens if token.type == "inline"][-1]
    assert last.content.endswith("[a]")
    assert "link_open" not in {child.type for child in last.children or ()}
    links = [c for t in tokens for c in t.children or () if c.type == "link_open"]
    assert not [link for link in links if "script:" in str(link.attrGet("href"))]


def test_markdown_keeps_what_people_write() -> None:
    text = "Use `x` and **y**.\n\n- [docs](https://example.com)\n- a < b & c"
    assert markdown(text) == text


@given(texts)
def test_a_cell_is_one_line_without_bars(text: str) -> None:
    cell = markdown(text, line=True)
    assert "\n" not in cell
    assert not re.search(r"(?<!\\)(\\\\)*\|", cell)


@given(st.lists(st.sampled_from(sharp) | st.text(max_size=9)).map("".join))
def test_toml_reads_back(text: str) -> None:
    assert tomllib.loads(f"a = {toml(text)}\nb = 1\n") == {"a": text, "b": 1}


def test_toml_has_no_surrogates() -> None:
    with pytest.raises(ValueError, match=r"U\+D800"):
        toml("\ud800")


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_a_misspelled_value_is_undefined_everywhere(name: str) -> None:
    with pytest.raises(UndefinedError, match="'typo' is undefined"):
        FILTERS[name](StrictUndefined(name="typo"))


def test_there_are_at_most_ten_filters() -> None:
    assert len(FILTERS) <= 10
