"""A course's page offers its paper once there is a result; a figure of the paper opens as the paper counted it."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from nepmoi.core.accounts.models import Account
from tests import cast as company
from tests.reporting.assemble.courses import held, of_a_commune
from tests.reporting.render.reading import figures_in, opened

pytestmark = pytest.mark.django_db

PEOPLE = {"Hồ Thị Một": "xã Hương Liên", "Lê Thị Ba": "xã Hương Vĩnh"}


def signed_in(username):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_offers_the_paper_of_what_was_held(cast):
    client = signed_in("officer")
    uids = {
        "planned": company.course(cast, PEOPLE),
        "dialogue": company.course(cast, {"Hồ Thị Hai": "xã Hương Liên"}, kind="dialogue"),
        "held": held(cast, {"Hồ Thị Bốn": "xã Hương Liên"}, confirm=False),
        "confirmed": held(cast, {"Hồ Thị Năm": "xã Hương Liên"}),
    }

    papers = {name: reverse("web:course_result", args=[uid]) for name, uid in uids.items()}
    pages = {name: client.get(reverse("web:activity", args=[uid])).content.decode() for name, uid in uids.items()}

    assert {name for name, paper in papers.items() if paper in pages[name]} == {"held", "confirmed"}
    answers = {name: client.get(paper).status_code for name, paper in papers.items()}
    assert answers == {"planned": 409, "dialogue": 422, "held": 200, "confirmed": 200}


def test_guests_are_in_the_list_that_the_paper_opens(cast):
    uid = of_a_commune(cast, {"Hồ Thị Sáu": "xã Phúc Trạch", "Hồ Thị Bảy": "xã Hương Xuân"})
    client = signed_in("chair")

    text, link = figures_in(opened(client.get(reverse("web:course_result", args=[uid])).content))["people_trained"]
    address = urlsplit(link)
    page = client.get(f"{address.path}?{address.query}")
    answer = client.get(f"/api/v1{address.path}?{address.query}").json()

    assert (text, answer["value"], page.status_code) == ("2", 2, 200)
    shown = " ".join(strip_tags(page.content.decode()).split())
    assert "Hồ Thị Sáu" in shown
    assert "Hồ Thị Bảy" in shown
