"""What the web server runs."""

import gc
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nepmoi.config.settings")
application = get_wsgi_application()

# A page of figures makes tens of thousands of passing rows, beside some 300,000 objects of places that stay. At Python's
# own thresholds the collector would go through all that stays while a reader waits, which took half of the page's time.
gc.set_threshold(50_000, 20, 20)


def _prepare() -> None:
    """Fetch the facts and warm the engines while nobody waits; who comes earlier waits for the same work."""
    from django.db import connections  # noqa: PLC0415 - Django is ready only now

    from nepmoi.analytics.figures import selectors as figures  # noqa: PLC0415

    try:
        figures.prepare()
    finally:
        connections.close_all()


threading.Thread(target=_prepare, name="figures", daemon=True).start()
