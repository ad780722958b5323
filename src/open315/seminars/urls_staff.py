"""Addresses under /console/seminars/."""

from django.urls import path

from open315.seminars import views_door as door
from open315.seminars import views_record as record
from open315.seminars import views_staff as views
from open315.seminars.seating import views as seating

app_name = "seminars"
urlpatterns = [
    path("", views.seminar_list, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/guests/", views.guests, name="guests"),
    path("<int:pk>/guests/export/", views.guests_export, name="guests_export"),
    path("<int:pk>/guests/new/", views.guest_new, name="guest_new"),
    path("<int:pk>/guests/paste/", views.guests_paste, name="guests_paste"),
    path("<int:pk>/invitation/", views.invitation, name="invitation"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/told/", views.told, name="told"),
    path("<int:pk>/letters/", views.letters, name="letters"),
    path("<int:pk>/agenda/new/", record.item_new, name="item_new"),
    path("agenda/<int:pk>/", record.item_edit, name="item_edit"),
    path("agenda/<int:pk>/remove/", record.item_remove, name="item_remove"),
    path("agenda/<int:pk>/paper/", record.paper, name="paper"),
    path("<int:pk>/consensus/new/", record.consensus_new, name="consensus_new"),
    path("consensus/<int:pk>/", record.consensus_edit, name="consensus_edit"),
    path("consensus/<int:pk>/remove/", record.consensus_remove, name="consensus_remove"),
    path("<int:pk>/minutes/", record.minutes, name="minutes"),
    path("<int:pk>/badges/", door.badges, name="badges"),
    path("<int:pk>/seating/", seating.seating, name="seating"),
    path("<int:pk>/seating.pdf", seating.pdf, name="seating_pdf"),
    path("<int:pk>/seating/arrange/", seating.arrange, name="seats_arrange"),
    path("guests/<int:pk>/seat/", seating.seat, name="guest_seat"),
    path("door/", door.doors, name="doors"),
    path("<int:pk>/door/", door.door, name="door"),
    path("<int:pk>/door/shell/", door.door_shell, name="door_shell"),
    path("<int:pk>/door/arrivals/", door.arrivals, name="door_arrivals"),
    path("<int:pk>/door/uninvited/", door.uninvited, name="door_uninvited"),
    path("<int:pk>/door/close/", door.close, name="door_close"),
    path("guests/<int:pk>/arrive/", door.arrive, name="guest_arrive"),
    path("guests/<int:pk>/take-back/", door.take_back, name="guest_take_back"),
    path("guests/<int:pk>/", views.guest, name="guest"),
    path("guests/<int:pk>/edit/", views.guest_edit, name="guest_edit"),
    path("guests/<int:pk>/answer/", views.guest_answer, name="guest_answer"),
    path("guests/<int:pk>/strike/", views.guest_strike, name="guest_strike"),
]
