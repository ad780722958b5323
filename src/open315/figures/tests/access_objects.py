"""The object of the figures for the access matrix."""

from tests.access.thing import Thing

OBJECTS = {"figure": Thing(lambda cast: "cases.received")}
