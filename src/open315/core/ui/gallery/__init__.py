"""The gallery: every component in every state, in three languages, light and dark, at a desk and on a phone (`/gallery/`)."""
