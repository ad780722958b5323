"""Registering a caller or a visitor. The clerk has a person on the line and two hands on the keyboard:

number of the caller → earlier contacts appear → what happened in the caller's words → trader, place, what is asked for →
likely duplicates appear → Ctrl+Enter → number and query code to read out → next caller.

The form is the public one in the clerk's order, without the pages between; no field needs the mouse.
"""
