"""A document as later stages walk it: nodes that know their value, their place and their references."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote

from clientsmith.document.identifiers import Identifiers, joined
from clientsmith.document.limits import ABSENT, is_index, is_list, is_mapping
from clientsmith.document.pointers import pointer_tokens, target_path
from clientsmith.document.source import Source
from clientsmith.problems import Place, Problem, ProblemsFound

# What a schema may say of its type beside a reference; of anything else these say nothing.
_EXTENDING = ("properties", "required", "allOf", "oneOf", "anyOf", "patternProperties")

Identity: TypeAlias = tuple[Path, tuple[str, ...]]


class Document:
    """Every file of a specification that its root reaches; nothing of it changes any more."""

    def __init__(
        self,
        main: Source,
        sources: Mapping[Path, Source],
        notes: Sequence[Problem] = (),
        failures: Mapping[Identity, tuple[Problem, ...]] | None = None,
        texts: Collection[Path] = (),
    ) -> None:
        self._main = main
        self._sources = dict(sources)
        self._notes = tuple(notes)
        self._failures = dict(failures or {})
        self._texts = frozenset(texts)
        self._targets = dict[tuple[Path, str], Path]()  # asking the file system takes its time
        self._ends: dict[Identity, Node | Problem] = {}
        self._identifiers: dict[Path, Identifiers] = {}

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is odd in its files, and could be read all the same; an error to who is strict."""
        return self._notes

    def failure(self, reference: Node) -> tuple[Problem, ...]:
        """Why the file that a reference names could not be read; nothing if it could."""
        return self._failures.get(reference.identity, ())

    @property
    def sources(self) -> Mapping[Path, Source]:
        """Every file by its path."""
        return dict(self._sources)

    @property
    def read(self) -> tuple[Path, ...]:
        """Every file that it was read from, those that hold one of its texts as well."""
        return (*self._sources, *sorted(self._texts - set(self._sources)))

    @property
    def is_complete(self) -> bool:
        """Whether every file that it names was there."""
        return not self._failures

    def changed(
        self,
        sources: Mapping[Path, Source],
        notes: Sequence[Problem] = (),
        failures: Mapping[Identity, tuple[Problem, ...]] | None = None,
        texts: Collection[Path] = (),
    ) -> Document:
        """A document of other files in the place of these, with further notes."""
        known = self._failures if failures is None else failures
        noted = tuple(dict.fromkeys((*self._notes, *notes)))
        texts = self._texts.union(texts)
        made = Document(sources[self._main.path], sources, noted, known, texts)
        made._targets = self._targets
        return made

    @property
    def name(self) -> str:
        """The root file's name."""
        return self._main.path.name

    @property
    def root(self) -> Node:
        """The root file's outermost node."""
        return Node(self, self._main, (), self._main.data)

    @property
    def files(self) -> tuple[Node, ...]:
        """The outermost node of every file, the root's first."""
        return tuple(Node(self, source, (), source.data) for source in self._sources.values())

    def relative(self, source: Source) -> str | None:
        """A file's path below the root file's folder; None for the root file."""
        if source is self._main:
            return None
        return source.path.relative_to(self._main.path.parent).as_posix()

    def find(self, source: Source, reference: str) -> Node | None:
        """What a reference that stands in a file points to, if it is there."""
        file, _, fragment = reference.partition("#")
        path = self._targets.get((source.path, file))
        if path is None:
            path = self._targets[source.path, file] = target_path(source.path, file)
        target = source if path == source.path else self._sources.get(path)
        if target is None:
            return None
        return Node(self, target, (), target.data).at(pointer_tokens(fragment))

    def identified(self, node: Node, reference: str) -> Node | None:
        """What a reference names that stands at a node: a schema by its `$id`, `$anchor` or both."""
        file, _, fragment = reference.partition("#")
        inside, base = self._identifiers_of(node.source).base(node.tokens)
        for source in (node.source, *self._sources.values()):
            known = self._identifiers_of(source)
            start = inside if not file else known.with_id(joined(base, file))
            if start is None or (not file and source is not node.source):
                continue
            pointer = fragment.startswith("/") or not fragment
            anchored = None if pointer else known.with_anchor(unquote(fragment), start)
            way = (*start, *pointer_tokens(fragment)) if pointer else anchored
            found = Node(self, source, (), source.data).at(way) if way is not None else None
            if found is not None:
                return found
        return None

    def _identifiers_of(self, source: Source) -> Identifiers:
        if source.path not in self._identifiers:
            self._identifiers[source.path] = Identifiers(source.data)
        return self._identifiers[source.path]

    def end(self, node: Node) -> Node | Problem:
        """What a node's references lead to in the end, or why they lead nowhere."""
        if not node.is_reference:
            return node
        chain: dict[Identity, None] = {}
        end: Node | Problem = node
        while isinstance(end, Node) and end.is_reference:
            if end.identity in chain:
                message = "references that lead in a circle"
                end = Problem(end.place, message, "let one of them say what it is", "ref")
            elif end.identity in self._ends:
                end = self._ends[end.identity]
            else:
                chain[end.identity] = None
                end = end["$ref"].target()
        self._ends.update(dict.fromkeys(chain, end))
        return end


