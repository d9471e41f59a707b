"""Addresses of figures; what is asked stands in the query, so that an address shows a colleague the same."""

from django.urls import URLPattern, path

from nepmoi.web.figures import views

urlpatterns: list[URLPattern] = [
    path("figures", views.figures_list, name="figures"),
    path("figures/<slug:code>", views.figure, name="figure"),
]
