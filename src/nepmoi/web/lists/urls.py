"""The addresses of lists."""

from django.urls import URLPattern, path

from nepmoi.web.lists import tray, views

urlpatterns: list[URLPattern] = [
    path("activities/<uuid:uid>/lists", tray.lists, name="lists"),
    path("activities/<uuid:uid>/lists/import", tray.import_ready, name="lists_import"),
    path("lists/<uuid:uid>", views.preview, name="list"),
    path("lists/<uuid:uid>/import", views.import_list, name="list_import"),
    path("lists/<uuid:uid>/settle", views.settle, name="list_settle"),
    path("lists/<uuid:uid>/undo", views.undo_import, name="list_undo"),
]
