"""The sections `names` and `reserved` of a table in, how each kind of names is made out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from clientsmith.document.yaml_reader import Entry
from clientsmith.languages.declared.identifiers import CASES, KEEP, NameRow, is_name
from clientsmith.languages.declared.patterns import read_format
from clientsmith.languages.protocol import Kind
from clientsmith.problems import suggestion

# The rows of a table, and the kinds of names that each is for.
ROWS: Final[Mapping[str, tuple[Kind, ...]]] = {
    "type": ("type",),
    "resource": ("resource",),
    "field": ("field", "key"),
    "constant": ("constant",),
    "variant": ("variant",),
    "accessor": ("accessor", "client_accessor"),
    "method": ("method",),
    "argument": ("argument", "keyword"),
    "file": ("module", "package"),
}
# Rows that a table may have besides: what a client itself has beside its resources may be more than
# what these have, and an argument that is given by its name may be called otherwise than a variable.
_FURTHER: Final[tuple[Kind, ...]] = ("client_accessor", "keyword")
_KEYS: Final = (
    "case",
    "keep_valid",
    "scope",
    "caseless",
    "reserved",
    "suffix",
    "prefix",
    "pattern",
    "number",
)


def read_names(
    entry: Entry, reserved: Entry | None, runtime: frozenset[str], index: str
) -> dict[Kind, NameRow]:
    """The row of each kind; nothing at the top of a file is called as a name that the style imports."""
    lists = _lists(reserved)
    members = entry.members(*ROWS, *_FURTHER)
    missing = [row for row in ROWS if row not in members]
    if missing:
        listed = ", ".join(f"`{row}`" for row in missing)
        entry.complain(f"no row says how {listed} is named", "every kind of names has a row")
    tops = dict.fromkeys(("type", "resource", "constant"), runtime)
    also: dict[str, frozenset[str]] = {**tops, "file": frozenset({index})}
    found: dict[Kind, NameRow] = {}
    for name, kinds in ROWS.items():
        if name in members:
            row = _row(members[name], name, lists, also.get(name, frozenset()))
            found.update(dict.fromkeys(kinds, row))
    for kind in _FURTHER:
        if kind in members:
            found[kind] = _row(members[kind], kind, lists, frozenset())
    return found


def _lists(entry: Entry | None) -> dict[str, frozenset[str]]:
    """Words that are not to be had, by the name of their list."""
    lists = entry.pairs() if entry is not None else {}
    return {name: frozenset(each.words()) for name, each in lists.items()}


def _row(
    entry: Entry, name: str, lists: Mapping[str, frozenset[str]], also: frozenset[str]
) -> NameRow:
    members = entry.members(*_KEYS)
    case = _case(entry, members, name)
    scope = members["scope"].text() if "scope" in members else "owner"
    if scope not in ("api", "owner"):
        members["scope"].complain(f"`{scope}` is no scope of names", "it is `api` or `owner`")
    return NameRow(
        case=case,
        keep_valid=members["keep_valid"].flag() if "keep_valid" in members else False,
        scope="api" if scope == "api" else "owner",
        caseless=members["caseless"].flag() if "caseless" in members else False,
        reserved=also | _reserved(members, lists),
        suffix=_suffix(members),
        prefix=_prefix(members, case, name),
        pattern=_pattern(members),
        number=members["number"].text() if "number" in members else "",
    )


def _case(entry: Entry, members: Mapping[str, Entry], name: str) -> str:
    """A case that gives what the kind of names needs: identifiers, or names of files."""
    known = [case for case in CASES if case != "kebab-case" or name == "file"]
    known += [KEEP] if name == "field" else []
    if "case" not in members:
        entry.complain(f"names of the kind `{name}` need a case", "known are " + ", ".join(known))
        return known[0]
    case = members["case"].text()
    if case not in known:
        message = f"`{case}` is no case for names of the kind `{name}`"
        members["case"].complain(message, suggestion(case, tuple(known)))
        return known[0]
    return case


def _reserved(members: Mapping[str, Entry], lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words: frozenset[str] = frozenset()
    for each in members["reserved"].items() if "reserved" in members else ():
        name = each.text()
        if name not in lists:
            each.complain(
                f"there is no list `{name}` in `reserved`", suggestion(name, tuple(lists))
            )
        words |= lists.get(name, frozenset())
    return words


def _suffix(members: Mapping[str, Entry]) -> str:
    if "suffix" not in members:
        return "{name}_"
    suffix = read_format(members["suffix"], "name")
    if "{name}" not in suffix or suffix == "{name}":
        members["suffix"].complain("a reserved name would stay as it is", "write '{name}_'")
        return "{name}_"
    return suffix


def _prefix(members: Mapping[str, Entry], case: str, name: str) -> str:
    """What makes a name of `2fa`."""
    if "prefix" not in members:
        return "X" if case in ("PascalCase", "UPPER_CASE") else "x"
    prefix = members["prefix"].text()
    if name == "file" or not is_name(prefix):
        members["prefix"].complain(f"`{prefix}` begins no name of this kind", "write a letter")
    return prefix


def _pattern(members: Mapping[str, Entry]) -> str:
    if "pattern" not in members:
        return "{name}"
    pattern = read_format(members["pattern"], "name", "owner")
    if "{name}" not in pattern or not is_name(
        pattern.replace("{name}", "n").replace("{owner}", "o")
    ):
        members["pattern"].complain(f"`{pattern}` gives no name", "write '{name}' and letters")
        return "{name}"
    return pattern
