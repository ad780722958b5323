"""Addresses under /console/campaigns/<id>/summary."""

from django.urls import path

from open315.summaries import views_staff as views

app_name = "summaries"
urlpatterns = [
    path("<int:pk>/summary/", views.page, name="page"),
    path("<int:pk>/summary/progress/", views.progress, name="progress"),
    path("<int:pk>/summary/write/", views.write, name="write"),
    path("<int:pk>/summary.docx", views.docx, name="docx"),
    path("<int:pk>/summary.pdf", views.pdf, name="pdf"),
]
