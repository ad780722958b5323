"""Addresses of the console's case pages."""

from django.urls import path

from open315.cases.console import (
    ratings,
    views_batch,
    views_calendar,
    views_case,
    views_export,
    views_inbox,
    views_own,
)

app_name = "cases"
urlpatterns = [
    path("", views_inbox.inbox, name="inbox"),
    path("board/", views_inbox.board, name="board"),
    path("officers/", views_inbox.officers, name="officers"),
    path("ratings/", ratings.rating_list, name="ratings"),
    path("assign/", views_inbox.assign, name="assign"),
    path("batch/", views_batch.batch, name="batch"),
    path("undo/", views_inbox.undo, name="undo"),
    path("back/", views_own.back, name="back"),
    path("views/", views_inbox.save_view, name="save_view"),
    path("export/", views_export.export, name="export"),
    path("colleagues/", views_own.colleagues, name="colleagues"),
    path("appointments/", views_calendar.appointments, name="appointments"),
    path("calendars/", views_calendar.calendars, name="calendars"),
    path("calendars/new/", views_calendar.new_calendar, name="calendar_new"),
    path("calendars/<int:pk>/revoke/", views_calendar.revoke_calendar, name="calendar_revoke"),
    path("<str:number>/", views_case.case, name="case"),
    path("<str:number>/do/<str:name>/", views_case.verb, name="verb"),
    path("<str:number>/here/", views_own.here, name="here"),
    path("<str:number>/attention/", views_own.attention, name="attention"),
    path("<str:number>/aside/", views_own.aside, name="aside"),
    path("<str:number>/notices/<str:name>.<str:form>", views_case.notice, name="notice"),
    path("<str:number>/files/<int:attachment_id>/", views_case.attachment, name="attachment"),
]
