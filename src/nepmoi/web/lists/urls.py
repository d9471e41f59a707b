"""The addresses of lists."""

from django.urls import URLPattern, path

from nepmoi.web.lists import views

urlpatterns: list[URLPattern] = [
    path("activities/<uuid:uid>/lists", views.lists, name="lists"),
    path("lists/<uuid:uid>", views.preview, name="list"),
    path("lists/<uuid:uid>/import", views.import_list, name="list_import"),
    path("lists/<uuid:uid>/settle", views.settle, name="list_settle"),
    path("lists/<uuid:uid>/undo", views.undo_import, name="list_undo"),
]
