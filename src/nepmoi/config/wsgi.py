"""What the web server runs."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nepmoi.config.settings")
application = get_wsgi_application()


def _prepare() -> None:
    """Fetch the facts and warm the engines while nobody waits; who comes earlier waits for the same work."""
    from django.db import connections  # noqa: PLC0415 - Django is ready only now

    from nepmoi.analytics.figures import selectors as figures  # noqa: PLC0415

    try:
        figures.prepare()
    finally:
        connections.close_all()


threading.Thread(target=_prepare, name="figures", daemon=True).start()
