"""The text of a JSONPath in (RFC 9535, less slices and functions), the nodes it selects out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Tree(Generic[N]):
    """How to walk a tree: a node's children by name or index, and its data if it has no children."""

    children: Callable[[N], Iterator[tuple[str | int, N]]]
    data: Callable[[N], Any]


@dataclass(frozen=True, slots=True)
class Name:
    """`.name` or `['name']`."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """`[0]`, or `[-1]` from the end."""

    index: int


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`*`: every child."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`@.x == 'y'`; without an operator: there is such a node."""

    query: Query
    operator: str = ""
    literal: Any = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """`[?…]`: any of these rows holds, in which everything holds."""

    rows: tuple[tuple[Comparison, ...], ...]


Selector: TypeAlias = "Name | Index | Wildcard | Filter"


@dataclass(frozen=True, slots=True)
class Segment:
    """A step: to children, or with `..` to descendants."""

    selectors: tuple[Selector, ...]
    descend: bool = False


Query: TypeAlias = "tuple[Segment, ...]"

_TOKENS = re.compile(
    r"""\s*(?:
      (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<number>-?\d+(?:\.\d+)?)(?![\w-])
    | (?P<operator>&&|\|\||==|!=|<=|>=|<|>|!)
    | (?P<mark>\.\.|[$@.\[\]*?(),:])
    | (?P<name>[^\W\d][\w-]*)
    )""",
    re.VERBOSE,
)
_MOST_ROWS = 1000
_DEEPEST = 100
_CONSTANTS = {"true": True, "false": False, "null": None}


