"""The settings of the tests: the product's own, on a data folder that lives as long as the process.

``NEPMOI_TEST_DATABASE`` names a PostgreSQL database beside which the tests make their own; without it they use an SQLite
file, so that WAL, locks and waiting are the real ones. Each xdist worker is a process, so each has its own of both.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="nepmoi-test-"))
_maker = os.getpid()


def _tidy() -> None:
    # A forked child of a test must not take its parent's folder away.
    if os.getpid() == _maker:
        shutil.rmtree(_folder, ignore_errors=True)


atexit.register(_tidy)
os.environ["NEPMOI_DATA"] = str(_folder)
os.environ["NEPMOI_DATABASE_URL"] = os.environ.get("NEPMOI_TEST_DATABASE", "")

from nepmoi.config.settings import *  # noqa: E402, F403
from nepmoi.config.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}

# A slow hash protects real passwords; here it would only make every sign-in of a test slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
