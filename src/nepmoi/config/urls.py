"""Root addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("nepmoi.api.urls")),
    path("", include("nepmoi.web.urls")),
]
