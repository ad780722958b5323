"""Addresses of the console's case pages."""

from django.urls import path

from open315.cases.console import views_case, views_export, views_inbox

app_name = "cases"
urlpatterns = [
    path("", views_inbox.inbox, name="inbox"),
    path("board/", views_inbox.board, name="board"),
    path("assign/", views_inbox.assign, name="assign"),
    path("views/", views_inbox.save_view, name="save_view"),
    path("export/", views_export.export, name="export"),
    path("<str:number>/", views_case.case, name="case"),
    path("<str:number>/do/<str:name>/", views_case.verb, name="verb"),
    path("<str:number>/notices/<str:name>.<str:form>", views_case.notice, name="notice"),
    path("<str:number>/files/<int:attachment_id>/", views_case.attachment, name="attachment"),
]