@dataclass(slots=True, unsafe_hash=True)
class Node:
    """A value of the document, and the way to it.

    Never changed, and yet not frozen: a run makes some two hundred thousand, and a frozen one takes
    three times as long to make. For the same reason the first members ask no function what they have.
    """

    document: Document
    source: Source
    tokens: tuple[str, ...]
    value: Any

    @property
    def mapping(self) -> dict[str, Any]:
        """The value as an object; an empty one for anything else."""
        return self.value if is_mapping(self.value) else {}

    @property
    def sequence(self) -> list[Any]:
        """The value as an array; an empty one for anything else."""
        return [each for each in self.value if each is not ABSENT] if is_list(self.value) else []

    def __contains__(self, key: str) -> bool:
        value = self.value
        return isinstance(value, dict) and key in value

    def __getitem__(self, key: str) -> Node:
        return Node(self.document, self.source, (*self.tokens, key), self.value[key])

    def get(self, key: str) -> Node | None:
        """The member of this name, if there is one."""
        value = self.value
        if isinstance(value, dict) and key in value:
            return Node(self.document, self.source, (*self.tokens, key), value[key])
        return None

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members of an object, in order; nothing for anything else."""
        for key in self.mapping:
            yield key, self[key]

    def elements(self) -> Iterator[Node]:
        """The elements of an array; nothing for anything else."""
        for index, value in enumerate(self.value if is_list(self.value) else ()):
            if value is not ABSENT:
                yield Node(self.document, self.source, (*self.tokens, str(index)), value)

    def children(self) -> Iterator[Node]:
        """The nodes inside this one."""
        yield from (node for _, node in self.items())
        yield from self.elements()

    def at(self, tokens: tuple[str, ...]) -> Node | None:
        """The node at the end of a way from here, if it goes that far."""
        node: Node = self
        for token in tokens:
            if is_list(node.value):
                value = node.value[int(token)] if is_index(token, len(node.value)) else ABSENT
                if value is ABSENT:
                    return None
            elif token in node:
                value = node.value[token]
            else:
                return None
            node = Node(node.document, node.source, (*node.tokens, token), value)
        return node

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return self.source.place(self.tokens)

    @property
    def key_place(self) -> Place:
        """Where the value's name stands."""
        return self.source.place(self.tokens, key=True)

    @property
    def identity(self) -> Identity:
        """The same for every way to this node."""
        return self.source.path, self.tokens

    @property
    def relative_file(self) -> str | None:
        """The file's path below the root file's folder; None in the root file."""
        return self.document.relative(self.source)

    def flag(self, key: str) -> bool:
        """Whether a member is `true`."""
        return key in self and self.value[key] is True

    def has_any(self, *keys: str) -> bool:
        """Whether one of these members is there."""
        return not self.mapping.keys().isdisjoint(keys)

    def strings(self, key: str) -> list[str]:
        """The texts in a member that is an array."""
        found = self.get(key)
        return (
            [each.value for each in found.elements() if isinstance(each.value, str)]
            if found
            else []
        )

    def text(self, key: str) -> str:
        """A member that is a text, stripped; nothing for anything else."""
        found = self.value.get(key) if is_mapping(self.value) else None
        return found.strip() if isinstance(found, str) else ""

    @property
    def is_reference(self) -> bool:
        """Whether the node stands for another, and for nothing more."""
        value = self.value
        if not isinstance(value, dict) or "$ref" not in value:
            return False
        return isinstance(value["$ref"], str) and not self.extends

    @property
    def extends(self) -> bool:
        """Whether a schema's reference is one part of it, as one in `allOf` would be."""
        said = self.mapping
        if "$ref" not in said or len(said) == 1 or not isinstance(said["$ref"], str):
            return False
        return any(isinstance(said.get(key), dict | list) for key in _EXTENDING)

    def resolve(self) -> Node:
        """The node itself, or what its `$ref` leads to in the end.

        Raises ProblemsFound when a reference leads nowhere or in a circle.
        """
        end = self.document.end(self)
        if isinstance(end, Problem):
            raise ProblemsFound([end])
        return end

    def follow(self) -> Node:
        """What the reference that this text is points to.

        Raises ProblemsFound when there is nothing.
        """
        target = self.target()
        if isinstance(target, Problem):
            raise ProblemsFound([target])
        return target

    def target(self) -> Node | Problem:
        """What the reference that this text is points to; a bare name is a schema of the root."""
        reference = str(self.value)
        found = self.document.find(self.source, reference)
        found = found if found is not None else self.document.identified(self, reference)
        if found is None and not set("/#") & set(reference):
            found = self.document.root.at(("components", "schemas", reference))
        if found is None:
            message = f"`{reference}` points to nothing"
            return Problem(self.place, message, "mend the reference", "ref")
        return found
