"""A paper of made-up values that the tests of this folder render."""

from datetime import date
from io import BytesIO

from PIL import Image

from nepmoi.reporting.document.course_result import Course, CourseResult, Learner
from nepmoi.reporting.document.parts import Column, Figure, Issuer, Photograph, Section, Signatory, Table

SITE = "https://nepmoi.example"


def figure(bookmark, value, unit="người"):
    return Figure(value, unit, f"{SITE}/figures/{bookmark}?from=2031-03-04&to=2031-03-05", bookmark)


def picture():
    data = BytesIO()
    Image.new("RGB", (320, 213), "#2f6b4f").save(data, "JPEG")
    return data.getvalue()


def by_group():
    lines = (
        ("1", "Số người dự lớp", figure("people_trained", 1521)),
        ("2", "Trong đó: nữ", figure("women_trained", 987)),
        ("3", "Trong đó: DTTS", figure("ethnic_minority_trained", None)),
        ("4", "Lượt người", figure("training_participations", 1521, "lượt người")),
    )
    columns = (
        Column("TT", 1, "centre"),
        Column("Nội dung", 8),
        Column("ĐVT", 3, "centre"),
        Column("Thực hiện", 3, "right"),
    )
    rows = tuple((order, text, number.unit, number) for order, text, number in lines)
    return Table("by_group", "Học viên của lớp", columns, rows)


def by_half_day():
    columns = tuple(Column(title, share, "centre") for title, share in (("Buổi", 4), ("Có mặt", 2), ("Vắng", 2)))
    days = (("Sáng 04/3/2031", 40, 5), ("Chiều 04/3/2031", 44, 1))
    rows = tuple(
        (name, figure(f"half_day_{n}_present", here, "lượt có mặt"), figure(f"half_day_{n}_absent", away, "lượt vắng"))
        for n, (name, here, away) in enumerate(days, 1)
    )
    return Table("by_half_day", "Điểm danh theo buổi", columns, rows)


def paper(**changes):
    learners = tuple(
        Learner(
            n,
            f"Nguyễn Thị Mẫu {n}",
            "1980",
            "Nữ",
            "Chứt",
            "Chi hội trưởng phụ nữ bản Mẫu",
            "Xã Mẫu",
            figure(f"learner_{n}", 4, "buổi"),
        )
        for n in range(1, 46)
    )
    said = Section(
        "Kết quả",
        (
            ("Lớp có ", figure("people_trained", 1521), " người dự, trong đó nữ: ", figure("women_trained", 987), "."),
            ("Học viên nghe giảng & thảo luận <nhóm>, “kể lại” cách làm {{ course.name }}.",),
        ),
        (by_group(), by_half_day()),
    )
    values = {
        "issuer": Issuer("HỘI LHPN TỈNH MẪU", "BAN THƯỜNG VỤ"),
        "number": "",
        "symbol": "BC-BTV",
        "place": "Tỉnh Mẫu",
        "issued": date(2031, 2, 5),
        "title": "Kết quả tổ chức lớp tập huấn “Một lớp mẫu” năm 2031",
        "bases": ("Thực hiện Kế hoạch số 15/KH-BTV ngày 30 tháng 9 năm 2030 của Ban Thường vụ Hội LHPN tỉnh",),
        "course": Course(
            "lớp tập huấn “Một lớp mẫu”",
            date(2031, 3, 4),
            date(2031, 3, 5),
            figure("half_days", 4, "buổi"),
            "Hội trường",
            "huyện Mẫu",
            "Hội LHPN tỉnh Mẫu",
            ("Hội LHPN huyện Mẫu",),
            "Phó Chủ tịch Hội LHPN tỉnh",
            ("Nội dung 4",),
            ("Chuyên đề một", "Chuyên đề hai"),
            ("Giảng viên 1",),
            "",
        ),
        "sections": (said, Section("Đánh giá chung", (("Lớp đạt yêu cầu.",),))),
        "learners": learners,
        "photographs": tuple(
            Photograph(picture(), f"Ảnh {n} & lớp", "sáng 04/3/2031", f"{SITE}/photographs/{n}") for n in (1, 2, 3)
        ),
        "recipients": ("Thường trực Tỉnh ủy", "Lưu: VT."),
        "signatory": Signatory(("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ""),
        "sample": True,
    }
    return CourseResult(**(values | changes))
