"""The WSGI entry point, for servers that speak nothing else; a province's own is `open315 web` (ADR 0109).

It does not start without the key ring that the database knows.
"""

from django.conf import settings

from open315.config.starting import require_keys
from open315.config.web import application as web
from open315.core.http.entry import ProxiedWSGI

require_keys()
application = ProxiedWSGI(web, settings.TRUSTED_PROXIES)
