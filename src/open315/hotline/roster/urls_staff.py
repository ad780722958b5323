"""Addresses of the roster, under /console/hotline/."""

from django.urls import path

from open315.hotline.roster import views_staff as views

urlpatterns = [
    path("roster/", views.roster, name="roster"),
    path("roster/<int:pk>/slot/", views.put_slot, name="put_slot"),
    path("roster/<int:pk>/one/", views.put_one, name="put_one"),
    path("roster/<int:pk>/copy/", views.copy_week, name="copy_week"),
    path("duties/<int:pk>/", views.duty, name="duty"),
    path("duties/<int:pk>/off/", views.take_off_duty, name="take_off_duty"),
    path("duties/<int:pk>/swap/", views.ask_swap, name="ask_swap"),
    path("duties/<int:pk>/hand-over/", views.write_hand_over, name="write_hand_over"),
    path("swaps/", views.swaps, name="swaps"),
    path("swaps/<int:pk>/agree/", views.agree_swap, name="agree_swap"),
    path("swaps/<int:pk>/decline/", views.decline_swap, name="decline_swap"),
    path("swaps/<int:pk>/withdraw/", views.withdraw_swap, name="withdraw_swap"),
    path("leave/", views.leave, name="leave"),
    path("leave/add/", views.add_leave, name="add_leave"),
    path("leave/<int:pk>/out/", views.take_out_leave, name="take_out_leave"),
    path("hand-overs/", views.hand_overs, name="hand_overs"),
    path("hand-overs/<int:pk>/", views.hand_over, name="hand_over"),
    path("hand-overs/<int:pk>/read/", views.read_hand_over, name="read_hand_over"),
]
