"""Offices that write the same people in many ways: generated lists with the truth beside them."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx import Document
from hypothesis import strategies as st
from openpyxl import Workbook

from nepmoi.kernel.text import name_key
from tests.kernel.test_text_legacy import as_tcvn3, as_vni

FAMILY = "Nguyễn Trần Lê Phạm Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Cao Hoàng Phan Thái Tống Lò Giàng Quách Trương Lưu Ông Công Danh"
GIVEN = "Hoa Hoà Hòa Thúy Yến Định Quỳnh Nga Vân Sâm Lý Nhung Hiền Lài Tuấn Hùng Dũng Bảo Lợi Phúc Sơn Thủy Tình Ngân Sương Kiên Khoẻ An Ý"
MIDDLE_WOMEN = "Thị|Thị Kim|Thị Mỹ|Ngọc|Thanh|Thị Hồng|Thị Thu"
MIDDLE_MEN = "Văn|Hữu|Đình|Quốc|Xuân|Viết|Đức|Trọng"
UPLAND = [
    ("H’ Ben Ayŭn", "Nữ", "Ê Đê"),
    ("H'Rin Niê", "Nữ", "Ê Đê"),
    ("Y Wơn Mlô", "Nam", "Ê Đê"),
    ("Sùng A Pó", "Nam", "Mông"),
    ("Giàng Thị Mỷ", "Nữ", "Mông"),
    ("Hồ Púc", "Nam", "Chứt"),
    ("Hồ Thị Sương", "Nữ", "Chứt"),
    ("Bríu Thị Nhới", "Nữ", "Cơ Tu"),
    ("Rơ Châm H’Bâu", "Nữ", "Gia Rai"),
    ("A Thút", "Nam", "Xơ Đăng"),
    ("Lò Thị Ọi", "Nữ", "Thái"),
    ("Thạch Sô Phia", "Nữ", "Khmer"),
]
UNITS = [
    "Xã Hương Liên",
    "Xã Hương Vĩnh",
    "Thị trấn Hương Khê",
    "Huyện Hương Khê",
    "Xã Hòa Hải",
    "Xã Phúc Trạch",
    "Xã Đức Đồng",
    "Phường Thành Sen",
    "Đồn Biên phòng Hương Quang",
    "Trường THCS Hương Liên",
    "Xã Ea Súp",
]
POSITIONS = [
    "Chủ tịch Hội LHPN xã",
    "Phó Chủ tịch UBND xã",
    "Công chức Văn hóa - Xã hội",
    "Trưởng Ban Công tác Mặt trận",
    "Bí thư Đoàn xã",
    "Người có uy tín",
    "Cán bộ y tế thôn bản",
    "Chi hội trưởng phụ nữ",
    "Chuyên viên Phòng LĐ-TB&XH huyện",
    "Trưởng thôn",
]
OF_MEN = [post for post in POSITIONS if "LHPN" not in post and "phụ nữ" not in post]


@dataclass(frozen=True)
class Truth:
    """One person as she is."""

    name: str
    sex: str | None
    birth_year: int | None
    ethnic: str | None
    position: str | None
    unit: str | None

    def as_read(self):
        return self.__dict__


@st.composite
def a_person(draw):
    if draw(st.integers(0, 3)) == 0:
        name, sex, ethnic = draw(st.sampled_from(UPLAND))
    else:
        sex = draw(st.sampled_from(["Nam", "Nữ", "Nữ"]))
        middle = (MIDDLE_WOMEN if sex == "Nữ" else MIDDLE_MEN).split("|")
        parts = (draw(st.sampled_from(words)) for words in (FAMILY.split(), middle, GIVEN.split()))
        name, ethnic = " ".join(parts), draw(st.sampled_from(["Kinh", "Kinh", "Kinh", "Mường", "Thổ"]))
    position = draw(st.sampled_from(OF_MEN if sex == "Nam" else POSITIONS))
    return Truth(name, sex, draw(st.integers(1955, 2004)), ethnic, position, draw(st.sampled_from(UNITS)))


def has_women(everybody):
    """A column `Nữ` without a single mark says nothing; a list has some women."""
    return any(person.sex == "Nữ" for person in everybody)


people = st.lists(
    a_person(), min_size=3, max_size=25, unique_by=lambda person: (name_key(person.name), person.unit)
).filter(has_women)


@dataclass
class Style:
    """How an office writes."""

    sex: str = "column"  # column, births, marks, women
    birth: str = "year"  # year, text, date, cell
    case: str = "as is"  # as is, upper, all upper
    code: str = "nfc"  # nfc, nfd, tcvn3, vni
    units: str = "column"  # column, ditto, sections, merged
    title: int = 3
    first_column: int = 0
    numbering_row: bool = False
    closing: str | None = "Danh sách ấn định {n} người./."
    repeat_heading: int = 0
    split_name: bool = False
    merged_heading: bool = True
    notes: bool = True


DITTO = ["nt", "-nt-", "″", '"', "''", "- nt -", "Như trên", "〃"]
styles = st.builds(
    Style,
    sex=st.sampled_from(["column", "births", "marks", "women"]),
    birth=st.sampled_from(["year", "text", "date", "cell"]),
    case=st.sampled_from(["as is", "upper", "all upper"]),
    code=st.sampled_from(["nfc", "nfd"]),
    units=st.sampled_from(["column", "ditto", "sections", "merged"]),
    title=st.integers(0, 6),
    first_column=st.integers(0, 2),
    numbering_row=st.booleans(),
    closing=st.sampled_from(
        [None, "Danh sách ấn định {n} người./.", "Tổng cộng: {n} đồng chí", "(Danh sách này có {n} học viên)"]
    ),
    repeat_heading=st.sampled_from([0, 0, 7]),
    split_name=st.booleans(),
    merged_heading=st.booleans(),
    notes=st.booleans(),
)
ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV".split(" ")


TITLE = [
    "HỘI LHPN TỈNH HÀ TĨNH",
    "BAN THƯỜNG VỤ",
    "",
    "DANH SÁCH HỌC VIÊN",
    "(Kèm theo Kế hoạch số 15/KH-BTV ngày 05 tháng 10 năm 2024)",
    "",
]


def in_order(everybody, style):
    """People as such a list has them: by unit where units are written once."""
    return (
        sorted(everybody, key=lambda person: UNITS.index(person.unit))
        if style.units in {"sections", "merged", "ditto"}
        else list(everybody)
    )


def coded(text, style):
    if not isinstance(text, str):
        return text
    return {"nfc": str, "nfd": lambda s: unicodedata.normalize("NFD", s), "tcvn3": as_tcvn3, "vni": as_vni}[style.code](
        text
    )


def heads(style):
    """Columns of the list: key, first line, second line."""
    columns = [("tt", "STT", None)]
    columns += (
        [("family", "Họ và tên đệm", None), ("given", "Tên", None)]
        if style.split_name
        else [("name", "Họ và tên", None)]
    )
    if style.sex == "births":
        columns += [("men", "Năm sinh", "Nam"), ("women", None, "Nữ")]
    elif style.sex == "marks":
        columns += [("birth", "Năm sinh", None), ("men", "Giới tính", "Nam"), ("women", None, "Nữ")]
    elif style.sex == "women":
        columns += [("birth", "Năm sinh", None), ("women", "Nữ", None)]
    else:
        columns += [("sex", "Giới tính", None), ("birth", "Ngày, tháng, năm sinh", None)]
    columns += [("ethnic", "Dân tộc", None), ("position", "Chức vụ", None)]
    if style.units != "sections":
        columns += [("unit", "Đơn vị công tác", None)]
    return [*columns, ("note", "Ghi chú", None)]


def birth_cell(person, style):
    year = person.birth_year
    if year is None:
        return None
    return {
        "year": year,
        "text": f" {year} ",
        "date": f"{1 + year % 28:02d}/{1 + year % 12:02d}/{year}",
        "cell": date(year, 1 + year % 12, 1 + year % 28),
    }[style.birth]


def cells_of(person, number, style):
    name = person.name.upper() if style.case != "as is" else person.name
    raised = (lambda s: s.upper() if s else s) if style.case == "all upper" else (lambda s: s)
    family, _, given = name.rpartition(" ")
    birth = birth_cell(person, style)
    cells = {"tt": number, "name": name, "family": family, "given": given, "ethnic": raised(person.ethnic)}
    cells |= {"position": raised(person.position), "unit": raised(person.unit), "sex": person.sex}
    if style.sex == "births":
        cells["men" if person.sex == "Nam" else "women"] = birth
    else:
        cells["birth"] = birth
        if style.sex in {"marks", "women"}:
            cells["men" if person.sex == "Nam" else "women"] = "x"
    return cells


class Sheet:
    """An .xlsx sheet being written from the top down."""

    def __init__(self, style):
        self.book = Workbook()
        self.sheet = self.book.active
        self.style = style
        self.columns = heads(style)
        self.keys = [key for key, _, _ in self.columns]
        self.left = style.first_column + 1
        self.right = self.left + len(self.columns) - 1
        self.row = 1

    def put(self, place, value, below=0):
        self.sheet.cell(self.row + below, self.left + place, coded(value, self.style))

    def merge(self, first, last, below=0, top=None):
        self.sheet.merge_cells(
            start_row=top or self.row,
            start_column=self.left + first,
            end_row=self.row + below,
            end_column=self.left + last,
        )

    def title(self):
        for line in TITLE[: self.style.title]:
            if line:
                self.put(0, line)
            if line.startswith("DANH"):
                self.merge(0, len(self.columns) - 1)
            self.row += 1

    def heading(self):
        has_second = any(second for _, _, second in self.columns)
        for place, (_, first, second) in enumerate(self.columns):
            self.put(place, first)
            if second:
                self.put(place, second, below=1)
            if self.style.merged_heading and first and has_second:
                self.merge(place, place + 1) if second else self.merge(place, place, below=1)
        self.row += 2 if has_second else 1

    def section(self, number, unit, size):
        label = unit.upper() if self.style.case == "all upper" else unit
        self.put(0, f"{ROMAN[number]}. {label} ({size} đồng chí)")
        self.merge(0, len(self.columns) - 1)
        self.row += 1

    def people(self, everybody):
        """The rows; where units are written once, a unit begins anew below a repeated heading."""
        unit, top, sections = None, self.row, 0
        for number, person in enumerate(everybody, start=1):
            if self.style.repeat_heading and number % self.style.repeat_heading == 0:
                self.heading()
                unit = unit if self.style.units == "sections" else None
            if person.unit != unit and self.style.units == "sections":
                self.section(sections, person.unit, sum(other.unit == person.unit for other in everybody))
                sections += 1
            if person.unit != unit:
                top = self.row
            self.person(person, number, is_same=person.unit == unit, top=top)
            unit = person.unit

    def person(self, person, number, *, is_same, top):
        cells = cells_of(person, number, self.style)
        if is_same and self.style.units == "ditto":
            cells["unit"] = DITTO[number % len(DITTO)]
        if is_same and self.style.units == "merged":
            cells["unit"] = None
            place = self.keys.index("unit")
            if top < self.row - 1:
                self.sheet.unmerge_cells(
                    start_row=top, start_column=self.left + place, end_row=self.row - 1, end_column=self.left + place
                )
            self.merge(place, place, top=top)
        for place, key in enumerate(self.keys):
            if cells.get(key) is not None:
                self.put(place, cells[key])
        self.row += 1

    def bottom(self, count):
        if self.style.closing:
            self.row += 1
            self.put(0, self.style.closing.format(n=count))
            self.row += 1
        if self.style.notes:
            self.put(1, "NGƯỜI LẬP BIỂU", below=1)
            self.put(4, "TM. BAN THƯỜNG VỤ", below=1)
            self.put(1, "Trần Thị Lập", below=5)
            self.put(4, "Nguyễn Thị Ký", below=5)


def workbook(everybody, style):
    """The list as an .xlsx file, and the people in its order."""
    everybody = in_order(everybody, style)
    sheet = Sheet(style)
    sheet.title()
    sheet.heading()
    if style.numbering_row:
        for place in range(len(sheet.columns)):
            sheet.put(place, f"({place + 1})")
        sheet.row += 1
    sheet.people(everybody)
    sheet.bottom(len(everybody))
    out = BytesIO()
    sheet.book.save(out)
    return out.getvalue(), everybody


def document(everybody, style):
    """The list as a .docx file, and the people in its order."""
    everybody = in_order(everybody, style)
    paper = Document()
    paper.add_paragraph("DANH SÁCH HỌC VIÊN")
    columns = heads(style)
    table = paper.add_table(rows=1 + any(second for _, _, second in columns), cols=len(columns))
    for place, column in enumerate(columns):
        _head_of_document(table, place, column)
    unit, sections = None, 0
    for number, person in enumerate(everybody, start=1):
        if style.units == "sections" and person.unit != unit:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = f"{ROMAN[sections]}. {person.unit}"
            sections += 1
        cells = cells_of(person, number, style)
        if style.units == "ditto" and person.unit == unit:
            cells["unit"] = DITTO[number % len(DITTO)]
        for cell, (key, _, _) in zip(table.add_row().cells, columns, strict=True):
            value = cells.get(key, "")
            cell.text = value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value or "")
        unit = person.unit
    if style.closing:
        paper.add_paragraph(style.closing.format(n=len(everybody)))
    out = BytesIO()
    paper.save(out)
    return out.getvalue(), everybody


def _head_of_document(table, place, column):
    _, first, second = column
    if first:
        table.cell(0, place).text = first
    if second:
        table.cell(1, place).text = second
    if first and len(table.rows) > 1:
        table.cell(0, place).merge(table.cell(0, place + 1) if second else table.cell(1, place))
