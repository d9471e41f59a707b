"""Lists of 2,000 people: the time to read each layout, against only loading its cells with the library that everybody uses.

    .venv/bin/python -m benchmarks.lists

The peer does less: openpyxl and python-docx load the cells and understand nothing of them. All in one run, best of three.
"""

import io
import random
import time
from collections.abc import Callable

import docx
import openpyxl

from nepmoi.intake.rosters.rules.reading import read

PEOPLE = 2_000
ROUNDS = 3
GIVEN = ("Hoa", "Lài", "Nga", "Sâm", "Vân", "Yến", "Thủy", "Mỷ", "Nam", "Bảo", "Dũng", "Kiên", "Sơn", "Vinh")
MIDDLE = ("Thị Thanh", "Thị Kim", "Thị Ngọc", "Văn", "Hữu", "Quốc", "Xuân", "Thị Hồng")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Lò", "Hồ", "Giàng")
GROUPS = ("Kinh", "Thái", "Mông", "Chứt", "Tày", "Dao")
POSTS = ("Trưởng thôn", "Bí thư chi bộ", "Chi hội trưởng phụ nữ", "Người có uy tín", "Cán bộ y tế thôn bản")

Person = tuple[str, bool, int, str, str, str]


def people(seed: int = 8) -> list[Person]:
    """Name, whether a woman, year of birth, group, post, unit: all made up, the names numbered apart by their units."""
    dice = random.Random(seed)  # noqa: S311 - made-up people
    made = []
    for number in range(PEOPLE):
        name = " ".join((dice.choice(FAMILY), dice.choice(MIDDLE), dice.choice(GIVEN)))
        unit = f"Xã Thử {number // 20 + 1}"
        made.append((name, "Thị" in name, dice.randint(1960, 2003), dice.choice(GROUPS), dice.choice(POSTS), unit))
    return made


def two_columns(everybody: list[Person]) -> bytes:
    """The year of birth under Nam or Nữ."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH HỌC VIÊN"])
    sheet.append([])
    sheet.append(["STT", "Họ và tên", "Năm sinh", None, "Dân tộc", "Chức vụ", "Đơn vị"])
    sheet.append([None, None, "Nam", "Nữ"])
    sheet.merge_cells("C3:D3")
    for number, (name, woman, year, group, post, unit) in enumerate(everybody, 1):
        sheet.append([number, name, None if woman else year, year if woman else None, group, post, unit])
    sheet.append([f"Danh sách ấn định {len(everybody)} người./."])
    return saved(book)


def by_commune(everybody: list[Person]) -> bytes:
    """A section for each commune."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["TT", "Họ tên", "Giới tính", "Năm sinh", "Dân tộc", "Chức danh"])
    last = ""
    for number, (name, woman, year, group, post, unit) in enumerate(everybody, 1):
        if unit != last:
            sheet.append([f"I. {unit} (20 đồng chí)"])
            last = unit
        sheet.append([number, name, "Nữ" if woman else "Nam", year, group, post])
    return saved(book)


def two_days(everybody: list[Person]) -> bytes:
    """Two sheets with the marks of the roll."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for day in (22, 23):
        sheet = book.create_sheet(f"Ngày {day}-10")
        sheet.append([f"BẢNG ĐIỂM DANH NGÀY {day}/10/2024"])
        sheet.append(["STT", "Họ và tên", "Năm sinh", "Giới tính", "Dân tộc", "Đơn vị", "Sáng", "Chiều"])
        for number, (name, woman, year, group, _, unit) in enumerate(everybody, 1):
            sheet.append(
                [number, name, year, "Nữ" if woman else "Nam", group, unit, "x", "P" if number % 9 == 0 else "x"]
            )
        sheet.append([None, "Ghi chú: x: có mặt; v: vắng; P: vắng có phép"])
    return saved(book)


def word_table(everybody: list[Person]) -> bytes:
    """A table in Word, its heading of two lines."""
    paper = docx.Document()
    table = paper.add_table(rows=2 + len(everybody), cols=7)
    cells = table._cells  # noqa: SLF001 - python-docx finds each cell anew otherwise, which takes minutes here
    lines = [
        ["TT", "Họ và tên", "Năm sinh", "Năm sinh", "Dân tộc", "Chức vụ", "Đơn vị"],
        ["", "", "Nam", "Nữ", "", "", ""],
    ]
    for number, (name, woman, year, group, post, unit) in enumerate(everybody, 1):
        lines.append([str(number), name, "" if woman else str(year), str(year) if woman else "", group, post, unit])
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            cells[row * 7 + column].text = text
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def load_cells(data: bytes) -> None:
    """The peer's part: every cell of a workbook, or of a document's tables."""
    if b"word/document.xml" in data:
        for table in docx.Document(io.BytesIO(data)).tables:
            _ = [cell.text for cell in table._cells]  # noqa: SLF001 - as above
        return
    for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True):
        _ = list(sheet.iter_rows(values_only=True))


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of three."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print a line a layout."""
    everybody = people()
    print(f"{'layout':12} {'people':>7} {'read s':>8} {'load s':>8} {'ratio':>7}")
    for make in (two_columns, by_commune, two_days, word_table):
        data = make(everybody)
        found = len(read(data, "list").people)
        ours, peer = best(lambda data=data: read(data, "list")), best(lambda data=data: load_cells(data))
        print(f"{make.__name__:12} {found:7} {ours:8.2f} {peer:8.2f} {ours / peer:7.2f}")


if __name__ == "__main__":
    main()
