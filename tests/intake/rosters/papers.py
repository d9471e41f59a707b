"""Small workbooks and documents made in the test that needs them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl import Workbook


def book(*sheets, merges=()):
    """An .xlsx of (name, rows); `merges` are ranges of the first sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for merge in merges:
        workbook.worksheets[0].merge_cells(merge)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def one_sheet(*rows, merges=()):
    return book(("Danh sách", rows), merges=merges)


def paper(*blocks):
    """A .docx of paragraphs (str) and tables (lists of rows)."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=max(map(len, block)))
        for row in block:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data, path, change):
    """The same package with one part changed, or added where `change` is bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == path:
                part = change if isinstance(change, bytes) else change(part)
            new.writestr(entry.filename, part)
        if path not in old.namelist():
            new.writestr(path, change)
    return out.getvalue()


HEAD = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Dân tộc", "Chức vụ", "Đơn vị")
HOA = (1, "Nguyễn Thị Hoa", "Nữ", 1975, "Kinh", "Trưởng thôn", "Xã Hương Liên")
PUC = (2, "Hồ Púc", "Nam", 1992, "Chứt", "Người có uy tín", "Xã Hương Liên")
