"""The changelog, built from the fragments in changelog.d (`script/changelog`)."""
