"""Say of every upload of an install whether it lies in clear and what it holds, as JSON. Run with the install's own environment."""

import json
from hashlib import sha256

import conftest  # noqa: F401  (it sets Django up, in the folder the environment names)
from open315.core.uploads import services, storage
from open315.core.uploads.models import Upload


def main() -> None:
    """One list an upload: its key ("" in clear), the digest of what it opens to, the digest that its row says."""
    said = []
    for upload in Upload.objects.order_by("pk"):
        with services.open_original(upload) as file:
            said.append([storage.kept(upload).key_id(), sha256(file.read()).hexdigest(), upload.sha256])
    print(json.dumps(said))


if __name__ == "__main__":
    main()
