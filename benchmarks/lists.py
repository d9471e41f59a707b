"""Lists of 2,000 people: the time to read each layout and the share read whole, against only loading its cells.

    .venv/bin/python -m benchmarks.lists

The peer does less: openpyxl, python-docx and csv load the cells and understand nothing of them. All in one run, best of three.
Whole is who is read with name, birth, sex, group, post and unit as they were made up.
"""

import csv
import io
import random
import time
from collections.abc import Callable, Iterator
from datetime import date

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


HEADING = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "Dân tộc", "Chức vụ", "Đơn vị công tác")


def rows(everybody: list[Person]) -> Iterator[tuple[object, ...]]:
    """One row a person under ``HEADING``."""
    for number, (name, woman, year, group, post, unit) in enumerate(everybody, 1):
        yield (number, name, "Nữ" if woman else "Nam", year, group, post, unit)


def as_csv(everybody: list[Person], mark: str) -> str:
    """The same as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([HEADING, *rows(everybody)])
    return out.getvalue()


def csv_of_excel(everybody: list[Person]) -> bytes:
    """Semicolons, UTF-16, as Excel's Unicode text."""
    return as_csv(everybody, ";").encode("utf-16")


def pasted(everybody: list[Person]) -> bytes:
    """Numbered lines without a heading, as in a mail."""
    lines = (
        f"{n}. {name}, {year}, {sex}, {group}, {post}, {unit}"
        for n, name, sex, year, group, post, unit in rows(everybody)
    )
    return "\n".join(lines).encode()


def web_form(everybody: list[Person]) -> bytes:
    """Questions as headings; every tenth person answered twice, at first with another year."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        (
            "Dấu thời gian",
            "1. Xin cho biết họ và tên?",
            "Giới tính của chị",
            "Chị sinh năm nào?",
            "Dân tộc của chị là gì?",
            "Hiện nay giữ chức vụ gì?",
            "Đơn vị công tác ở đâu?",
            "Số điện thoại",
        )
    )
    for number, name, sex, year, group, post, unit in rows(everybody):
        phone = f"09{number:08}"
        if int(str(number)) % 10 == 0:
            writer.writerow(("21/10/2024 08:00:00", name, sex, int(str(year)) - 1, group, post, unit, phone))
        writer.writerow(("22/10/2024 08:00:00", name, sex, year, group, post, unit, phone))
    return out.getvalue().encode()


def women_marked(everybody: list[Person]) -> bytes:
    """An x under Nữ, family and given name apart, all in capitals, the unit of a neighbour as nt."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["STT", "Họ và tên đệm", "Tên", "Năm sinh", "Nữ", "Dân tộc", "Chức vụ", "Đơn vị"])
    last = ""
    for number, (name, woman, year, group, post, unit) in enumerate(everybody, 1):
        family, _, given = name.upper().rpartition(" ")
        sheet.append([number, family, given, year, "x" if woman else None, group, post, "nt" if unit == last else unit])
        last = unit
    return saved(book)


def serials(everybody: list[Person]) -> bytes:
    """Births as the numbers by which Excel counts days."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(HEADING))
    for number, name, sex, year, group, post, unit in rows(everybody):
        day = (date(int(str(year)), 5, 1) - date(1899, 12, 30)).days
        sheet.append([number, name, sex, day, group, post, unit])
    return saved(book)


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
    if not data.startswith(b"PK"):
        code = "utf-16" if data.startswith(b"\xff\xfe") else "utf-8"
        _ = list(csv.reader(io.StringIO(data.decode(code))))
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


LAYOUTS = (
    two_columns,
    by_commune,
    two_days,
    word_table,
    women_marked,
    serials,
    csv_of_excel,
    pasted,
    web_form,
)
# What a layout does not say.
SILENT = {by_commune: (), two_days: ("post",)}


def whole(everybody: list[Person], data: bytes, without: tuple[str, ...]) -> float:
    """The share of people who are read as they were made up, in per cent."""
    found = read(data, "list").people
    right = 0
    for (name, woman, year, group, post, unit), one in zip(everybody, found, strict=False):
        told = (one.name, one.sex, one.birth_year, one.ethnic, one.unit, None if "post" in without else one.position)
        right += told == (name, "Nữ" if woman else "Nam", year, group, unit, None if "post" in without else post)
    return 100 * right / len(everybody)


def main() -> None:
    """Print a line a layout."""
    everybody = people()
    print(f"{'layout':14} {'people':>7} {'whole %':>8} {'read s':>8} {'load s':>8} {'ratio':>7}")
    for make in LAYOUTS:
        data = make(everybody)
        found = len(read(data, "list").people)
        share = whole(everybody, data, SILENT.get(make, ()))
        ours, peer = best(lambda data=data: read(data, "list")), best(lambda data=data: load_cells(data))
        print(f"{make.__name__:14} {found:7} {share:8.1f} {ours:8.2f} {peer:8.3f} {ours / peer:7.2f}")


if __name__ == "__main__":
    main()
