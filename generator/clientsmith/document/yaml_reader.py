"""A YAML file of a style in, its values with their places out, each read by the type it must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from clientsmith.document.yaml_errors import yaml_problem
from clientsmith.files import read_text
from clientsmith.problems import Findings, Place, ProblemsFound, suggestion

_SHORT = {"str": "a text", "map": "a mapping", "seq": "a list"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of the file, its place, and where to note what is wrong with it."""

    node: yaml.Node
    file: Path
    findings: Findings

    @property
    def place(self) -> Place:
        """Where the value begins."""
        mark = self.node.start_mark
        return Place(str(self.file), mark.line + 1, mark.column + 1)

    def complain(self, message: str, remedy: str = "") -> None:
        """Notes that this value is wrong."""
        self.findings.add(self.place, message, remedy)

    def text(self) -> str:
        """The value as a text; anything else is noted, and empty."""
        if self.is_text:
            return str(self.node.value)
        self.complain(f"expected a text here, not {self._kind()}")
        return ""

    def items(self) -> list[Entry]:
        """The members of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.complain(f"expected a list here, not {self._kind()}")
            return []
        return [Entry(item, self.file, self.findings) for item in self.node.value]

    def members(self, *known: str) -> dict[str, Entry]:
        """The members of a mapping whose keys must be among those known."""
        found: dict[str, Entry] = {}
        for key, value in self._pairs():
            name = key.text()
            if name in found:
                key.complain(f"`{name}` is given twice")
            elif name in known:
                found[name] = value
            elif name:
                key.complain(f"`{name}` means nothing here", suggestion(name, known))
        return found

    def pairs(self) -> dict[str, Entry]:
        """The members of a mapping whose keys are names of its own choice."""
        return {key.text(): value for key, value in self._pairs()}

    def words(self) -> list[str]:
        """The words of a text, split at blanks: in a YAML list some of them would not stay texts."""
        return self.text().split()

    def number(self) -> int:
        """The value as a whole number; anything else is noted, and 0."""
        if isinstance(self.node, yaml.ScalarNode) and self.node.tag.endswith(":int"):
            return int(self.node.value)
        self.complain(f"expected a whole number here, not {self._kind()}")
        return 0

    def flag(self) -> bool:
        """The value as true or false; anything else is noted, and false."""
        if isinstance(self.node, yaml.ScalarNode) and self.node.tag.endswith(":bool"):
            return self.node.value.lower() in ("true", "yes", "on")
        self.complain(f"expected true or false here, not {self._kind()}")
        return False

    @property
    def is_mapping(self) -> bool:
        """Whether the value has members."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_text(self) -> bool:
        """Whether the value is a text."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag.endswith(":str")

    def _pairs(self) -> Iterator[tuple[Entry, Entry]]:
        if not isinstance(self.node, yaml.MappingNode):
            self.complain(f"expected a mapping here, not {self._kind()}")
            return
        for key, value in self.node.value:
            yield Entry(key, self.file, self.findings), Entry(value, self.file, self.findings)

    def _kind(self) -> str:
        tag = self.node.tag.rpartition(":")[2]
        return _SHORT.get(tag, f"`{self.node.value}`")


def read_entries(file: Path, findings: Findings) -> Entry:
    """The whole of a YAML file; one that can't be read ends the run."""
    text = ""
    try:
        text = read_text(file)
        node = yaml.CSafeLoader(text).get_single_node()
    except (OSError, UnicodeDecodeError) as error:
        findings.add(Place(str(file), 1, 1), f"can't be read: {error}")
    except yaml.YAMLError as error:
        findings.found.append(yaml_problem(error, text, str(file), findings.rule))
    else:
        if node is not None:
            return Entry(node, file, findings)
        findings.add(Place(str(file), 1, 1), "the file is empty")
    raise ProblemsFound(findings.found)
