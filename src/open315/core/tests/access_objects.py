"""Objects of core's pages for the access matrix."""

from tests.access.thing import Thing

OBJECTS = {
    "wrong_token": Thing(lambda cast: "wrong"),
    "day": Thing(lambda cast: cast.at.date().isoformat()),
}
