"""The pure rules of the law room: no tables, no clock, no request; everything is given."""
