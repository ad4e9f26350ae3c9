"""A page's tree → the lines of its body: furniture pruned, the element that holds the paragraphs chosen, its text by lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from ...errors import InputError
from ..chrome import Line
from .known import pages

_QUOTED = ("blockquote", "pre", "div", "p")  # what stands on lines of its own within a message
_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "button",
        "input",
        "textarea",
        "head",
        "link",
        "meta",
        "map",
        "canvas",
        "video",
        "audio",
        "amp-ad",
        "amp-sidebar",
        "amp-img",
        "img",
        "picture",
    ]
)
_MOSTLY_NOT = frozenset(["nav", "aside", "footer", "header", "form", "figure", "figcaption", "menu", "dl"])
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "data",
    ]
)
_PARTS = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+")
_SPACE = re.compile(r"[\s\u00a0]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no tree may hold
_ENOUGH = 140  # letters that make a body
_KEPT_SHARE = 0.4  # of the page's text: who holds so much is no furniture, whatever its name


def parse_html(text: str) -> HtmlElement:
    """The tree of a page. Raises `InputError` where it holds no element."""
    try:
        # A declaration of the encoding is a lie by now: the text is decoded.
        tree = lxml.html.document_fromstring(_NOT_XML.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError("no article was found in the page; save its text and give that.") from error
    return tree


def fragment_lines(html: str) -> list[Line]:
    """The lines of a piece of HTML, as feeds and pages' data hold it; none where it has no text."""
    bare = _NOT_XML.sub("", html)
    if not bare.strip():
        return []
    try:
        return element_lines(lxml.html.fragment_fromstring(bare, create_parent="div"))
    except (lxml.etree.LxmlError, ValueError):
        return []


def body_lines(tree: HtmlElement) -> list[Line]:
    """The lines of the page's body, offsets counted as if joined by line breaks. The tree is changed."""
    _prune(tree)
    return element_lines(_holder(tree))


def element_lines(element: HtmlElement) -> list[Line]:
    """The text of an element by lines: blocks and line breaks part them; a line that is all link is marked."""
    lines: list[Line] = []
    parts: list[tuple[str, bool]] = []
    at = 0

    def end() -> None:
        nonlocal at
        if not parts:
            return
        text = _SPACE.sub(" ", "".join(t for t, _ in parts)).strip()
        if text:
            linked = all(in_link for t, in_link in parts if t.strip(" \n\t\r\u00a0•-–:|«»,،"))
            lines.append(Line(text, at, linked))
            at += len(text) + 1
        parts.clear()

    for kind, value, in_link in _walk(element):
        if kind == "text":
            parts.append((value, in_link))
        else:
            end()
    end()
    return lines


def _walk(element: HtmlElement) -> Iterator[tuple[str, str, bool]]:
    """Texts and breaks in the order of the page, without recursion: real pages nest a thousand deep."""
    links = never = 0
    for event, node in lxml.etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            tag = node.tag
            links += tag == "a"
            never += tag in _NEVER
            if tag not in _INLINE and not never:
                yield "break", "", False
            if node.text and not never:
                yield "text", node.text, links > 0
        else:
            if event == "end":
                links -= node.tag == "a"
                never -= node.tag in _NEVER
                if node.tag not in _INLINE and not never:
                    yield "break", "", False
            if node.tail and node is not element and not never:
                yield "text", node.tail, links > 0


# -- pruning ------------------------------------------------------------------------------------------------------------


@cache
def _names() -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(pages().furniture), pages().phrases


def names_of(element: HtmlElement) -> list[str]:
    """The class names and the id (with #) of an element."""
    names: list[str] = str(element.get("class") or "").split()
    id: str | None = element.get("id")
    return [*names, f"#{id}"] if id else names


def _is_furniture(element: HtmlElement) -> bool:
    furniture, phrases = _names()
    if (element.get("style") or "").replace(" ", "").startswith("display:none") or element.get("hidden") is not None:
        return True
    for name in names_of(element):
        low = name.lstrip("#").lower()
        if low.startswith(phrases):
            return True
        if not furniture.isdisjoint(part.lower() for part in _PARTS.findall(name)):
            return True
    return False


def _prune(tree: HtmlElement) -> None:
    lxml.etree.strip_elements(tree, *_NEVER, with_tail=False)
    lxml.etree.strip_elements(tree, lxml.etree.Comment, lxml.etree.ProcessingInstruction, with_tail=False)
    weight = _weights(tree)
    most = _KEPT_SHARE * max(weight[tree], 1)
    for element in list(tree.iter()):
        if element.tag in ("html", "body") or element.getparent() is None:
            continue
        if (element.tag in _MOSTLY_NOT or _is_furniture(element)) and weight[element] < most:
            element.drop_tree()


