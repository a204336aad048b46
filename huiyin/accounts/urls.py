"""Addresses of the accounts, below /desk/."""

from django.urls import path

from . import door, safety, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", door.code, name="sign-in-code"),
    path("sign-in/enrol/", door.enrol, name="sign-in-enrol"),
    path("sign-in/password/", door.first_password, name="sign-in-password"),
    path("sign-in/onward/", door.onward, name="sign-in-onward"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("password/", views.change_password, name="change-password"),
    path("safety/", safety.overview, name="safety"),
    path("safety/device/", safety.device, name="safety-device"),
    path("safety/recovery-codes/", safety.recovery_codes, name="safety-recovery-codes"),
    path("safety/sessions/end/", safety.end_sessions, name="safety-end-sessions"),
    path("safety/sessions/<int:pk>/end/", safety.end_session, name="safety-end-session"),
]
