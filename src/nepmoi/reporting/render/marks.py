"""Where the marks of a template do not fit together, in the words of its page."""

import re
from collections.abc import Iterable

_MARK = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}")
_BRACE = re.compile(r"{{|}}|{%|%}")
_BLOCK = re.compile(r"{%-?(?:p|tr|tc|r)?\s+(for|if|endfor|endif)\b")
_ENDS = {"endfor": "for", "endif": "if"}


def first_wrong(paragraphs: Iterable[str]) -> str | None:
    """The first paragraph with a mark that is not closed, or that ends what was not begun; else the last one left open.

    Args:
        paragraphs: the text of each, in reading order.
    """
    opened: list[tuple[str, str]] = []
    for paragraph in paragraphs:
        if _BRACE.search(_MARK.sub("", paragraph)):
            return paragraph
        for mark in _MARK.findall(paragraph):
            block = _BLOCK.match(mark)
            if block is None:
                continue
            word = block[1]
            if word not in _ENDS:
                opened.append((word, paragraph))
            elif not opened or opened.pop()[0] != _ENDS[word]:
                return paragraph
    return opened[-1][1] if opened else None
