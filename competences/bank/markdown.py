"""Markdown of the bank → HTML that may be trusted: no raw HTML, no script address.

French typography is applied to the text, never inside code.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from .french import typeset

_ANCHOR = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")


def _anchors(state: StateCore) -> None:
    """`## Title {#anchor}` gives the heading its id."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        found = _ANCHOR.search(inline.content) if opening.type == "heading_open" else None
        if found:
            opening.attrSet("id", found[1])
            inline.content = inline.content[: found.start()]


def _typography(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = typeset(token.content)
            elif token.type == "link_open":
                token.attrSet("rel", "noopener")


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    address: Callable[[str], str] = env.get("asset_url", str)
    token.attrSet("src", address(str(token.attrGet("src"))))
    token.attrSet("alt", typeset(token.content))
    token.attrSet("loading", "lazy")
    return renderer.renderToken(tokens, index, options, env)


def _table(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A table wider than a phone scrolls by itself, with the keyboard too."""
    tag = renderer.renderToken(tokens, index, options, env)
    opens = tokens[index].nesting > 0
    return f'<div class="table-wrap" tabindex="0">{tag}' if opens else f"{tag}</div>\n"


def _listing(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """So does a program."""
    return renderer.fence(tokens, index, options, env).replace("<pre>", '<pre tabindex="0">', 1)


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.core.ruler.after("block", "anchors", _anchors)
    parser.core.ruler.push("typography", _typography)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("table_open", _table)
    parser.add_render_rule("table_close", _table)
    parser.add_render_rule("fence", _listing)
    return parser


_PARSER = _make_parser()


@lru_cache(maxsize=8192)
def render_block(text: str) -> str:
    return str(_PARSER.render(text)).strip()


@lru_cache(maxsize=8192)
def render_inline(text: str) -> str:
    return str(_PARSER.renderInline(text)).strip()


def render_lesson(body: str, asset_url: Callable[[str], str]) -> str:
    """`asset_url` turns `assets/x.svg` into the address the browser asks for."""
    return str(_PARSER.render(body, {"asset_url": asset_url})).strip()


def parse(text: str) -> list[Token]:
    """For the checks: links, pictures, headings and words of a text."""
    return _PARSER.parse(text)
