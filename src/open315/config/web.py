"""The Django application, sound in what its rooms declare. Opens no database: `open315 serve` loads it before it forks."""

import os

from django.core.wsgi import get_wsgi_application

from open315.core.access.checks import refuse_unsound

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
application = get_wsgi_application()
refuse_unsound()
