"""A template and what is known to it in, what its expressions ask for that isn't there out.

Types of values follow from the first line: `for method in resource.methods` gives a `MethodView`.
Where a type isn't known, its fields aren't either, and nothing is said of them.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from jinja2 import nodes

from clientsmith.problems import Problem, suggestion
from clientsmith.styles import view_types
from clientsmith.styles.templates import RULE, Template, bound_by, targets
from clientsmith.styles.view_types import Type

_OF_JINJA = ("super", "self", "caller", "varargs", "kwargs", "loop")
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class Known:
    """What a style's templates may use: filters, tests, globals, and the runtime's names."""

    filters: Collection[str]
    tests: Collection[str]
    globals: Collection[str]
    imports: Collection[str]


class Expressions:
    """A walk along the nodes of one template."""

    def __init__(self, template: Template, known: Known, declared: Mapping[str, Type]) -> None:
        self.problems: list[Problem] = []
        self._template = template
        self._known = known
        self._declared = declared
        outer: Mapping[str, Type] = {} if template.is_macros else declared
        self._scopes: list[dict[str, Type]] = [
            dict.fromkeys((*known.globals, *_OF_JINJA)),
            dict(outer),
        ]

    def check(self) -> list[Problem]:
        """Everything that is wrong in the template's own file."""
        for node in self._template.tree.body:
            self._scopes[-1].update(dict.fromkeys(bound_by(node)))
        for node in self._template.own:
            self._statement(node)
        return self.problems

    def _complain(self, node: nodes.Node, word: str, message: str, remedy: str) -> None:
        place = self._template.place(node, word)
        self.problems.append(Problem(place, message, remedy, RULE))

    @contextmanager
    def _scope(self, names: Mapping[str, Type]) -> Generator[None]:
        self._scopes.append(dict(names))
        yield
        self._scopes.pop()

    def _statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.Output(nodes=printed):
                self._output(printed)
            case nodes.Macro(args=arguments, defaults=defaults, body=body):
                for each in defaults:
                    self._type(each)
                with self._scope({arg.name: self._declared.get(arg.name) for arg in arguments}):
                    self._all(body)
            case nodes.For():
                self._loop(node)
            case nodes.Block(body=body):
                with self._scope({}):
                    self._all(body)
            case nodes.Expr():
                self._type(node)
            case _:
                self._scopes[-1].update(dict.fromkeys(bound_by(node)))
                with self._scope(dict.fromkeys(_bound_inside(node))):
                    self._all(node.iter_child_nodes())

    def _all(self, body: Iterator[nodes.Node] | list[nodes.Node]) -> None:
        for each in body:
            self._statement(each)

    def _loop(self, node: nodes.For) -> None:
        over = self._type(node.iter)
        if view_types.is_view(over):
            message = f"`{written(node.iter)}` is one {over.__name__}, and no list"
            self._complain(node, "for", message, "loop over one of its fields")
        one = view_types.item(over)
        names: dict[str, Type] = dict.fromkeys(targets(node.target))
        if isinstance(node.target, nodes.Name):
            names[node.target.name] = one
        elif isinstance(node.target, nodes.Tuple):
            each = zip(node.target.items, view_types.parts(one), strict=False)
            names.update({name.name: of for name, of in each if isinstance(name, nodes.Name)})
        with self._scope(names):
            if node.test is not None:
                self._type(node.test)
            self._all(node.body)
        self._all(node.else_)

    def _output(self, printed: list[nodes.Expr]) -> None:
        """What stands between texts, each known to stand between quotes or not."""
        for index, node in enumerate(printed):
            if isinstance(node, nodes.TemplateData):
                continue
            before = _text(printed, index - 1)[-1:]
            quoted = before in _QUOTES and _text(printed, index + 1)[:1] == before
            self._printed(node, quoted)

    def _printed(self, node: nodes.Node, quoted: bool) -> None:
        """What is printed as it stands: an identifier, or code that a filter or a macro made."""
        match node:
            case nodes.CondExpr(test=test, expr1=one, expr2=other):
                self._type(test)
                for each in (one, other) if other is not None else (one,):
                    self._printed(each, quoted)
            case nodes.Or(left=one, right=other) | nodes.And(left=one, right=other):
                self._printed(one, quoted)
                self._printed(other, quoted)
            case nodes.Concat(nodes=parts):
                for each in parts:
                    self._printed(each, quoted)
            case _:
                self._leaf(node, self._type(node), quoted)

    def _leaf(self, node: nodes.Node, of: Type, quoted: bool) -> None:
        reason = view_types.why_unprintable(of)
        read = isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem)
        if reason:
            filter_ = "type" if reason == "a type" else "literal"
            remedy = f"put a filter behind it: `{{{{ {written(node)} | {filter_} }}}}`"
            remedy = remedy if filter_ in self._known.filters else "put a filter behind it"
            if reason not in ("a type", "a text of the document", "a value of the document"):
                remedy = "print one of its fields"
            self._complain(node, _last(node), f"`{written(node)}` is {reason}, not code", remedy)
        elif quoted and of is None and read:
            message = f"`{written(node)}` stands between quotes that its text can end"
            remedy = (
                f"a filter makes a literal, quotes and all: `{{{{ {written(node)} | literal }}}}`"
            )
            self._complain(node, _last(node), message, remedy)

    def _type(self, node: nodes.Node) -> Type:
        """The type of an expression, None if that can't be said; what is wrong in it is noted."""
        match node:
            case nodes.Name(name=name, ctx="load"):
                return self._name(node, name)
            case nodes.Getattr(node=inner, attr=name):
                return self._field(node, self._type(inner), name)
            case nodes.Getitem(node=inner, arg=nodes.Const(value=str() as name)):
                return self._field(node, self._type(inner), name)
            case nodes.Getitem(node=inner, arg=nodes.Const(value=int() as index)):
                return view_types.item(self._type(inner), index)
            case nodes.Test(node=nodes.Name(), name="defined" | "undefined"):
                return None
            case nodes.Or(left=left, right=right) | nodes.Add(left=left, right=right):
                one, other = self._type(left), self._type(right)
                return one if one == other else None
            case nodes.CondExpr(test=test, expr1=left, expr2=nodes.Expr() as right):
                self._type(test)
                one, other = self._type(left), self._type(right)
                return one if one == other else None
            case _:
                return self._other(node)

    def _other(self, node: nodes.Node) -> Type:
        """An expression whose type isn't known: what is in it is looked at all the same."""
        match node:
            case nodes.Filter(name=name) if name not in self._known.filters:
                known = tuple(self._known.filters)
                self._complain(node, name, f"there is no filter `{name}`", suggestion(name, known))
            case nodes.Test(name=name) if name not in self._known.tests:
                known = tuple(self._known.tests)
                self._complain(node, name, f"there is no test `{name}`", suggestion(name, known))
            case nodes.Call(
                node=nodes.Name(name="import"), args=[nodes.Const(value=str() as name)]
            ):
                if name not in self._known.imports and not any(
                    each.key == "module" for each in node.kwargs
                ):
                    known = tuple(self._known.imports)
                    message = f"`{name}` is none of the style's names"
                    self._complain(node, name, message, suggestion(name, known))
            case _:
                pass
        for each in node.iter_child_nodes():
            self._type(each)
        return None

    def _name(self, node: nodes.Node, name: str) -> Type:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        known = tuple(each for scope in self._scopes[1:] for each in scope)
        remedy = suggestion(name, known) if known else ""
        if self._template.is_macros:
            remedy = remedy or "a macro sees what it is handed: make it a parameter"
        self._complain(node, name, f"nothing here is called `{name}`", remedy)
        return None

    def _field(self, node: nodes.Node, of: Type, name: str) -> Type:
        if not view_types.is_view(of):
            return None
        fields = view_types.fields(of)
        if name not in fields:
            message = f"{of.__name__} has no field `{name}`"
            self._complain(node, name, message, suggestion(name, tuple(fields)))
        return fields.get(name)


def written(node: nodes.Node) -> str:
    """An expression that reads a value, as it was written."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=name):
            return f"{written(inner)}.{name}"
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            return f"{written(inner)}[{value!r}]"
        case _:
            return "…"


def _last(node: nodes.Node) -> str:
    return node.attr if isinstance(node, nodes.Getattr) else written(node)


def _text(printed: list[nodes.Expr], index: int) -> str:
    """The text at a place of an output, if a text stands there."""
    node = printed[index] if 0 <= index < len(printed) else None
    return node.data if isinstance(node, nodes.TemplateData) else ""


def _bound_inside(node: nodes.Node) -> Iterator[str]:
    """The names that a tag makes known to what stands between it and its end."""
    match node:
        case nodes.CallBlock(args=arguments):
            yield from (each.name for each in arguments)
        case nodes.With(targets=bound):
            for each in bound:
                yield from targets(each)
        case _:
            return
