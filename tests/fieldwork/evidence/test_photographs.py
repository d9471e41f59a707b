"""A photograph is checked by its content, shown without the camera's data, and kept as it came."""

import io
from datetime import date

import pytest
from PIL import Image

from nepmoi.fieldwork.activities.errors import HalfDayUnknown
from nepmoi.fieldwork.activities.selectors import activities
from nepmoi.fieldwork.activities.services import pictures
from nepmoi.fieldwork.community.selectors.evidence import open_photograph
from nepmoi.fieldwork.evidence import errors
from nepmoi.fieldwork.evidence.models import Photograph
from nepmoi.fieldwork.evidence.rules import Ground, may_be_public
from nepmoi.fieldwork.evidence.services import photographs as services
from nepmoi.kernel.ids import new_uid
from tests.cast import DOOR, Cast, course

pytestmark = pytest.mark.django_db


def picture(kind: str = "JPEG", size: tuple[int, int] = (1800, 1200)) -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Máy ảnh thử"
    exif[0x0132] = "2024:10:22 08:15:00"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, exif=exif)
    return out.getvalue()


def new(**changes: object) -> services.NewPhotograph:
    facts: dict[str, object] = {"data": picture(), "filename": "a.jpg", "caption": "Khai mạc lớp"}
    return services.NewPhotograph(**(facts | changes))  # type: ignore[arg-type]


def test_what_is_shown_has_nothing_of_the_camera(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    pictures.add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[new()])
    [shown] = activities.pictures([activities.activity(cast.officer, uid).id])
    for file in (shown.photograph.shown, shown.photograph.thumbnail):
        with Image.open(file.path) as opened:
            assert dict(opened.getexif()) == {}
            assert max(opened.size) <= services.SHOWN
    row = Photograph.objects.get(pk=shown.photograph.id)
    assert row.original.size == len(picture())
    assert row.taken_on == date(2024, 10, 22)  # the camera's, for nobody said another


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"data": b"GIF89a" + bytes(40)}, errors.NotAPicture),
        ({"data": b"%PDF-1.7"}, errors.NotAPicture),
        ({"data": picture()[:900]}, errors.NotAPicture),
        ({"data": b"\xff\xd8" + bytes(services.MAX_BYTES)}, errors.PictureTooLarge),
        ({"caption": "  "}, errors.CaptionMissing),
    ],
)
def test_one_that_cannot_be_kept_keeps_all_out(
    cast: Cast, changes: dict[str, object], refusal: type[Exception]
) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    with pytest.raises(refusal):
        pictures.add_photographs(
            by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[new(), new(**changes)]
        )
    assert not Photograph.objects.exists()


def test_too_many_pixels_are_refused_before_they_are_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 8_001)).save(out, "PNG")
    with pytest.raises(errors.PictureTooLarge):
        services.prepare(new(data=out.getvalue()))


def test_a_photograph_is_seen_by_whom_its_activity_concerns(cast: Cast) -> None:
    uid = course(cast, {"Hồ Thị Một": "xã Hương Liên"})
    with pytest.raises(HalfDayUnknown):
        pictures.add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=new_uid(), pictures=[new()])
    pictures.add_photographs(by=cast.officer, door=DOOR, activity=uid, half_day=None, pictures=[new()])
    photograph = Photograph.objects.get()
    assert open_photograph(cast.chair, photograph.uid).photograph.caption == "Khai mạc lớp"
    with pytest.raises(errors.PhotographUnknown):
        open_photograph(cast.neighbour, photograph.uid)


@pytest.mark.parametrize(
    ("ground", "children", "public"),
    [
        (None, False, False),
        (Ground.PUBLIC_EVENT, False, True),
        (Ground.PUBLIC_EVENT, True, False),
        (Ground.PUBLIC_EVENT, None, False),
        (Ground.CONSENT, True, True),
        (Ground.CONSENT, None, True),
        (Ground.DRAWN, None, True),
    ],
)
def test_a_public_page_shows_it_only_on_a_ground(ground: Ground | None, children: bool | None, public: bool) -> None:
    assert may_be_public(ground, shows_children=children) is public
