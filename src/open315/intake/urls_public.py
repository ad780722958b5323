"""Addresses of the portal's intake."""

from django.urls import path

from open315.intake.web import views_complain, views_lost, views_objection, views_receipt, views_track

app_name = "intake"
urlpatterns = [
    path("complain/", views_complain.complain, name="complain"),
    path("complain/check/", views_complain.check, name="check"),
    path("complain/receipt/<str:token>/", views_receipt.receipt, name="receipt"),
    path("complain/receipt/<str:token>/case/", views_receipt.to_case, name="receipt_to_case"),
    path("complain/receipt/<str:token>/close/", views_receipt.close, name="receipt_close"),
    path("complain/receipt/<str:token>/receipt.png", views_receipt.picture, name="receipt_picture"),
    path("track/", views_track.track, name="track"),
    path("track/lost/", views_lost.lost_code, name="lost_code"),
    path("track/case/", views_track.case, name="case"),
    path("track/case/evidence/", views_track.add_evidence, name="case_evidence"),
    path("track/case/files/<int:pk>/", views_track.own_file, name="case_own_file"),
    path("track/case/notices/<str:name>.pdf", views_track.own_notice, name="case_own_notice"),
    path("track/case/appointments/<int:pk>.ics", views_track.own_appointment, name="case_appointment"),
    path("track/case/other-time/", views_track.other_time, name="case_other_time"),
    path("track/case/withdraw/", views_track.withdraw, name="case_withdraw"),
    path("track/case/rating/", views_track.rate, name="case_rating"),
    path("track/case/objection/", views_objection.object_to_end, name="case_objection"),
    path("track/leave/", views_track.leave, name="track_leave"),
]
