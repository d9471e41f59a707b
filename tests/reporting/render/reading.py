"""Reading a Word file back: its figures by their bookmarks, and the text of its parts."""

from io import BytesIO

import docx
from docx.oxml.ns import qn


def opened(data):
    return docx.Document(BytesIO(data))


def text_of(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def body_text(page):
    return "\n".join(text_of(paragraph) for paragraph in page.element.body.iter(qn("w:p")))


def figures_in(page):
    """What each bookmark holds: the words and the address behind them."""
    found = {}
    for start in page.element.body.iter(qn("w:bookmarkStart")):
        link = start.getnext()
        assert link.tag == qn("w:hyperlink"), start.get(qn("w:name"))
        end = link.getnext()
        assert end.tag == qn("w:bookmarkEnd")
        assert end.get(qn("w:id")) == start.get(qn("w:id"))
        address = page.part.rels[link.get(qn("r:id"))].target_ref
        assert start.get(qn("w:name")) not in found
        found[start.get(qn("w:name"))] = (text_of(link), address)
    return found
