"""A language.yaml in, the table of a language out; all that is wrong with it is told with its places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from clientsmith.document.yaml_reader import Entry, read_entries
from clientsmith.languages.declared.escapers import RULES, STRINGS, CommentRow, LiteralRow
from clientsmith.languages.declared.identifiers import NameRow
from clientsmith.languages.declared.imports import ImportTable
from clientsmith.languages.declared.name_rows import read_names
from clientsmith.languages.declared.patterns import read_format
from clientsmith.languages.declared.type_rows import TypeRow, read_types
from clientsmith.languages.protocol import Command, Import, Kind
from clientsmith.problems import Findings, Place, suggestion

VERSION: Final = 1
RULE: Final = "language"
_NEEDED: Final = ("language", "name", "names", "types", "literals", "comments", "imports")
_KEYS: Final = (*_NEEDED, "sides", "index", "initialisms", "reserved", "format", "check")
_FILTERS: Final = ("join", "key", "literal", "markdown", "name", "path", "type")


@dataclass(frozen=True, slots=True)
class Table:
    """All that a language.yaml says."""

    place: Place
    name: str
    sides: Literal["one", "two"]
    index: str
    initialisms: frozenset[str]
    names: Mapping[Kind, NameRow]
    types: Mapping[str, TypeRow]
    literals: LiteralRow
    comments: Mapping[str, CommentRow]
    imports: ImportTable
    format: Command | None
    check: Command | None


def read_table(file: Path, name: str, runtime: Mapping[str, Import]) -> Table:
    """The table of the language that a style speaks; `runtime` are the names that it imports."""
    findings = Findings(RULE)
    entry = read_entries(file, findings)
    members = entry.members(*_KEYS)
    missing = [key for key in _NEEDED if key not in members]
    if missing:
        entry.complain(f"the table lacks {' and '.join(f'`{key}`' for key in missing)}")
        findings.stop()
    _check_head(members, name)
    index = members["index"].text() if "index" in members else "index"
    table = Table(
        place=entry.place,
        name=name,
        sides=_sides(members),
        index=index,
        initialisms=frozenset(_words(members, "initialisms")),
        names=read_names(members["names"], members.get("reserved"), frozenset(runtime), index),
        types=read_types(members["types"], tuple(runtime)),
        literals=_literals(members["literals"]),
        comments=_comments(members["comments"]),
        imports=_imports(members["imports"]),
        format=_command(members, "format"),
        check=_command(members, "check"),
    )
    findings.stop()
    return table


def _check_head(members: Mapping[str, Entry], name: str) -> None:
    if members["language"].number() != VERSION:
        remedy = f"`language: {VERSION}` is the one there is"
        members["language"].complain("a version of the format that is not known", remedy)
    if members["name"].text() != name:
        message = f"the style speaks `{name}`, and this is the table of another language"
        members["name"].complain(message, f"say `name: {name}`, or `language:` in the style")


def _sides(members: Mapping[str, Entry]) -> Literal["one", "two"]:
    sides = members["sides"].text() if "sides" in members else "one"
    if sides not in ("one", "two"):
        message = f"`{sides}` is no number of forms that a schema of both sides has"
        members["sides"].complain(message, "it is `one` or `two`")
    return "two" if sides == "two" else "one"


def _words(members: Mapping[str, Entry], key: str) -> list[str]:
    return members[key].words() if key in members else []


def _literals(entry: Entry) -> LiteralRow:
    pair = ("key", "name", "value")
    patterns = {"list": ("items",), "map": ("items",), "pair": pair, "computed": pair}
    members = entry.members("string", "true", "false", "null", *patterns)
    missing = [key for key in ("string", "true", "false", "null") if key not in members]
    if missing:
        entry.complain(f"no literal for {' and '.join(f'`{key}`' for key in missing)}")
    texts = {
        key: read_format(each, *patterns[key]) if key in patterns else each.text()
        for key, each in members.items()
    }
    if "string" in texts and texts["string"] not in STRINGS:
        message = f"`{texts['string']}` is no family of string literals"
        members["string"].complain(message, suggestion(texts["string"], tuple(STRINGS)))
    return LiteralRow(**{**dict.fromkeys(("string", "true", "false", "null"), ""), **texts})


def _comments(entry: Entry) -> dict[str, CommentRow]:
    """Every kind of comments; its name is the filter that writes it."""
    rows: dict[str, CommentRow] = {}
    for name, each in entry.pairs().items():
        if name in _FILTERS or not name.isidentifier():
            each.complain(f"a filter for comments can't be called `{name}`")
        rows[name] = _comment(each)
    if not rows:
        entry.complain("there is no way to write a comment")
    return rows


def _comment(entry: Entry) -> CommentRow:
    members = entry.members("open", "line", "close", "safe", "width", "indent", "deprecated")
    open_, line, close = (
        members[key].text() if key in members else "" for key in ("open", "line", "close")
    )
    if bool(open_) != bool(close):
        entry.complain("a comment that is opened is closed as well", "give `open` and `close`")
    if not open_ and not line:
        entry.complain("a comment without a mark is none", "give `line`, or `open` and `close`")
    # Text right behind the mark would be taken for part of it: `/**/`, `//go:generate`.
    if line and not line.endswith(" "):
        members["line"].complain("a text needs a blank before it", f"write '{line} '")
    safe = [each.text() for each in members["safe"].items()] if "safe" in members else []
    for name in safe:
        if name not in RULES:
            members["safe"].complain(f"`{name}` is no rule", suggestion(name, tuple(RULES)))
    if open_.startswith("/*") and "block" not in safe:
        entry.complain("a text could end this comment", "add the rule `block` to `safe`")
    width = members["width"].number() if "width" in members else 100
    marked = read_format(members["deprecated"], "text") if "deprecated" in members else "{text}"
    return CommentRow(open_, line, close, tuple(safe), width, _indent(members), marked)


def _indent(members: Mapping[str, Entry]) -> str:
    """What a level is indented by: a number of blanks, or `tab`."""
    if "indent" not in members:
        return "  "
    entry = members["indent"]
    return "\t" if entry.is_text and entry.text() == "tab" else " " * entry.number()


def _imports(entry: Entry) -> ImportTable:
    members = entry.members("own", "value", "external", "alias", "around")
    known = {"alias": ("name", "alias"), "around": ("lines",)}
    texts = {
        key: read_format(each, *known.get(key, ("names", "path"))) for key, each in members.items()
    }
    return ImportTable(**texts)


def _command(members: Mapping[str, Entry], key: str) -> Command | None:
    """A program and its arguments, which no shell ever sees."""
    if key not in members:
        return None
    words = tuple(each.text() for each in members[key].items())
    if not words:
        members[key].complain("a command names a program", "write a list: [program, argument]")
    return Command(words, members[key].place)
