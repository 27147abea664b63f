"""The files of a specification in, a document of plain data with a place for every node out."""

from clientsmith.document.load import load
from clientsmith.document.nodes import Document, Node

__all__ = ["Document", "Node", "load"]
