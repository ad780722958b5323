"""The object of learning for the access matrix: a model, which is every administrator's and of no body."""

from open315.learning.tests.making import model
from tests.access.thing import Thing

OBJECTS = {"model": Thing(lambda cast: model(cast).pk), "subject": Thing(lambda _cast: "goods")}
