"""The addresses of the pages; each room of the web adds its own list, with plain names (``web:course``)."""

from django.urls import URLPattern, URLResolver, include, path

from nepmoi.web import views

app_name = "web"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("language", views.choose_language, name="language"),
    path("theme", views.choose_theme, name="theme"),
    path("", include("nepmoi.web.activities.urls")),
    path("", include("nepmoi.web.history.urls")),
    path("", include("nepmoi.web.lists.urls")),
    path("", include("nepmoi.web.home.urls")),
    path("", include("nepmoi.web.figures.urls")),
    path("", include("nepmoi.web.people.urls")),
    path("", include("nepmoi.web.evidence.urls")),
    path("", include("nepmoi.web.places.urls")),
    path("", include("nepmoi.web.community.urls")),
    path("", include("nepmoi.web.reports.urls")),
]
