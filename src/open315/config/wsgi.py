"""The WSGI entry point, for servers that speak nothing else; a province's own is `open315 web` (ADR 0109).

It does not start without the key ring that the database knows, and says so in a sentence.
"""

from django.conf import settings

from open315.config.starting import end_without_keys
from open315.config.web import application as web
from open315.core.http.entry import ProxiedWSGI
from open315.core.ops import connections

end_without_keys()
connections.expect_answers()
application = ProxiedWSGI(web, settings.TRUSTED_PROXIES)
