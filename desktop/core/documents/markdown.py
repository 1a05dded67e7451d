"""Markdown as blocks of a document: headings, paragraphs, lists and tables. Anything else is taken as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from desktop.core.documents.model import Block, Bullets, Column, Heading, PageBreak, Paragraph, Table

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


def blocks(text: str, level: int = 0) -> list[Block]:
    """The blocks of a Markdown text; `level` is added to its heading levels (1 to 3 in the end)."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    return [block for node in tree.children for block in _block(node, level)]


def _block(node: SyntaxTreeNode, level: int) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(_plain(node), min(3, max(1, int(node.tag[1]) + level)))
        case "bullet_list" | "ordered_list":
            yield Bullets([_plain(item) for item in node.children], numbered=node.type == "ordered_list")
        case "table":
            rows = [[_plain(cell) for cell in row.children] for part in node.children for row in part.children]
            yield Table([Column(title) for title in rows[0]], rows[1:])
        case "hr":
            yield PageBreak()
        case _:
            yield Paragraph(_plain(node))


def _plain(node: SyntaxTreeNode) -> str:
    """The words of a node; a line break stays one, marks of emphasis go."""
    if node.type in ("softbreak", "hardbreak"):
        return "\n" if node.type == "hardbreak" else " "
    if node.type in ("text", "code_inline", "fence", "code_block"):
        return node.content
    inner: Sequence[SyntaxTreeNode] = node.children or ()
    joint = "\n" if node.type == "list_item" else ""
    return joint.join(_plain(child) for child in inner)
