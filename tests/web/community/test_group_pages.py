"""Teams and clubs: their place then and now, a founding as far as it is known, members counted and named apart."""

import re

import pytest

from nepmoi.fieldwork.community.rules import GroupKind
from nepmoi.kernel.dates import PartialDate
from tests.cast import Cast, unit
from tests.web.community.groups import entered, joined
from tests.web.desk import page, queries, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]


def names(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/groups/[^"]+">([^<]+)</a>', html)


def test_a_founding_that_nobody_wrote_down_is_said_so(cast: Cast) -> None:
    said = text(page(sit("chair"), f"/groups/{entered(cast)}"))
    assert "founding day unknown; named by a source since 22/10/2024" in said
    known_day = entered(cast, "Tổ khác", founded=PartialDate(2022, 3))
    assert "founded 03/2022" in text(page(sit("chair"), f"/groups/{known_day}"))


def test_its_place_then_and_now(cast: Cast) -> None:
    said = text(page(sit("chair"), f"/groups/{entered(cast)}"))
    assert "Xã Hương Liên , huyện Hương Khê , tỉnh Hà Tĩnh on 22/10/2024" in said
    assert "not assignable" not in said
    assert re.search(r"on 22/10/2024 Xã Phúc Trạch\s*, tỉnh Hà Tĩnh on 04/11/2025", said)


def test_the_nameless_are_unknown_not_none(cast: Cast) -> None:
    group = entered(cast)
    client = sit("chair")
    assert "No member is known by name yet." in text(page(client, f"/groups/{group}"))
    joined(cast, group, "Hồ Thị Một", "Hồ Hai")
    html = page(client, f"/groups/{group}")
    assert "The source counts 21 members; 2 are known here by name. 19 without a name: unknown, not 0." in text(html)
    found = re.findall(r'<a class="tap" href="(/people/[^"]+)">(.*?)</a>', html)
    assert [text(name) for _, name in found] == ["Hồ Hai", "Hồ Thị Một"]
    for link, _ in found:
        page(client, link)
    unsaid = entered(cast, "Tổ không rõ", members_counted=None)
    assert "does not say how many members" in text(page(client, f"/groups/{unsaid}"))


def test_the_list_is_of_the_own_area_and_can_be_narrowed(cast: Cast) -> None:
    entered(cast)
    entered(cast, "Tổ truyền thông thử", kind=GroupKind.COMMUNICATION_TEAM)
    client = sit("chair")
    assert names(page(client, "/groups")) == ["Tổ truyền thông thử", "Câu lạc bộ thử"]
    assert names(page(client, "/groups?kind=leaders_club")) == ["Câu lạc bộ thử"]
    assert names(page(client, "/groups?kind=nonsense")) == ["Tổ truyền thông thử", "Câu lạc bộ thử"]
    assert "No team or club was entered" in text(page(sit("neighbour"), "/groups"))


def test_a_group_of_another_area_is_not_there(cast: Cast) -> None:
    group = entered(cast)
    for answer in (page(sit("neighbour"), f"/groups/{group}", 404), page(sit("learner"), f"/groups/{group}", 403)):
        assert "Câu lạc bộ thử" not in answer


def test_groups_of_one_commune_know_of_each_other(cast: Cast) -> None:
    one, other = entered(cast), entered(cast, "Tổ bên cạnh", unit_id=unit("xã Phúc Trạch"))
    assert f'href="/groups/{other}"' in page(sit("officer"), f"/groups/{one}").split('id="beside"')[1]


def test_long_lists_take_no_more_questions(cast: Cast) -> None:
    group = entered(cast)
    client = sit("officer")
    joined(cast, group, *(f"Hồ Thị {number}" for number in range(3)))
    for number in range(2):
        entered(cast, f"Câu lạc bộ {number}")
    few = queries(client, "/groups"), queries(client, f"/groups/{group}")
    joined(cast, group, *(f"Lê Văn {number}" for number in range(27)))
    for number in range(27):
        entered(cast, f"Câu lạc bộ nữa {number}")
    assert "30 groups" in text(page(client, "/groups"))
    assert (queries(client, "/groups"), queries(client, f"/groups/{group}")) == few