def _weights(tree: HtmlElement) -> dict[HtmlElement, int]:
    """For each element the letters of its text outside links."""
    weight: dict[HtmlElement, int] = {}
    links = 0
    for event, node in lxml.etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            links += node.tag == "a"
            weight[node] = len(node.text.strip()) if node.text and not links else 0
        else:
            links -= node.tag == "a"
            parent = node.getparent()
            if node is not tree and parent is not None:
                weight[parent] += weight[node] + (len(node.tail.strip()) if node.tail and not links else 0)
    return weight


# -- choosing -----------------------------------------------------------------------------------------------------------


class _Candidate(NamedTuple):
    element: HtmlElement
    weight: int
    rank: int


def _holder(tree: HtmlElement) -> HtmlElement:
    """The element that holds the article's paragraphs: by name where a theme is known, else by where the text stands."""
    body = tree.find("body")
    body = tree if body is None else body
    weight = _weights(body)
    named = _named(body, weight)
    if named is not None:
        return named
    score = _scores(body)
    best = max(score, key=lambda e: score[e], default=body)
    # Paragraphs that a page wraps one by one stand a level deeper: take the parent where it holds much more.
    parent = best.getparent()
    while parent is not None and parent in weight and weight[parent] > 1.3 * weight[best] and score.get(parent, 0) > 0.6 * score[best]:
        best, parent = parent, parent.getparent()
    return best


def _named(body: HtmlElement, weight: dict[HtmlElement, int]) -> HtmlElement | None:
    ranks = {name: rank for rank, name in enumerate(pages().body)}
    found: list[_Candidate] = []
    for element in body.iter():
        names = names_of(element)
        if (element.get("itemprop") or "") == "articleBody":
            names.append("[itemprop]")
        rank = min((ranks[name] for name in names if name in ranks), default=None)
        if rank is not None and weight[element] >= _ENOUGH:
            found.append(_Candidate(element, weight[element], rank))
    if not found:
        return None
    heaviest = max(c.weight for c in found)
    if heaviest < 0.25 * weight[body]:
        return None
    near = [c for c in found if c.weight >= 0.97 * heaviest]
    return min(near, key=lambda c: (c.rank, c.weight)).element


def _scores(body: HtmlElement) -> dict[HtmlElement, float]:
    """How much text stands directly in an element or in its paragraphs; links weigh nothing."""
    direct: dict[HtmlElement, int] = {}
    for element in body.iter():
        if element.tag in _INLINE:
            continue
        direct[element] = _direct(element)
    score: dict[HtmlElement, float] = {}
    for element, size in direct.items():
        if size < 25:
            continue
        score[element] = score.get(element, 0) + size
        for share, above in zip((1.0, 0.4), element.iterancestors(), strict=False):
            score[above] = score.get(above, 0) + share * size
    return score


def _direct(element: HtmlElement) -> int:
    """Letters of an element's own text and of the inline elements in it, links apart."""
    size = len((element.text or "").strip())
    stack: list[HtmlElement] = list(element)
    while stack:
        child = stack.pop()
        if child.tag in _INLINE and child.tag != "a":
            size += len((child.text or "").strip())
            stack.extend(child)
        size += len((child.tail or "").strip())
    return size


def find_named(tree: HtmlElement, names: Sequence[str]) -> list[HtmlElement]:
    """The elements that bear one of the class names, those of an earlier name first."""
    rank = {name: n for n, name in enumerate(names)}
    found = [
        (best, element)
        for element in tree.iter("*")
        if (own := element.get("class")) and (best := min((rank[n] for n in own.split() if n in rank), default=None)) is not None
    ]
    return [element for _, element in sorted(found, key=lambda f: f[0])]


def text_with_breaks(element: HtmlElement) -> str:
    """The text of a message with its line breaks; a quotation stands on lines of its own."""
    parts: list[str] = []
    for event, node in lxml.etree.iterwalk(element, events=("start", "end")):
        line = "\n" if node is not element and node.tag in _QUOTED else ""
        if event == "start":
            parts += [line, node.text or "" if isinstance(node.tag, str) else ""]
        elif node.tag == "br":
            parts.append("\n" + (node.tail or "").lstrip())
        elif node is not element:
            parts.append(line + (node.tail or ""))
    return re.sub(r"\n[ \t]+(?=\n|$)", "\n", "".join(parts)).strip()
