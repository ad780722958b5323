"""Addresses under /console/stalls/."""

from django.urls import path

from open315.stalls import views_board as board
from open315.stalls import views_cases as cases
from open315.stalls import views_count as count
from open315.stalls import views_staff as views

app_name = "stalls"
urlpatterns = [
    path("", views.activity_list, name="list"),
    path("own/", count.own, name="own"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/enter/", views.enter, name="enter"),
    path("<int:pk>/board/", board.board, name="board"),
    path("<int:pk>/board/part/", board.part, name="board_part"),
    path("<int:pk>/print/", views.printed, name="print"),
    path("stall/<int:pk>/", views.stall, name="stall"),
    path("stall/<int:pk>/edit/", views.edit, name="edit"),
    path("stall/<int:pk>/take-out/", views.take_out, name="take_out"),
    path("stall/<int:pk>/shifts/add/", views.add_shift, name="add_shift"),
    path("stall/<int:pk>/kit/add/", views.add_item, name="add_item"),
    path("stall/<int:pk>/count/", count.count, name="count"),
    path("stall/<int:pk>/count/shell/", count.shell, name="count_shell"),
    path("stall/<int:pk>/undo/", count.undo, name="undo"),
    path("stall/<int:pk>/cases/link/", cases.link, name="link_case"),
    path("stall/<int:pk>/cases/<int:case_id>/unlink/", cases.unlink, name="unlink_case"),
    path("shifts/<int:pk>/take-out/", views.take_out_shift, name="take_out_shift"),
    path("kit/<int:pk>/mark/<str:mark>/", views.mark_item, name="mark_item"),
    path("kit/<int:pk>/take-out/", views.take_out_item, name="take_out_item"),
]
