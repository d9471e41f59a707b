"""Three of the five places of the menu, and pages below them; the other two have no address here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from nepmoi.web import views
from nepmoi.web.pages import signed_in_page


@signed_in_page
def plain(request: HttpRequest, name: str = "") -> HttpResponse:
    return render(request, "base.html")


patterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("language", views.choose_language, name="language"),
    path("theme", views.choose_theme, name="theme"),
    path("", plain, name="home"),
    path("activities/", plain, name="activities"),
    path("activities/<slug:name>", plain, name="activity"),
    path("figures/", plain, name="figures"),
]
urlpatterns = [path("", include((patterns, "web")))]
