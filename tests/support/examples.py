"""A type of a view in, an example of it out: every field given, every list with one item."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from clientsmith.languages.forms import Scalar
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.styles import view_types

_PATHS = ("file", "home", "mounted")
"""Fields whose text is a file of the output, which the language named."""
HOSTILE = 'It\'s """quoted""" \\ and */ {{ not }} <b>over</b>\ntwo lines'


def example(of: Any) -> Any:
    """A value of a type; what is the document's is as bad as a document can be."""
    if of is None or of is Identifier:
        return Identifier("thing")
    if of is TypeView:
        return TypeView(Scalar("string"), "response")
    if view_types.is_view(of):
        return of(
            **{
                name: "things/thing" if name in _PATHS else example(each)
                for name, each in view_types.fields(of).items()
            }
        )
    if get_origin(of) is tuple:
        return tuple(example(each) for each in get_args(of) if each is not Ellipsis)
    if get_args(of):  # a choice of literals
        return get_args(of)[0]
    return {bool: True, int: 2, str: HOSTILE}.get(of, HOSTILE)
