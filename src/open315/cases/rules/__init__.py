"""The pure rules of the case room: no tables, no clock, no request; everything is given."""
