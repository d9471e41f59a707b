"""Addresses of papers and of lists to take away."""

from django.urls import URLPattern, path

from nepmoi.web.reports import lists, views

_XLSX, _CSV = {"ending": "xlsx"}, {"ending": "csv"}

urlpatterns: list[URLPattern] = [
    path("activities/<uuid:uid>/result.docx", views.course_result, name="course_result"),
    path("activities/<uuid:uid>/roster.xlsx", lists.activity_roster, _XLSX, name="roster_xlsx"),
    path("activities/<uuid:uid>/roster.csv", lists.activity_roster, _CSV, name="roster_csv"),
    path("activities/<uuid:uid>/roll.xlsx", lists.activity_roll, _XLSX, name="roll_xlsx"),
    path("activities/<uuid:uid>/roll.csv", lists.activity_roll, _CSV, name="roll_csv"),
    path("figures/<slug:code>/list.xlsx", lists.figure_rows, _XLSX, name="figure_xlsx"),
    path("figures/<slug:code>/list.csv", lists.figure_rows, _CSV, name="figure_csv"),
]
