"""The WSGI entry point (granian, or a2wsgi inside the embedded server)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
application = get_wsgi_application()
