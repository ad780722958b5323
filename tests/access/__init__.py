"""The access matrix: every address of the site against every role and every other visitor.

Each room brings its lines in `src/open315/<room>/tests/access.toml`. All files are read together; an address of the site that stands in none
of them fails the build, and so does a line whose address is gone.

    [groups]          names for sets of roles; a room with a role of its own adds it to groups of other rooms under the same key
    [permissions]     by hand: which roles hold which permission; again a room may add its roles to permissions of another
    [routes]
    "console/cases/" = "staff"                                                     these get in; anybody else is refused
    "console/cases/<str:number>/" = { for = "staff", number = "case" }             number is the object "case"

Options: for (groups or roles), method ("get"), data (form fields), hidden (roles that get 404), refused (status for others, when it is not the
sign-in page or 403), status (the one status those who get in must see). Every other key names a parameter of the address; its object is made
in `access_objects.py` beside the file (`OBJECTS`). Where an object has a foreign twin, those roles that get in must see 404 for the twin.
Visitors without an account are made there as well (`VISITORS`).

A role is a row of `org.roles`: each is walked, also one that this cast has no account for.
"""
