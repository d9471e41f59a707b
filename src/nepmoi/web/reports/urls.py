"""Addresses of papers."""

from django.urls import URLPattern, path

from nepmoi.web.reports import views

urlpatterns: list[URLPattern] = [
    path("activities/<uuid:uid>/result.docx", views.course_result, name="course_result"),
]