def parse(text: str) -> Query:
    """A query. Raises ValueError with what is wrong and where."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._kind, self._token = "", ""
        self._next()

    def _next(self) -> None:
        found = _TOKENS.match(self._text, self._at)
        if found is None:
            rest = self._text[self._at :].strip()
            if rest:
                raise ValueError(f"{rest[0]!r} at {self._at + 1} is not understood")
            self._kind, self._token = "end", ""
            return
        self._at = found.end()
        self._kind = str(found.lastgroup)
        self._token = found[self._kind]

    def _take(self, token: str) -> bool:
        if self._token != token or self._kind not in ("mark", "operator"):
            return False
        self._next()
        return True

    def _expect(self, token: str) -> None:
        if not self._take(token):
            found = self._token or "the end"
            raise ValueError(f"{token!r} is expected at {self._at}, not {found!r}")

    def whole(self) -> Query:
        self._expect("$")
        query = self._segments()
        if self._kind != "end":
            raise ValueError(f"{self._token!r} at {self._at} is not understood")
        return query

    def _segments(self) -> Query:
        found: list[Segment] = []
        while self._kind == "mark" and self._token in (".", "..", "["):
            descend = self._take("..")
            if not descend and self._take("."):
                found.append(Segment((self._dotted(),)))
            elif self._take("["):
                found.append(Segment(self._bracketed(), descend))
            else:
                found.append(Segment((self._dotted(),), descend))
        return tuple(found)

    def _dotted(self) -> Selector:
        if self._take("*"):
            return Wildcard()
        if self._kind != "name":
            raise ValueError(f"a name is expected at {self._at}, not {self._token or 'the end'!r}")
        name = self._token
        self._next()
        return Name(name)

    def _bracketed(self) -> tuple[Selector, ...]:
        found = [self._selector()]
        while self._take(","):
            found.append(self._selector())
        self._expect("]")
        return tuple(found)

    def _selector(self) -> Selector:
        if self._take("*"):
            return Wildcard()
        if self._take("?"):
            return Filter(self._rows())
        kind, literal = self._kind, self._literal()
        if kind == "text":
            return Name(str(literal))
        if isinstance(literal, int) and not isinstance(literal, bool):
            return Index(literal)
        raise ValueError("in brackets stand names in quotes, whole numbers, `*` or filters")

    def _literal(self) -> Any:
        kind, token = self._kind, self._token
        self._next()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", token[1:-1])
        if kind == "number":
            return float(token) if "." in token else int(token)
        if kind == "name" and token in _CONSTANTS:
            return _CONSTANTS[token]
        raise ValueError(f"a value is expected, not {token or 'the end'!r}")

    def _rows(self) -> tuple[tuple[Comparison, ...], ...]:
        rows = [self._row()]
        while self._take("||"):
            rows.append(self._row())
        return tuple(row for alternatives in rows for row in alternatives)

    def _row(self) -> tuple[tuple[Comparison, ...], ...]:
        """What `&&` joins, multiplied out: `a && (b || c)` is two rows."""
        rows = self._term()
        while self._take("&&"):
            more = self._term()
            if len(rows) * len(more) > _MOST_ROWS:
                raise ValueError(f"the filter at {self._at} has too many alternatives")
            rows = tuple((*row, *other) for row in rows for other in more)
        return rows

    def _term(self) -> tuple[tuple[Comparison, ...], ...]:
        if self._take("("):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise ValueError(f"parentheses nest deeper than {_DEEPEST}")
            rows = self._rows()
            self._expect(")")
            self._depth -= 1
            return rows
        negated = self._take("!")
        self._expect("@")
        query = self._segments()
        operator = self._token if self._kind == "operator" else ""
        if operator in ("", "&&", "||"):
            return ((Comparison(query, negated=negated),),)
        self._next()
        return ((Comparison(query, operator, self._literal(), negated),),)


def select(query: Query, node: N, tree: Tree[N]) -> list[N]:
    """The nodes that a query selects from one on, in document order, each once."""
    found = [node]
    for segment in query:
        around = _descendants(found, tree) if segment.descend else found
        chosen = (
            child
            for each in around
            for selector in segment.selectors
            for child in _chosen(selector, each, tree)
        )
        found = list({id(child): child for child in chosen}.values())
    return found


def _descendants(nodes: Sequence[N], tree: Tree[N]) -> Iterator[N]:
    """The nodes and all below, each once, however they lead to each other."""
    pending, seen = list(reversed(nodes)), set[int]()
    while pending:
        each = pending.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        pending.extend(reversed([child for _, child in tree.children(each)]))


def _chosen(selector: Selector, node: N, tree: Tree[N]) -> Iterator[N]:
    children = list(tree.children(node))
    if isinstance(selector, Index):
        wanted = selector.index + (len(children) if selector.index < 0 else 0)
        yield from (child for key, child in children if key == wanted and isinstance(key, int))
    elif isinstance(selector, Name):
        yield from (child for key, child in children if key == selector.name)
    else:
        for _, child in children:
            if isinstance(selector, Wildcard) or _holds(selector, child, tree):
                yield child


def _holds(filter_: Filter, node: N, tree: Tree[N]) -> bool:
    return any(all(_is_so(each, node, tree) for each in row) for row in filter_.rows)


def _is_so(comparison: Comparison, node: N, tree: Tree[N]) -> bool:
    found = select(comparison.query, node, tree)
    if not comparison.operator:
        return bool(found) != comparison.negated
    if comparison.operator == "!=":
        return not found or not _equal(tree.data(found[0]), comparison.literal)
    return bool(found) and _compare(tree.data(found[0]), comparison.operator, comparison.literal)


def _compare(value: Any, operator: str, literal: Any) -> bool:
    if operator == "==":
        return _equal(value, literal)
    one: Any = value
    number = isinstance(value, (int, float)) and isinstance(literal, (int, float))
    if not number and not (isinstance(value, str) and isinstance(literal, str)):
        return operator in ("<=", ">=") and _equal(value, literal)
    if operator in ("<", "<="):
        return bool(one < literal) or (operator == "<=" and _equal(value, literal))
    return bool(one > literal) or (operator == ">=" and _equal(value, literal))


def _equal(value: Any, literal: Any) -> bool:
    return value == literal and isinstance(value, bool) == isinstance(literal, bool)
