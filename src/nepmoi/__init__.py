"""Nếp Mới: from a village hall to a figure that a minister can trust, and back.

A wing imports only wings below it; the order, top to bottom::

    config      settings and root addresses; imported by no one
    web         pages: web/<room>/ has views, forms, urls; templates only here
    api         JSON endpoints
    cli         the `nepmoi` command
    reporting   takeout > workflow > assemble | render > document
    analytics   figures > facts | indicators > engine
    intake      handlers > rosters | submissions > xforms > openrosa
    fieldwork   training | community > activities > evidence
    registry    programme > people > organisation > geography
    core        audit > accounts | files
    kernel      ids | clock | quantities | text | dates > errors

`>` may import, `|` are strangers; so are the doors (`web`, `api`, `cli`), and `analytics` and `intake`.
"""

__version__ = "0.1.0"
