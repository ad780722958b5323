"""Addresses of the portal's intake."""

from django.urls import path

from open315.intake.web import views_complain, views_track

app_name = "intake"
urlpatterns = [
    path("complain/", views_complain.complain, name="complain"),
    path("complain/check/", views_complain.check, name="check"),
    path("complain/receipt/<str:token>/", views_complain.receipt, name="receipt"),
    path("track/", views_track.track, name="track"),
    path("track/case/", views_track.case, name="case"),
    path("track/case/evidence/", views_track.add_evidence, name="case_evidence"),
    path("track/case/files/<int:pk>/", views_track.own_file, name="case_own_file"),
    path("track/case/withdraw/", views_track.withdraw, name="case_withdraw"),
    path("track/leave/", views_track.leave, name="track_leave"),
]
