"""Reading a list: bytes in, values out; no database and no Django.

`reading.read` is the way in; `shape.as_json` gives the machine-readable form. The order of the modules, from the bottom:
values (`people`, `grid`) < files (`containers`, `workbooks`, `documents`) < meaning (`words`, `ethnic`, `values`, `marks`,
`headings`, `lines`, `tables`) < `joining` < `reading`, `shape`.
"""
