"""Addresses under /console/returns/."""

from django.urls import path

from open315.returns import views_filing as filing
from open315.returns import views_sheet as sheets
from open315.returns import views_staff as views

app_name = "returns"
urlpatterns = [
    path("", views.return_list, name="list"),
    path("export/", views.export, name="export"),
    path("calls/", views.call_list, name="calls"),
    path("calls/new/", views.new, name="new"),
    path("calls/<int:pk>/", views.call, name="call"),
    path("calls/<int:pk>/values/<str:code>/", views.values, name="values"),
    path("calls/<int:pk>/move/", views.move, name="move"),
    path("calls/<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/", filing.detail, name="detail"),
    path("<int:pk>/fill/", filing.fill, name="fill"),
    path("<int:pk>/sheet/", sheets.give, name="sheet"),
    path("<int:pk>/by-sheet/", sheets.take, name="by_sheet"),
    path("<int:pk>/correct/", filing.correct, name="correct"),
    path("<int:pk>/sign/", filing.sign, name="sign"),
    path("<int:pk>/send-back/", filing.send_back, name="send_back"),
    path("<int:pk>/reopen/", filing.reopen, name="reopen"),
    path("filings/<int:pk>/", filing.filing, name="filing"),
]
